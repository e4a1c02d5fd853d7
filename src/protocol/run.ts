/**
 * What a run says while it is computed: plain data, the same for the worker, the command line and the tests.
 * All outputs of one time are rows; "[F, n]" means F consecutive recorded times, row-major.
 */
import type { Assumption } from '../theory/assumptions/assumption';
import type { ExperimentSpec, PredictorName } from './experimentSpec';

export type { Assumption } from '../theory/assumptions/assumption';

/** Where the probe inputs live, so that a plot can draw them: along an axis, or just numbered. */
export interface ProbeAxis {
  /** `angle`: radians on the circle; `line`: the one coordinate; `index`: held-out points in order. */
  readonly kind: 'angle' | 'line' | 'index';
  /** Coordinate of every probe point, [p]. */
  readonly probe: Float64Array;
  /** Coordinate of every training point, [n]. */
  readonly train: Float64Array;
}

export interface RunHeader {
  readonly spec: ExperimentSpec;
  readonly engine: EngineChoice;
  /** The predictors that this part of the run computes; other workers compute the others. */
  readonly predictors: readonly PredictorName[];
  /** Training inputs [n, d], targets [n], probe inputs [p, d]. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly xProbe: Float64Array;
  readonly n: number;
  readonly d: number;
  readonly p: number;
  readonly axis: ProbeAxis;
  /** Recorded times t (lazy time where MATH §2 says so), ascending, the first is 0. */
  readonly times: Float64Array;
  readonly parameterCount: number;
  /** α as a number (√width resolved), and the time factor m/α² that turns K into the lazy kernel. */
  readonly alpha: number;
  readonly lazyFactor: number;
}

export interface EngineChoice {
  readonly backend: 'float64' | 'webgpu';
  /** e.g. "WebAssembly SIMD", or the GPU adapter's description. */
  readonly adapter: string;
  /** Measured relative precision of a matrix product against float64 (0 for float64 itself). */
  readonly precision: number;
  /** Why this backend: a sentence for the badge. */
  readonly reason: string;
}

/** Names of the scalar measures of a kernel, MATH §3; the order is the column order of `measures`. */
export const kernelMeasureNames = [
  'relativeFrobenius',
  'maxEntry',
  'inflation',
  'kernelDistance',
  'targetAlignment',
] as const;
export type KernelMeasureName = (typeof kernelMeasureNames)[number];

/** Consecutive recorded times of one predictor. Every typed array owns its buffer, so it can be transferred. */
export interface PredictorFrames {
  readonly predictor: PredictorName;
  /** Index of the first time in `RunHeader.times`, and how many follow. */
  readonly first: number;
  readonly count: number;
  readonly train: Float64Array; // [F, n]
  readonly probe: Float64Array; // [F, p]
  readonly loss: Float64Array; // [F]
  /** K_t without the lazy factor; absent where the predictor has none or n is too large to keep it. */
  readonly kernel?: Float64Array; // [F, n, n]
  /** Kernel measures by `kernelMeasureNames`. */
  readonly measures?: Float64Array; // [F, 5]
  /** Eigenvalues of K_t/n times the lazy factor, descending. */
  readonly eigenvalues?: Float64Array; // [F, n]
  /** Summands of K_t by layer (W¹ … W^H, a), HY's G^(ℓ). */
  readonly layers?: Float64Array; // [F, H + 1, n, n]
  /** ‖θ_ℓ(t) − θ_ℓ(0)‖ / ‖θ_ℓ(0)‖ by layer, the output layer last. */
  readonly motion?: Float64Array; // [F, H + 1]
  /** Gaussian variance over initialisations (`ntk`). */
  readonly trainVariance?: Float64Array; // [F, n]
  readonly probeVariance?: Float64Array; // [F, p]
  /** Monte-Carlo error (`meanField`): half the width of the 68.27 % interval, by Student's t of four independent populations. */
  readonly probeError?: Float64Array; // [F, p]
  /** The same of the entries of K_t without the lazy factor, at times that were asked for; the page draws no kernel of the mean field. */
  readonly kernelError?: Float64Array; // [F, n, n]
}

export interface PredictorStatus {
  readonly predictor: PredictorName;
  readonly state: 'running' | 'done' | 'diverged' | 'refused';
  /** Computing time so far, milliseconds. */
  readonly milliseconds: number;
  /** Time t at which the state left its validity, for `diverged`. */
  readonly divergedAt: number | null;
  /** For `diverged` and `refused`: what happened, why, what to do. */
  readonly message: string | null;
  readonly assumptions: readonly Assumption[];
}

/** Enough to go on with the network's training after a recorded time, in any worker and on any backend. */
export interface Checkpoint {
  /** Index in `RunHeader.times` of the last recorded time. */
  readonly index: number;
  /** Time of the weights: where the step began that led over the recorded time, for a flow that interpolates. */
  readonly t: number;
  readonly steps: number;
  /** W¹ … W^H, a, and the biases or null. */
  readonly weights: {
    readonly weights: readonly Float64Array[];
    readonly biases: readonly (Float64Array | null)[];
  };
  /** Momentum; null where there is none. */
  readonly velocity: readonly Float64Array[] | null;
  /** What the flow's integrator remembers; null for optimisers that step. */
  readonly flow: FlowMemory | null;
}

/** With t and the weights, all that the steps to come depend on: the flow goes on with the same bits as without a break. */
export interface FlowMemory {
  /** Another integrator can use the step size h only. */
  readonly integrator: 'dense8' | 'dense5' | 'chunked' | 'kinked';
  readonly h: number;
  /** A shorter step ends the integration. */
  readonly smallestStep: number;
  readonly control: { readonly previousError: number; readonly afterRejection: boolean };
  /** Weights of the norm by parameter array, and the steps since they were measured. */
  readonly norm: readonly number[];
  readonly sinceNorm: number;
  /** Of the dense integrators: the largest weights so far, which keep the norm from vanishing where φ saturates. */
  readonly largestNorm?: readonly number[];
  /** Bound on the error of the outputs that the steps so far have made, as the integrator estimates it. */
  readonly error: number;
  /** Of `kinked` alone: where every pre-activation lies. */
  readonly kinks?: KinkMemory;
}

/** The sides of the kinks of φ, and where the search for the slopes of held neurons starts. */
export interface KinkMemory {
  /** +1, −1, or 0 where it is held, of every pre-activation. [H, n, m] */
  readonly sides: Int8Array;
  /** Slopes of the q held ones at time `since`, and what they change by per time. [q] */
  readonly slopes: Float64Array;
  readonly rates: Float64Array;
  readonly since: number;
  /** Inverse of their influence on one another. [q, q] */
  readonly inverse: Float64Array;
  /** What has been spent on crossings. */
  readonly work: number;
}

/** An error that crosses a thread: a name, a message a person can act on, and the field that caused it. */
export interface EngineProblem {
  readonly name: string;
  readonly message: string;
  readonly field: keyof ExperimentSpec | null;
}

export type RunEvent =
  | { readonly kind: 'header'; readonly header: RunHeader }
  | { readonly kind: 'frames'; readonly frames: PredictorFrames }
  | { readonly kind: 'status'; readonly status: PredictorStatus }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly kind: 'progress'; readonly fraction: number; readonly secondsLeft: number | null }
  | { readonly kind: 'notice'; readonly problem: EngineProblem }
  | { readonly kind: 'done' };
