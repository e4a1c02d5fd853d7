import type { PredictorName } from './experimentSpec';

/** The predictors that truncate the hierarchy at p = 2 … 5. */
export const truncations = ['linearised', 'nth3', 'nth4', 'nth5'] as const satisfies readonly PredictorName[];
export type Truncation = (typeof truncations)[number];
