import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { exp } from '../../theory/elementary/exp';

/** Recorded times of a run on the page: enough for a smooth scrub, few enough that every predictor is cheap. */
const frames = 97;

/** Late steps are e^{7/96} − 1 ≈ 7.5 % of t apart, the first is T/14 500: one grid serves linear and log axes. */
const growth = 7;

/**
 * Times t_k = T (e^{g k/(F−1)} − 1)/(e^g − 1), k = 0 … F−1, ascending from 0 to the horizon T; for optimisers that
 * step, the multiples of `lr` nearest to them, each once.
 */
export function recordedTimes(spec: ExperimentSpec): Float64Array {
  const raw: number[] = [];
  const span = exp(growth) - 1;
  for (let k = 0; k < frames; k++) {
    raw.push(
      k === frames - 1 ? spec.horizon : (spec.horizon * (exp((growth * k) / (frames - 1)) - 1)) / span,
    );
  }
  return spec.optimizer === 'flow' ? Float64Array.from(raw) : snapToSteps(raw, spec.lr);
}

/** The nearest whole steps as times step·lr, ascending, without repetition. */
export function snapToSteps(times: readonly number[], lr: number): Float64Array {
  const steps = new Set(times.map((t) => Math.round(t / lr)));
  return Float64Array.from([...steps].sort((a, b) => a - b).map((step) => step * lr));
}
