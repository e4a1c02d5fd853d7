/**
 * K^{(k+2)}(x, y, S) = Σ_ℓ η_ℓ Σ_{T ⊆ S} (c² ⟨h_x, h_y⟩ + β²)[T] ⟨δ_x, δ_y⟩[S∖T]: the Leibniz expansion of MATH §3,
 * summed on the host from inner products of jets. Layout [N, n, n^k].
 */
import type { GramTable, GramTables } from './gramTables';
import type { LayerDefinition } from '../network/networkDefinition';
import { subsetsOf } from './tupleIndex';
import type { TupleIndex } from './tupleIndex';

export interface KernelLayer {
  readonly scale: Pick<LayerDefinition, 'forward' | 'bias' | 'rate'>;
  readonly hTables: GramTables;
  readonly deltaTables: GramTables;
}

/** ⟨v_x, v_y⟩[S] for one training point y: scale Σ_{A ⊎ B = S} ⟨v_y[A], v_x[B]⟩ (+ constant for the empty tuple). [N, n^j] */
function pairJet(
  tables: GramTables,
  tuples: TupleIndex,
  y: number,
  N: number,
  scale: number,
  constant: number,
): Float64Array {
  const { count, full, size, power, sub } = tuples;
  const out = new Float64Array(N * count).fill(full === 0 ? constant : 0);
  for (const a of subsetsOf(full)) {
    const b = full & ~a;
    const table: GramTable | null = tables.get(size[a], size[b]);
    if (!table) continue;
    const { data, strideT, strideX } = table;
    const subA = sub[a];
    const subB = sub[b];
    for (let x = 0; x < N; x++) {
      const column = x * power[b];
      const row = y * power[a];
      for (let s = 0; s < count; s++)
        out[x * count + s] += scale * data[(row + subA[s]) * strideT + (column + subB[s]) * strideX];
    }
  }
  return out;
}

/** Adds one layer's summand for training point y to K^{(k+2)}; tuples[j] is the index of order j = 0 … k. */
export function addLayerKernel(
  layer: KernelLayer,
  tuples: readonly TupleIndex[],
  y: number,
  N: number,
  into: Float64Array,
): void {
  const k = tuples.length - 1;
  const { n, count, full, size, power, sub } = tuples[k];
  const { forward, bias, rate } = layer.scale;
  const hs = tuples.map((t) => pairJet(layer.hTables, t, y, N, rate * forward * forward, rate * bias * bias));
  const deltas = tuples.map((t) => pairJet(layer.deltaTables, t, y, N, 1, 0));
  for (const t of subsetsOf(full)) {
    const rest = full & ~t;
    const a = hs[size[t]];
    const b = deltas[size[rest]];
    const subA = sub[t];
    const subB = sub[rest];
    for (let x = 0; x < N; x++) {
      const at = (x * n + y) * count;
      const rowA = x * power[t];
      const rowB = x * power[rest];
      for (let s = 0; s < count; s++) into[at + s] += a[rowA + subA[s]] * b[rowB + subB[s]];
    }
  }
}
