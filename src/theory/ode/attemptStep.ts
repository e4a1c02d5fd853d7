import type { Tableau } from './tableau';
import type { VectorSpace } from './vectorSpace';

export interface StepFrom<S> {
  readonly t: number;
  readonly h: number;
  /** t + h, as the caller rounds it. */
  readonly tNext: number;
  readonly y: S;
  /** f(t, y), the first stage. */
  readonly slope: S;
}

/** The stages k_0 … k_s and y(t + h) of one step, neither accepted nor rejected yet. k_0 is the slope given. */
export function attemptStep<S>(
  tableau: Tableau,
  space: VectorSpace<S>,
  f: (t: number, y: S) => S,
  from: StepFrom<S>,
): { readonly k: S[]; readonly next: S } {
  const { t, h, y } = from;
  const k = [from.slope];
  for (let i = 1; i < tableau.stages; i++) {
    const stage = advance(space, y, k, tableau.rows[i], h);
    k.push(f(t + tableau.nodes[i] * h, stage));
    space.release(stage);
  }
  const next = advance(space, y, k, tableau.weights, h);
  k.push(f(from.tNext, next));
  return { k, next };
}

/** y + h Σ w_i k_i without the terms of weight 0; y = null for 0. */
export function advance<S>(
  space: VectorSpace<S>,
  y: S | null,
  k: readonly S[],
  weights: readonly number[],
  h: number,
): S {
  const terms: S[] = [];
  const scales: number[] = [];
  if (y !== null) {
    terms.push(y);
    scales.push(1);
  }
  weights.forEach((w, i) => {
    if (w === 0) return;
    terms.push(k[i]);
    scales.push(h * w);
  });
  return terms.length === 0 ? space.combine([k[0]], [0]) : space.combine(terms, scales);
}
