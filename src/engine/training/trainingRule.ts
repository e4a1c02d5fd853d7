import type { ExperimentSpec } from '../../protocol/experimentSpec';

/** How θ moves. Unused fields are ignored: `lr` by the flow, `batch` by all but sgd, `temperature` by all but noisy. */
export type TrainingRule = Pick<
  ExperimentSpec,
  'loss' | 'optimizer' | 'lr' | 'batch' | 'momentum' | 'decayU' | 'decayTheta' | 'temperature' | 'seed'
>;
