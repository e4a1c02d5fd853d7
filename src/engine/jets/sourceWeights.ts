/**
 * The rank-one derivatives of the weights (MATH §5) give pre and q their sources. For a tuple S at the point x,
 *
 *   W[S∖…] v_x  ∋  Σ_i Σ_{U ⊆ later(i)} u_{s_i}[U] · Σ_{A ⊆ later(i)∖U} ⟨v_{s_i}[A], v_x[S∖i∖U∖A]⟩
 *
 * with (u, v) = (δ, h) forward and (h, δ) backward. One term for every (i, U): 2^k − 1 of them.
 */
import type { GramTables } from './gramTables';
import { subsetsOf } from './tupleIndex';
import type { TupleIndex } from './tupleIndex';

export interface Source {
  /** Order |U| of the jet whose rows are taken, and which: s_i n^{|U|} + U. [rows] */
  readonly order: number;
  readonly index: Int32Array;
  readonly weights: Float64Array;
}

export interface SourceScale {
  /** Multiplies the inner products: η c². */
  readonly scale: number;
  /** Added where A and S∖i∖U∖A are empty: η β² (forward only). */
  readonly constant: number;
}

export function sources(
  tables: GramTables,
  tuples: TupleIndex,
  rowPoint: Int32Array,
  rowTuple: Int32Array,
  { scale, constant }: SourceScale,
): Source[] {
  const { k, full, size, power, sub } = tuples;
  const rows = rowPoint.length;
  const list: Source[] = [];
  for (let i = 0; i < k; i++) {
    const self = 1 << i;
    const later = full & ~((self << 1) - 1);
    for (const u of subsetsOf(later)) {
      const weights = new Float64Array(rows);
      let contributes = false;
      for (const a of subsetsOf(later & ~u)) {
        const rest = full & ~self & ~u & ~a;
        const table = tables.get(size[a], size[rest]);
        if (!table) continue;
        contributes = true;
        const { data, strideT, strideX } = table;
        const point = sub[self];
        const subA = sub[a];
        const subRest = sub[rest];
        for (let r = 0; r < rows; r++) {
          const s = rowTuple[r];
          weights[r] +=
            scale *
            data[
              (point[s] * power[a] + subA[s]) * strideT + (rowPoint[r] * power[rest] + subRest[s]) * strideX
            ];
        }
        if (rest === 0 && a === 0 && constant !== 0) for (let r = 0; r < rows; r++) weights[r] += constant;
      }
      if (!contributes) continue;
      const index = new Int32Array(rows);
      for (let r = 0; r < rows; r++) index[r] = sub[self][rowTuple[r]] * power[u] + sub[u][rowTuple[r]];
      list.push({ order: size[u], index, weights });
    }
  }
  return list;
}
