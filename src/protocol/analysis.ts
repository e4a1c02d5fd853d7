/** Kernels of order 2 … 5 of the network at one moment of its run, and what is derived from them (MATH §5). */
import type { ExperimentSpec } from './experimentSpec';
import type { Assumption } from './run';

export interface AnalysisRequest {
  readonly spec: ExperimentSpec;
  /** The moment t of the run at which the kernels are taken. */
  readonly t: number;
  /** Highest order computed: 3, 4 or 5. */
  readonly order: number;
}

/** ‖change − prediction‖ after each order of η, for one step size η. */
export interface DiscreteStep {
  readonly eta: number;
  /** ‖K(θ − η c ∇L) − K(θ)‖_F, c the lazy factor, K without it. */
  readonly change: number;
  /** Residual after orders 0 (nothing predicted), 1, 2, 3. */
  readonly residuals: readonly number[];
}

/** RMS over the training points of four differences at the horizon, each isolating one approximation. */
export interface Discrepancies {
  /** Gradient descent of step `eta` against gradient flow; null where one of them left its validity. */
  readonly stepSize: number | null;
  readonly eta: number;
  /** The network against its infinite-width mean; null where there is no such limit. */
  readonly finiteWidth: number | null;
  /** The network against its hierarchy truncated at `level`; null if that blew up before. */
  readonly truncation: number | null;
  readonly level: 3 | 4;
  /** The same gradient descent with every number rounded to float32, against float64. */
  readonly floatPrecision: number | null;
  /** The time t at which they are compared: a whole number of steps, at most the horizon. */
  readonly at: number;
  /** Why a number is missing or how it was obtained, in sentences. */
  readonly notes: readonly string[];
}

export interface HierarchyAnalysis {
  /** The time that was reached: t itself, or the last whole step before it. */
  readonly t: number;
  readonly n: number;
  /** c = m/α² of lazy time (1 otherwise): the lazy kernels are c^{r−1} K⁽ʳ⁾, and ∂_t K⁽ʳ⁾ = −(c/n) Σ K⁽ʳ⁺¹⁾ g. */
  readonly lazyFactor: number;
  readonly k2: Float64Array; // [n, n]
  readonly k3: Float64Array; // [n, n, n]
  readonly k4: Float64Array | null; // [n, n, n, n]
  readonly k5: Float64Array | null; // [n, n, n, n, n]
  /** Summands of K⁽²⁾ and K⁽³⁾ by layer, HY's G^(ℓ): [H + 1, n, n] and [H + 1, n, n, n]. */
  readonly k2Layers: Float64Array;
  readonly k3Layers: Float64Array;
  readonly layerNames: readonly string[];
  /** g_i = ∂ℓ/∂f at time t, [n]. */
  readonly g: Float64Array;
  /** −(c/n) Σ_k K⁽³⁾ g_k, [n, n], and ∂_t K⁽²⁾ measured by differences along the flow. */
  readonly predictedRate: Float64Array;
  readonly measuredRate: Float64Array;
  /** One gradient-descent step from θ(t) for step sizes that halve, the largest first. */
  readonly discrete: readonly DiscreteStep[];
  readonly badges: readonly TheoremBadge[];
  /** For activations that are not smooth: which terms are missing; empty otherwise. */
  readonly missing: string | null;
  /** Computing time of all kernels up to each order; no part of the result proper. */
  readonly milliseconds: readonly { readonly order: number; readonly milliseconds: number }[];
}

/** A theorem, what it says in our words, and its assumptions tested on these data. */
export interface TheoremBadge {
  readonly theorem: string;
  readonly statement: string;
  readonly assumptions: readonly Assumption[];
}
