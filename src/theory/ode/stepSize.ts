/**
 * Proportional–integral step control: h ← h · clip(0.9 · err^{−α} · errOld^{β}), α = 1/k − 0.75 β, k the order of the
 * pair; steady where stability and not accuracy limits h. Source: Gustafsson 1991; Hairer, Wanner, Solving ODEs II, §IV.2.
 */
const safety = 0.9;
const smallest = 0.2;
const largest = 6;
const integral = 0.04;

/** What a controller remembers between two steps: with it another one goes on as this one would have. */
export interface StepSizeMemory {
  readonly previousError: number;
  readonly afterRejection: boolean;
}

export interface StepSizeController {
  readonly memory: StepSizeMemory;
  /** Factor for the next h after an accepted step of this error (≤ 1). */
  accepted(error: number): number;
  /** Factor for the next attempt after a rejected step; a non-finite error gives the smallest one. */
  rejected(error: number): number;
}

export function stepSizeController(order: number, memory?: StepSizeMemory): StepSizeController {
  const beta = integral * (5 / order);
  const alpha = 1 / order - 0.75 * beta;
  let previous = memory?.previousError ?? 1e-4;
  let afterRejection = memory?.afterRejection ?? false;
  return {
    get memory() {
      return { previousError: previous, afterRejection };
    },
    accepted(error) {
      const bounded = Math.max(error, 1e-10);
      const factor = (safety * power(previous, beta)) / power(bounded, alpha);
      previous = Math.max(bounded, 1e-4);
      const most = afterRejection ? 1 : largest;
      afterRejection = false;
      return Math.min(most, Math.max(smallest, factor));
    },
    rejected(error) {
      afterRejection = true;
      if (!(error < 1e10)) return smallest;
      return Math.max(smallest, safety / power(error, 1 / order));
    },
  };
}

/** x^p for 0 < p < 1 by square roots (24 binary digits of p): exact operations only, so the same steps on every machine. */
export function power(x: number, p: number): number {
  let result = 1;
  let root = x;
  let rest = p;
  for (let bit = 0; bit < 24; bit++) {
    root = Math.sqrt(root);
    rest *= 2;
    if (rest >= 1) {
      rest -= 1;
      result *= root;
    }
  }
  return result;
}
