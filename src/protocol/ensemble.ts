/**
 * Many networks of one spec that differ in their seed, and the infinite network that they become as the width grows: what is asked, and
 * what comes back. Outputs are those that are trained (centred where the network is), times are those of MATH §2, kernels carry no lazy factor.
 */
import type { ExperimentSpec } from './experimentSpec';

/** Θ(x₀, x) along a path of inputs. */
export interface SliceRequest {
  /** x₀, [d]. */
  readonly from: readonly number[];
  /** The path, a row per place. [q, d] */
  readonly along: readonly (readonly number[])[];
}

export interface EnsembleRequest {
  readonly spec: ExperimentSpec;
  readonly seeds: readonly number[];
  /** Ascending; optimisers that step record at their nearest whole steps. */
  readonly times: readonly number[];
  /** Kernels are recorded at these of `times`, by index; none when absent. */
  readonly kernelTimes?: readonly number[];
  readonly slice?: SliceRequest;
  /** Also the hierarchy truncated at p = 4 around each network's θ(0), on the training points and these probe points, by index. */
  readonly hierarchyProbe?: readonly number[];
}

/** One network at the times it reached; what lies after a divergence is NaN. */
export interface EnsembleMember {
  readonly seed: number;
  readonly train: Float64Array; // [T, n]
  readonly probe: Float64Array; // [T, p]
  /** K_t on the training points at `kernelTimes`. [Tk, n, n] */
  readonly kernels: Float64Array;
  /** K_t(x₀, x) along the path at `kernelTimes`; empty without a slice. [Tk, q] */
  readonly slices: Float64Array;
  readonly divergedAt: number | null;
  readonly hierarchy: EnsembleHierarchy | null;
}

export interface EnsembleHierarchy {
  readonly train: Float64Array; // [T, n]
  readonly probe: Float64Array; // [T, chosen]
  /** Where it left its validity; NaN from there on. */
  readonly divergedAt: number | null;
}

export interface EnsembleAnswer {
  readonly members: readonly EnsembleMember[];
}

export interface LimitRequest {
  readonly spec: ExperimentSpec;
  readonly times: readonly number[];
  readonly slice?: SliceRequest;
  /** The covariance of the outputs is given on these probe points, by index. */
  readonly covarianceProbe?: readonly number[];
}

/** The infinitely wide network with its data. Variances and covariances are those over initialisations; zero for a centred network. */
export interface LimitAnswer {
  readonly n: number;
  readonly d: number;
  readonly p: number;
  readonly x: Float64Array; // [n, d]
  readonly y: Float64Array; // [n]
  readonly xProbe: Float64Array; // [p, d]
  readonly axis: {
    readonly kind: 'angle' | 'line' | 'index';
    readonly probe: Float64Array;
    readonly train: Float64Array;
  };
  /** The times as recorded, [T]. */
  readonly times: Float64Array;
  readonly train: Float64Array; // [T, n]
  readonly probe: Float64Array; // [T, p]
  readonly probeVariance: Float64Array; // [T, p]
  /** Between the outputs at `covarianceProbe`. [T, chosen, chosen] */
  readonly covariance: Float64Array;
  /** Θ on the training points, and Θ(x₀, x) along the path, as the networks' kernels: without the lazy factor. [n, n], [q] */
  readonly kernel: Float64Array;
  readonly slice: Float64Array;
  /** Eigenvalues of c Θ/n, descending, with c the lazy factor, and their unit vectors as rows: the kernel's principal components. */
  readonly eigenvalues: Float64Array; // [n]
  readonly components: Float64Array; // [n, n]
  readonly lazyFactor: number;
}
