/** The sharpness of the loss along a run, beside the edge of stability of its steps. */
import type { ExperimentSpec } from './experimentSpec';

/** All arrays have one entry for each time that the network reached. */
export interface SharpnessRecord {
  /** Times t of the run, ascending. */
  readonly times: Float64Array;
  /** λ_max of D^{1/2} H D^{1/2} with H = ∂²(L + R)/∂θ², D = c η_ℓ, c the lazy factor: the inverse of a step size in units of `lr`. */
  readonly sharpness: Float64Array;
  /** An eigenvalue lies this near to `sharpness`. */
  readonly residual: Float64Array;
  /** λ_max of cK_t/n: what `sharpness` is where the network is linear in θ and the loss is the square loss. */
  readonly kernel: Float64Array;
  /** L at the training points. */
  readonly loss: Float64Array;
  /** When the network diverged, else null. */
  readonly divergedAt: number | null;
}

/**
 * The sharpness beyond which steps of `lr` overshoot: 2/η, 2(1 + μ)/η with heavy-ball momentum μ (Polyak 1964). For mini-batches and
 * noisy steps it is that of their mean. Null for the flow, which has no step.
 */
export function stabilityEdge({ optimizer, lr, momentum }: ExperimentSpec): number | null {
  if (optimizer === 'flow') return null;
  return (2 * (optimizer === 'momentum' ? 1 + momentum : 1)) / lr;
}
