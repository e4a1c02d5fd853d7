import type { Forward } from '../network/forward';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import type { Backend, Tensor } from '../tensor/backend';

/**
 * d pre^ℓ/dt on the points of a pass when θ moves with θ̇ [n, m] each:
 *
 *   ṗre^ℓ = c_ℓ (h^{ℓ−1} Ẇ^ℓ + ḣ^{ℓ−1} W^ℓ) + β_ℓ ḃ^ℓ (+ ṗre^{ℓ−1} in a residual block),   ḣ^ℓ = slope^ℓ ∘ ṗre^ℓ,   ḣ⁰ = 0
 *
 * Call inside a scope.
 */
export function preActivationRates(
  backend: Backend,
  { layers, depth }: NetworkDefinition,
  state: NetworkState,
  velocity: NetworkState,
  { h }: Pick<Forward, 'h'>,
  slopes: readonly Tensor[],
): Tensor[] {
  const rates: Tensor[] = [];
  for (let l = 0; l < depth; l++) {
    const { forward, bias, skip } = layers[l];
    let rate = backend.matMul(h[l], velocity.weights[l], { scale: forward });
    if (l > 0) {
      const moved = backend.mul(rates[l - 1], slopes[l - 1]);
      rate = backend.add(rate, backend.matMul(moved, state.weights[l], { scale: forward }));
      if (skip) rate = backend.add(rate, rates[l - 1]);
    }
    const b = velocity.biases[l];
    if (b !== null) rate = backend.addRow(rate, b, bias);
    rates.push(rate);
  }
  return rates;
}
