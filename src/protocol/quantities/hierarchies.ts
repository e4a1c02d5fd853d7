import type { PredictorName } from '../predictors';
import type { QuantityFamily } from './quantity';
import { theoryErrors } from './theoryErrors';

/** Theories that need kernels of order 3 and 4. */
export const hierarchyTheories = ['nth3', 'nth4'] as const satisfies readonly PredictorName[];

/** The same for the truncated hierarchies, whose kernels cost more than the network. */
export const hierarchies: QuantityFamily = {
  label: 'Errors of the hierarchy',
  quantities: theoryErrors(hierarchyTheories),
};
