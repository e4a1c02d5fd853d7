import type { Backend, Tensor } from '../tensor/backend';
import type { NetworkDefinition } from './networkDefinition';
import type { NetworkState } from './networkState';

/** One forward pass over the rows of x. */
export interface Forward {
  /** f(x; θ), not centred. [n, 1] */
  readonly f: Tensor;
  /** pre¹ … pre^H. [n, m] each */
  readonly pre: readonly Tensor[];
  /** φ′(pre¹) … φ′(pre^H). */
  readonly slope: readonly Tensor[];
  /** h⁰ = x, h¹ … h^H. */
  readonly h: readonly Tensor[];
}

/**
 * f with everything that backward and kernel need of it. Residual blocks: pre^ℓ = pre^{ℓ−1} + τ(c W h + β b). MATH §1.
 *
 * `slopes`: for a φ that is linear on either side of 0, the slopes φ′(pre^ℓ) of one arrangement of sides [n, m] each, which hold whatever
 * the signs of pre^ℓ become: φ(z) = slope · z.
 */
export function forward(
  backend: Backend,
  definition: NetworkDefinition,
  state: NetworkState,
  x: Tensor,
  slopes: readonly Tensor[] | null = null,
): Forward {
  const pre: Tensor[] = [];
  const slope: Tensor[] = [];
  const h: Tensor[] = [x];
  for (let l = 0; l < definition.depth; l++) {
    pre.push(preActivation(backend, definition, state, l, h[l], pre[l - 1]));
    const [value, derivative] = slopes
      ? [backend.mul(pre[l], slopes[l]), backend.scale(slopes[l], 1)]
      : backend.activationPair(definition.activation, definition.activationParam, pre[l]);
    h.push(value);
    slope.push(derivative);
  }
  const f = preActivation(backend, definition, state, definition.depth, h[definition.depth], undefined);
  return { f, pre, slope, h };
}

/** f(x; θ) alone, where no gradient is needed. [n, 1] */
export function outputs(
  backend: Backend,
  definition: NetworkDefinition,
  state: NetworkState,
  x: Tensor,
): Tensor {
  return backend.scope(() => {
    let h = x;
    let pre: Tensor | undefined;
    for (let l = 0; l < definition.depth; l++) {
      pre = preActivation(backend, definition, state, l, h, pre);
      h = backend.activation(definition.activation, definition.activationParam, 0, pre);
    }
    return preActivation(backend, definition, state, definition.depth, h, undefined);
  });
}

function preActivation(
  backend: Backend,
  { layers }: NetworkDefinition,
  state: NetworkState,
  l: number,
  h: Tensor,
  below: Tensor | undefined,
): Tensor {
  const layer = layers[l];
  const bias = state.biases[l];
  let z = backend.matMul(h, state.weights[l], { scale: layer.forward });
  if (bias !== null) z = backend.addRow(z, bias, layer.bias);
  return layer.skip && below !== undefined ? backend.add(z, below) : z;
}
