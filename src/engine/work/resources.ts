import type { EngineChoice } from '../../protocol/run';
import type { Backend } from '../tensor/backend';
import type { Clock } from './clock';

/** Where and how a run computes. */
export interface Resources {
  /** For the network and the particles: either number system. */
  readonly backend: Backend;
  /** For jets, closed forms and everything else that needs float64. */
  readonly float64: Backend;
  readonly choice: EngineChoice;
  readonly clock: Clock;
}
