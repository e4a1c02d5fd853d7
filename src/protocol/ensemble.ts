/**
 * Many networks of one spec that differ in their seed, and the infinite network that they become as the width grows: what is asked, and
 * what comes back. Outputs are those that are trained (centred where the network is), times are those of MATH §2, kernels carry the
 * lazy factor c = m/α², so that widths compare at any α.
 */
import type { ExperimentSpec } from './experimentSpec';

/** Θ(x₀, x(γ)) along a circle of inputs (`theory/data/slicePath`). */
export interface SliceRequest {
  /** r; √d when absent, the size of the inputs of the data sets. */
  readonly radius?: number;
  readonly places: number;
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
  /** c K_t on the training points at `kernelTimes`. [Tk, n, n] */
  readonly kernels: Float64Array;
  /** c K_t(x₀, x) along the path at `kernelTimes`; empty without a slice. [Tk, q] */
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
  /** The covariance of the outputs is given on so many probe points, evenly thinned; on none when absent. */
  readonly covariancePoints?: number;
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
  /** Probe points between which the covariance is given, by index. [chosen] */
  readonly covarianceProbe: readonly number[];
  /** Between the outputs there. [T, chosen, chosen] */
  readonly covariance: Float64Array;
  /** Θ on the training points, and Θ(x₀, x) along the path, with the lazy factor. [n, n], [q] */
  readonly kernel: Float64Array;
  readonly slice: Float64Array;
  /** Eigenvalues of Θ/n, descending, and their unit vectors as rows: the kernel's principal components. */
  readonly eigenvalues: Float64Array; // [n]
  readonly components: Float64Array; // [n, n]
}

/** Indices of at most `most` of `count` things, evenly thinned. */
export function thinnedIndices(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  return Array.from({ length: kept }, (_, k) => Math.floor(((k + 0.5) * count) / kept));
}
