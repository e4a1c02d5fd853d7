/** The tangent kernel with regularisation (FDZ eq. 14) along λ, and the network whose distance from its start is regularised. */
import type { ExperimentSpec } from './experimentSpec';

export interface RidgePathRequest {
  readonly spec: ExperimentSpec;
  /** λ > 0, ascending. */
  readonly lambdas: readonly number[];
  /** Those of them at which the network itself is trained. */
  readonly descended: readonly number[];
}

/** Σ (f − y)²/Σ y² over the training and over the held-out points, without noise. */
export interface RidgeErrors {
  readonly train: number;
  readonly test: number | null;
}

export interface RidgeRow {
  readonly lambda: number;
  /** Regression with the infinite kernel. */
  readonly infinite: RidgeErrors;
  /** The minimiser of the network's linearisation at θ(0). */
  readonly linearised: RidgeErrors;
  /** The network that gradient descent ends at; null where λ is not among `descended`. */
  readonly network: RidgeErrors | null;
  /** RMS distances between outputs over all points, over the RMS of the infinite network's. */
  readonly gap: {
    readonly linearisedInfinite: number;
    readonly networkLinearised: number | null;
    readonly networkInfinite: number | null;
  };
}

export interface RidgePathAnswer {
  readonly rows: readonly RidgeRow[];
}
