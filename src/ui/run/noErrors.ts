import type { PredictorName } from '../../protocol/experimentSpec';
import type { Run } from '../../state/runState';

/** Why no theory has an error on the plot: errors are distances from the network. */
export function noErrors(run: Run, predictors: readonly PredictorName[]): string {
  if (!predictors.some((name) => name !== 'nn')) return 'Switch on a theory above.';
  if (!predictors.includes('nn')) return 'Switch on the network above: errors are distances from it.';
  if (run.statuses.nn?.state === 'refused')
    return 'The network was refused: there is nothing to compare theories with.';
  return 'The network and a theory beside it have no common time yet.';
}
