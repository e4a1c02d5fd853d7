/** What the depth lab asks for and hears: the phase diagram, and one initialisation followed through its layers. */
import type { ActivationName } from '../theory/activations/names';
import type { KernelFamily } from '../theory/edgeOfChaos/averageKernels';
import type { ExperimentSpec } from './experimentSpec';

export interface PhaseRequest {
  readonly activation: ActivationName;
  readonly param: number;
  /** The window, ends included. */
  readonly sigmaW: readonly [number, number];
  readonly sigmaB: readonly [number, number];
  /** Cells along each side, one picture after the other. */
  readonly sizes: readonly number[];
}

/** Rows `first` … `first + count − 1` of the picture of `size` × `size` cells, σ_w ascending; NaN where the variance diverges. */
export interface PhaseRows {
  readonly kind: 'rows';
  readonly size: number;
  readonly first: number;
  readonly count: number;
  readonly q: Float64Array;
  readonly chi: Float64Array;
}

/** The edge of chaos as points computed each by itself, in order along the curve. */
export interface PhaseEdge {
  readonly kind: 'edge';
  readonly sigmaW: Float64Array;
  readonly sigmaB: Float64Array;
  /** Variances return to the point from both sides. */
  readonly stable: readonly boolean[];
}

export type PhaseEvent = PhaseRows | PhaseEdge;

export interface DepthRequest {
  /** Activation, σ_w and σ_b, and the training inputs. */
  readonly spec: ExperimentSpec;
  readonly layers: number;
  /** Correlation of the pair in layer 1. */
  readonly c0: number;
}

/** The correlation map c ↦ f(c), and the pair's first steps. */
export interface CorrelationMapCurve {
  readonly kind: 'map';
  /** The fixed variance, or that of layer 1 where there is none. */
  readonly q: number;
  readonly chi: number;
  readonly c: Float64Array;
  readonly f: Float64Array;
  /** c⁰, c¹, … of the pair, at most 60. */
  readonly steps: Float64Array;
  /** c*. */
  readonly fixed: number;
}

/** c^ℓ and 1 − c^ℓ of the pair at layers spaced by a factor. */
export interface CorrelationDecay {
  readonly kind: 'decay';
  readonly layers: Float64Array;
  readonly correlation: Float64Array;
  readonly gap: Float64Array;
}

/** AK^L off the diagonal, in units of q, and its limit; `values` and `limit` as `averageKernels` says. */
export interface AverageKernelCurve {
  readonly kind: 'average';
  readonly family: KernelFamily;
  readonly depths: Float64Array;
  readonly values: Float64Array;
  readonly limit: number;
}

/** Spectrum of Θ^L/n on the training inputs, in units of Θ^L's own largest eigenvalue where that leaves float64. */
export interface ConditioningCurve {
  readonly kind: 'conditioning';
  readonly points: number;
  readonly depths: Float64Array;
  readonly smallest: Float64Array;
  readonly largest: Float64Array;
  /** λ_max/λ_min; Infinity where λ_min is lost in rounding. */
  readonly condition: Float64Array;
}

export type DepthEvent = CorrelationMapCurve | CorrelationDecay | AverageKernelCurve | ConditioningCurve;

/** Networks of finite width at initialisation: S seeds, each at several depths, its hidden layers the same in all of them. */
export interface DepthNetworksRequest {
  /** Everything but the depth; the seeds are spec.seed, spec.seed + 1, … */
  readonly spec: ExperimentSpec;
  /** Hidden layers, ascending. */
  readonly depths: readonly number[];
  readonly networks: number;
}

/** One seed. */
export interface DepthNetwork {
  readonly kind: 'network';
  readonly seed: number;
  /** ‖∂L/∂W^ℓ‖ of the deepest network, W¹ … W^H, then the output layer, over its first training inputs. [H + 1] */
  readonly gradient: Float64Array;
  /** The expectation of their squares at infinite width, for this network's ∂ℓ/∂f. [H + 1] */
  readonly expectedSquare: Float64Array;
  /** K₀(x₁, x₁) at each of the depths. */
  readonly kernel: Float64Array;
}
