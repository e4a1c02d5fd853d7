import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { exp } from '../../theory/elementary/exp';

/** Recorded times of a run on the page: enough for a smooth scrub, few enough that every predictor is cheap. */
const frames = 97;

/** Late steps are e^{7/96} − 1 ≈ 7.5 % of t apart, the first is T/14 500: one grid serves linear and log axes. */
const growth = 7;

/**
 * Times t_k = T (e^{g k/(F−1)} − 1)/(e^g − 1), k = 0 … F−1, ascending from 0 to the horizon T; for optimisers that
 * step, T is the last whole step within the horizon, and times are the multiples of `lr` nearest to t_k, each once.
 */
export function recordedTimes({ optimizer, horizon, lr }: ExperimentSpec): Float64Array {
  const last = optimizer === 'flow' ? horizon : Math.floor((horizon / lr) * (1 + rounding)) * lr;
  const raw: number[] = [];
  const span = exp(growth) - 1;
  for (let k = 0; k < frames; k++) {
    raw.push(k === frames - 1 ? last : (last * (exp((growth * k) / (frames - 1)) - 1)) / span);
  }
  return optimizer === 'flow' ? Float64Array.from(raw) : snapToSteps(raw, lr);
}

/** Of horizon/lr, where it is a whole number. */
const rounding = 1e-12;

/** The nearest whole steps as times step·lr, ascending, without repetition. */
export function snapToSteps(times: readonly number[], lr: number): Float64Array {
  const steps = new Set(times.map((t) => Math.round(t / lr)));
  return Float64Array.from([...steps].sort((a, b) => a - b).map((step) => step * lr));
}
