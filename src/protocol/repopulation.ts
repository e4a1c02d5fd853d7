/** Repopulation (FDZ §VI, Figure 9): neurons drawn from a density that was learned from trained networks, and what they are worth as features. */
import type { ExperimentSpec } from './experimentSpec';

/** Neurons as they are drawn at the start, drawn from the learned density, and taken from the trained networks themselves. */
export const neuronSources = ['initial', 'repopulated', 'trained'] as const;
export type NeuronSource = (typeof neuronSources)[number];

export interface RepopulationRequest {
  /** One hidden layer; the networks are this one at the seeds `seed` … `seed + networks − 1`. */
  readonly spec: ExperimentSpec;
  readonly networks: number;
  /** Numbers M of features, and how often M are drawn anew. */
  readonly features: readonly number[];
  readonly draws: number;
}

/** Σ (f − y)²/Σ y² of regression with M drawn features, one entry for every draw; `test` over the held-out points. */
export interface FeatureErrors {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

export interface RepopulationRow {
  readonly features: number;
  readonly errors: Readonly<Record<NeuronSource, FeatureErrors>>;
}

export interface RepopulationAnswer {
  readonly rows: readonly RepopulationRow[];
  /** Mean of the evidence lower bound over each pass through the neurons, in nats a neuron of unit variances. */
  readonly bounds: readonly number[];
  /** Largest eigenvalue of the covariance of (θ, b) over the neurons. */
  readonly leading: Readonly<Record<NeuronSource, number>>;
  /** Means of the trained networks' own errors. */
  readonly network: { readonly train: number; readonly test: number };
}
