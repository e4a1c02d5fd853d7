import type { Forward } from '../network/forward';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import type { Backend, Tensor } from '../tensor/backend';

/** One pre-activation: neuron j of layer ℓ (from 0) at point i. */
export interface Kink {
  readonly layer: number;
  readonly point: number;
  readonly neuron: number;
}

/**
 * How the slopes at some kinks turn the pre-activations at the same kinks: with B^r_e = ∂δ^r/∂(c δ^{ℓ+1}W^{ℓ+1}ᵀ s) at kink e = (ℓ, k, j) and A^r_e = ∂pre^ℓ_kj/∂pre^r_k,
 *
 *   M_{e′e} = Σ_{r ≤ min(ℓ,ℓ′)} η_r (c_r² ⟨h^{r−1}_{k′}, h^{r−1}_k⟩ + β_r²) ⟨A^r_{e′}, B^r_e⟩
 *
 * so that ∂(ṗre_{e′})/∂s_e = −(lazy/n) g_k back_e M_{e′e}, where back_e is what δ_e is without its slope s_e. H = 1: M = η₁(c² x·x′ + β²) for kinks of
 * one neuron and 0 otherwise. `slopes` are φ′ [n, m] by layer, `free` the same with 0 at the kinks themselves, whose
 * pre-activations stand still. [q, q]
 */
export function kinkInfluence(
  backend: Backend,
  { layers, depth, width: m }: NetworkDefinition,
  state: NetworkState,
  { h }: Pick<Forward, 'h'>,
  kinks: readonly Kink[],
  slopes: readonly Tensor[],
  free: readonly Tensor[],
): Float64Array {
  const q = kinks.length;
  const influence = new Float64Array(q * q);
  const points = Int32Array.from(kinks, ({ point }) => point);
  backend.scope(() => {
    let a: Tensor | null = null;
    let b: Tensor | null = null;
    for (let l = depth - 1; l >= 0; l--) {
      const above = layers[l + 1];
      const through = (v: Tensor, by: readonly Tensor[]): Tensor => {
        const back = backend.matMul(v, state.weights[l + 1], { transposeB: true, scale: above.forward });
        const next = backend.mul(back, backend.gatherRows(by[l], points));
        return above.skip ? backend.add(next, v) : next;
      };
      const here = new Float64Array(q * m);
      kinks.forEach(({ layer, neuron }, e) => {
        if (layer === l) here[e * m + neuron] = 1;
      });
      const own = backend.upload(here, q, m);
      a = a === null ? own : backend.add(through(a, free), own);
      b = b === null ? own : backend.add(through(b, slopes), own);
      const { rate, forward, bias } = layers[l];
      const inputs = backend.gatherRows(h[l], points);
      const gram = peeked(backend, backend.gram(inputs, inputs, forward * forward));
      const dots = peeked(backend, backend.matMul(a, b, { transposeB: true }));
      for (let e = 0; e < q * q; e++) influence[e] += rate * (gram[e] + bias * bias) * dots[e];
    }
  });
  return influence;
}

function peeked(backend: Backend, t: Tensor): Float64Array {
  const values = backend.peek(t);
  if (values === null) throw new Error('kinks are located on backends whose numbers are at hand');
  return values.slice();
}
