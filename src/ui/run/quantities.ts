/** What the time plots show of a run: one array for each predictor, or the network's columns. */
import { kernelMeasureNames } from '../../protocol/run';
import type { KernelMeasureName } from '../../protocol/run';
import type { Run } from '../../state/runState';
import { column } from './predictorCurves';

export const pickError = (run: Run, name: keyof Run['series']): Float64Array | null => {
  const error = run.errors[name];
  return error && error.count > 0 ? error.rms.subarray(0, error.count) : null;
};

export const pickLoss = (run: Run, name: keyof Run['series']): Float64Array | null => {
  const series = run.series[name];
  return series ? series.loss.subarray(0, series.count) : null;
};

/** Formulas of the drift measures: each its own, never just "drift" (MATH §3). */
export const driftFormulas: Readonly<Record<KernelMeasureName, string>> = {
  relativeFrobenius: '‖K_t − K_0‖ / ‖K_0‖',
  maxEntry: 'max |K_t − K_0|',
  inflation: 'tr K_t / tr K_0',
  kernelDistance: '1 − ⟨K_t, K_0⟩ / (‖K_t‖ ‖K_0‖)',
  targetAlignment: 'yᵀK_t y / (‖K_t‖ ‖y‖^2)',
};

export const pickMeasure = kernelMeasureNames.map((_, index) => (run: Run, name: keyof Run['series']) => {
  const series = run.series[name];
  return series?.measures ? column(series.measures, kernelMeasureNames.length, index, series.count) : null;
});

export const pickEigenvalues = (run: Run): { values: Float64Array; labels: string[] } | null => {
  const values = run.series.nn?.eigenvalues;
  return values ? { values, labels: Array.from({ length: run.header.n }, (_, i) => `λ_{${i + 1}}`) } : null;
};

export const pickMotion = (run: Run): { values: Float64Array; labels: string[] } | null => {
  const values = run.series.nn?.motion;
  const depth = run.header.spec.depth;
  const labels = Array.from({ length: depth + 1 }, (_, l) => (l === depth ? 'a' : `W^{${l + 1}}`));
  return values ? { values, labels } : null;
};
