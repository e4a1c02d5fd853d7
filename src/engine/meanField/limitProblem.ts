import type { Loss } from '../../protocol/experimentSpec';
import { lossSlope } from '../../theory/loss/pointLoss';
import type { Backend } from '../tensor/backend';
import type { TrainingRule } from '../training/trainingRule';
import type { Inputs, LimitNetwork, RevealTolerance } from './limitNetwork';

/** Training points, the points at which matrices are revealed (training points first), and the rule. */
export interface LimitProblem {
  readonly backend: Backend;
  readonly network: LimitNetwork;
  readonly rule: TrainingRule;
  readonly train: Inputs;
  readonly watched: Inputs;
  readonly y: Float64Array;
  /** f(0) of the training points as sampled, less the output bias where the network is not centred: what the limit does not have. [n] */
  readonly offset: Float64Array;
  readonly tolerance: RevealTolerance;
  /** m/α² of lazy time. */
  readonly lazyFactor: number;
}

/** −g_ν/n of every training point. */
export function pull(loss: Loss, f: Float64Array, offset: Float64Array, y: Float64Array): Float64Array {
  return f.map((value, i) => -lossSlope(loss, value - offset[i], y[i]) / f.length);
}
