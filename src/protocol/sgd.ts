/** Mini-batch SGD around gradient descent: many runs that differ in the order of the points alone, and what is expected of them. */
import type { ExperimentSpec } from './experimentSpec';

/** Batches of an epoch share out the points, as the optimizer does; or every batch is drawn anew. */
export type BatchDraw = 'epochs' | 'independent';

export interface SgdCloudRequest {
  readonly spec: ExperimentSpec;
  /** Ascending, at whole steps; those of `SgdTheory` when absent. */
  readonly times?: readonly number[];
  readonly draw: BatchDraw;
  /** Orders `first` … `first + count − 1`; with `epochs`, order 0 is the spec's own run. */
  readonly first: number;
  readonly count: number;
}

export interface SgdCloudAnswer {
  readonly times: Float64Array;
  /** f_t on the training points; NaN after a divergence. [T, n] each */
  readonly runs: readonly Float64Array[];
}

export interface SgdTheoryRequest {
  readonly spec: ExperimentSpec;
  readonly times?: readonly number[];
  /** Also the shift of the mean by HDR's Γ_t: n + 1 second derivatives of the outputs a step. */
  readonly ito?: boolean;
}

/** Around one network, on its n training points. */
export interface SgdTheory {
  readonly n: number;
  /** Targets. [n] */
  readonly y: Float64Array;
  /** c K_0, with the lazy factor. [n, n] */
  readonly kernel: Float64Array;
  readonly stepsPerEpoch: number;
  readonly times: Float64Array;
  /** f_t of gradient descent with the same η. [T, n] */
  readonly descent: Float64Array;
  /** Mean of f_t over orders, first order in η beyond it. [T, n] */
  readonly mean: Float64Array;
  /** Covariances of f_t: over orders; over independent batches; and HDR's, whose batches are small parts of many points. [T, n, n] each */
  readonly covariance: Record<BatchDraw | 'hdr', Float64Array>;
  /** ∫ e^{−K(t−s)/n} ½(η/S)Γ_s ds, HDR eq. 15 and the sign that it has there. [T, n] */
  readonly ito: Float64Array | null;
  /** When gradient descent diverged; NaN from there on. */
  readonly divergedAt: number | null;
}

/** Covariances between all training points at every step: beyond this a run takes minutes. */
export const mostSgdPoints = 48;

/** Why there is no cloud of this experiment, as a sentence with its remedy; null where there is. */
export function sgdProblem(spec: ExperimentSpec, n: number): string | null {
  if (spec.optimizer !== 'sgd')
    return `The optimizer must be sgd, got ${spec.optimizer}; choose mini-batch SGD.`;
  if (spec.batch >= n)
    return `The batch must be smaller than n = ${n}, got ${spec.batch}; use at most ${n - 1}.`;
  if (n > mostSgdPoints) return `n must be at most ${mostSgdPoints} for a cloud, got ${n}; use fewer points.`;
  if (spec.depth === 1 && (spec.decayU > 0 || spec.decayTheta > 0))
    return 'The cloud is that of the loss alone; set the weight decay to 0.';
  return null;
}
