import type { Backend, Tensor } from '../tensor/backend';
import { matMulInPieces } from '../tensor/matMulInPieces';
import type { Pause } from '../work/pause';
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

/** The same, resting where a product takes long. [n, 1] */
export async function outputsInPieces(
  backend: Backend,
  definition: NetworkDefinition,
  state: NetworkState,
  x: Tensor,
  pause: Pause,
): Promise<Tensor> {
  const { depth, layers, activation, activationParam } = definition;
  const made = new Set<Tensor>();
  const add = (t: Tensor): Tensor => {
    made.add(t);
    return t;
  };
  try {
    let h = x;
    let pre: Tensor | undefined;
    for (let l = 0; ; l++) {
      const { forward: scale } = layers[l];
      const product = add(await matMulInPieces(backend, h, state.weights[l], { scale }, pause));
      pre = add(completed(backend, definition, state, l, product, l < depth ? pre : undefined));
      if (l === depth) break;
      h = add(backend.activation(activation, activationParam, 0, pre));
    }
    made.delete(pre);
    return pre;
  } finally {
    for (const t of made) backend.dispose(t);
  }
}

function preActivation(
  backend: Backend,
  definition: NetworkDefinition,
  state: NetworkState,
  l: number,
  h: Tensor,
  below: Tensor | undefined,
): Tensor {
  const product = backend.matMul(h, state.weights[l], { scale: definition.layers[l].forward });
  return completed(backend, definition, state, l, product, below);
}

/** c W h with what is added to it. */
function completed(
  backend: Backend,
  { layers }: NetworkDefinition,
  state: NetworkState,
  l: number,
  product: Tensor,
  below: Tensor | undefined,
): Tensor {
  const layer = layers[l];
  const bias = state.biases[l];
  const z = bias === null ? product : backend.addRow(product, bias, layer.bias);
  return layer.skip && below !== undefined ? backend.add(z, below) : z;
}
