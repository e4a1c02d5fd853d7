import type { FlowMemory } from '../../protocol/run';
import type { Pause } from '../work/pause';
import type { Pass } from '../network/backward';
import type { NetworkState } from '../network/networkState';
import type { Weights } from '../network/drawWeights';

/** θ(t) under one optimizer. */
export interface Motion {
  /** Time of `state`. */
  readonly t: number;
  /** Steps made (accepted ones, for the flow). */
  readonly steps: number;
  /** θ at t. Valid until the next `advanceTo`. */
  readonly state: NetworkState;
  /** Goes on to time t; sets `divergence` and stops when the state stops being finite. */
  advanceTo(t: number, pause: Pause): Promise<void>;
  /** The forward and backward pass over the training set at `state`; belongs to the motion. */
  pass(): Pass;
  readonly divergence: Divergence | null;
  /** Bound on the error that the flow's steps so far have made in the outputs, as its integrator estimates it; null for optimisers that step. */
  readonly achieved: number | null;
  checkpoint(): Promise<MotionCheckpoint>;
  dispose(): void;
}

export interface Divergence {
  readonly step: number;
  readonly t: number;
  readonly reason: string;
  readonly remedy: string;
}

/** Enough to go on, on this backend or another; on this one with the same bits. `t` may lie before the present time. */
export interface MotionCheckpoint {
  readonly t: number;
  readonly steps: number;
  readonly weights: Weights;
  /** Momentum, in the order of `parameterList`; null where there is none. */
  readonly velocity: readonly Float64Array[] | null;
  /** What the flow's integrator remembers; null for the others. */
  readonly flow: FlowMemory | null;
}
