import type { Pause } from '../work/pause';
import type { LimitState } from './limitState';

/** How the limit's state moves: by the flow or in steps. */
export interface LimitMotion {
  advanceTo(t: number, pause: Pause): Promise<void>;
  /** The state at a time reached; the caller frees its neurons. */
  stateAt(t: number): LimitState;
  /** The time at which numbers stopped being finite. */
  readonly divergence: { readonly t: number } | null;
  close(): void;
}
