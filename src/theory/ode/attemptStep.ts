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

export interface Attempt<S> {
  readonly k: S[];
  readonly next: S;
}

/** The stages k_0 … k_s and y(t + h) of one step, neither accepted nor rejected yet. k_0 is the slope given. */
export function attemptStep<S>(
  tableau: Tableau,
  space: VectorSpace<S>,
  f: (t: number, y: S) => S,
  from: StepFrom<S>,
): Attempt<S> {
  return finish(attemptStages(tableau, space, f, from));
}

/** `attemptStep` with a rest after every evaluation of f. Left early, it releases what it made. */
export function* attemptStages<S>(
  tableau: Tableau,
  space: VectorSpace<S>,
  f: (t: number, y: S) => S,
  from: StepFrom<S>,
): Generator<undefined, Attempt<S>> {
  const { t, h, y } = from;
  const k = [from.slope];
  let next: S | null = null;
  let finished = false;
  try {
    for (let i = 1; i < tableau.stages; i++) {
      const stage = advance(space, y, k, tableau.rows[i], h);
      k.push(f(t + tableau.nodes[i] * h, stage));
      space.release(stage);
      yield;
    }
    next = advance(space, y, k, tableau.weights, h);
    k.push(f(from.tNext, next));
    finished = true;
    return { k, next };
  } finally {
    if (!finished) {
      k.slice(1).forEach((s) => space.release(s));
      if (next !== null) space.release(next);
    }
  }
}

/** What a generator returns, without its rests. */
export function finish<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
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
