/** How far a predictor is from the network over the probe set, along a recorded run, and until when it is trusted. */
import { rmsDistance, rmsOf } from '../theory/statistics/outputError';
import type { PredictorSeries } from './predictorSeries';

export interface PredictionError {
  /** Number of leading times at which both the network and the predictor are known. */
  readonly count: number;
  /** e(t) at each recorded time, [F]. */
  readonly rms: Float64Array;
  /** The largest e(s), s ≤ t, [F]. */
  readonly largest: Float64Array;
}

/** Extends `known` (or starts) to every time that both series have; arrays are written in place. */
export function extendError(
  known: PredictionError | undefined,
  predictor: PredictorSeries,
  network: PredictorSeries,
  p: number,
  rows: number,
): PredictionError {
  const rms = known?.rms ?? new Float64Array(rows).fill(NaN);
  const largest = known?.largest ?? new Float64Array(rows).fill(NaN);
  const count = Math.min(predictor.count, network.count);
  for (let i = known?.count ?? 0; i < count; i++) {
    rms[i] = rmsDistance(predictor.probe, network.probe, i * p, p);
    const before = i > 0 ? largest[i - 1] : 0;
    largest[i] = rms[i] > before || Number.isNaN(rms[i]) ? rms[i] : before;
    if (Number.isNaN(rms[i])) largest[i] = before;
  }
  return { count, rms, largest };
}

/** The largest RMS of the network's output over the recorded times: the yardstick of trust. */
export function outputScale(network: PredictorSeries, p: number): number {
  let scale = 0;
  for (let i = 0; i < network.count; i++) {
    const rms = rmsOf(network.probe, i * p, p);
    if (rms > scale) scale = rms;
  }
  return scale;
}

/**
 * The first time at which e exceeds `limit`, linear between records; null if it never does. A prediction that starts
 * later (an expansion point t₀ > 0) is judged from its start; one that ends in no number is trusted until there.
 */
export function trustedUntil(error: PredictionError, times: Float64Array, limit: number): number | null {
  for (let i = 0; i < error.count; i++) {
    const e = error.rms[i];
    const before = i > 0 ? error.rms[i - 1] : NaN;
    if (e <= limit || (Number.isNaN(e) && Number.isNaN(before))) continue;
    if (Number.isNaN(before)) return times[i];
    if (!Number.isFinite(e)) return times[i - 1];
    return times[i - 1] + ((times[i] - times[i - 1]) * (limit - before)) / (e - before);
  }
  return null;
}
