/**
 * Every curve is a predictor: the finite network, its linearisation, the truncated hierarchy, the infinite-width
 * limit, the mean field, random features. One interface, one clock. Adding a theory adds one file.
 */
import type { PredictorName } from '../../protocol/experimentSpec';
import type { Assumption } from '../../protocol/run';
import type { Pause } from '../work/pause';

/** Outputs at one time t; every array is fresh. */
export interface Prediction {
  readonly train: Float64Array; // [n]
  readonly probe: Float64Array; // [p]
  readonly loss: number;
  /** K_t on the training points, without the lazy factor. */
  readonly kernel?: Float64Array; // [n, n]
  /** Summands of K_t by layer. */
  readonly layers?: Float64Array; // [H + 1, n, n]
  /** Relative parameter motion by layer. */
  readonly motion?: Float64Array; // [H + 1]
  readonly trainVariance?: Float64Array; // [n]
  readonly probeVariance?: Float64Array; // [p]
  readonly probeError?: Float64Array; // [p]
  /** Of the entries of K_t, at times that were asked for. */
  readonly kernelError?: Float64Array; // [n, n]
}

export interface Predictor {
  readonly name: PredictorName;
  readonly assumptions: readonly Assumption[];
  /** The first time of which it says anything: 0, or the expansion point. */
  readonly start: number;
  /** Goes forward to time t ≥ the present time; stops early, with `divergence` set, when the state leaves its validity. */
  advance(t: number, pause: Pause): Promise<void>;
  /** Outputs at the time reached. */
  predict(): Promise<Prediction>;
  /** Set once the predictor has left its validity: the time t, and what happened, why, what to do. */
  readonly divergence: { readonly at: number; readonly message: string } | null;
  close(): void;
}
