import type { Backend, Tensor } from '../tensor/backend';
import type { Forward } from './forward';
import { forward } from './forward';
import type { NetworkDefinition } from './networkDefinition';
import type { NetworkState } from './networkState';

/** A forward and a backward pass: all that gradient and kernel need. */
export interface Pass extends Forward {
  /** δ^ℓ = ∂f/∂pre^ℓ, ℓ = 1 … H. [n, m] each */
  readonly delta: readonly Tensor[];
}

/**
 * δ^H = γ a ∘ φ′(pre^H), δ^ℓ = c_{ℓ+1} (δ^{ℓ+1} W^{ℓ+1ᵀ}) ∘ φ′(pre^ℓ), plus δ^{ℓ+1} itself across a residual block. Source: MATH §3.
 */
export function backward(
  backend: Backend,
  { layers, depth }: NetworkDefinition,
  state: NetworkState,
  pass: Forward,
): Tensor[] {
  const delta: Tensor[] = new Array<Tensor>(depth);
  delta[depth - 1] = backend.scope(() => outputDelta(backend, layers[depth].forward, state, pass, depth));
  for (let l = depth - 2; l >= 0; l--) {
    const above = layers[l + 1];
    delta[l] = backend.scope(() => {
      const back = backend.matMul(delta[l + 1], state.weights[l + 1], {
        transposeB: true,
        scale: above.forward,
      });
      const through = backend.mul(back, pass.slope[l]);
      return above.skip ? backend.add(through, delta[l + 1]) : through;
    });
  }
  return delta;
}

/** γ a_j φ′(pre^H_ij). [n, m] */
function outputDelta(
  backend: Backend,
  gamma: number,
  state: NetworkState,
  pass: Forward,
  depth: number,
): Tensor {
  const slope = pass.slope[depth - 1];
  const ones = backend.upload(new Float64Array(slope.rows).fill(1), slope.rows, 1);
  const broadcast = backend.matMul(ones, state.weights[depth], { transposeB: true, scale: gamma });
  return backend.mul(broadcast, slope);
}

/** Forward, then backward. The caller frees it with `disposePass`, or makes it inside a scope. */
export function fullPass(
  backend: Backend,
  definition: NetworkDefinition,
  state: NetworkState,
  x: Tensor,
  slopes: readonly Tensor[] | null = null,
): Pass {
  return backend.scope(() => {
    const there = forward(backend, definition, state, x, slopes);
    return { ...there, delta: backward(backend, definition, state, there) };
  });
}

/** Frees a pass, its input x excepted. */
export function disposePass(backend: Backend, { f, pre, slope, h, delta }: Pass): void {
  for (const t of [f, ...pre, ...slope, ...h.slice(1), ...delta]) backend.dispose(t);
}
