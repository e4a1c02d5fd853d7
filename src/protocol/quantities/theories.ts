import type { PredictorName } from '../predictors';
import type { QuantityFamily } from './quantity';
import { theoryErrors } from './theoryErrors';

/** Theories that need no kernel of an order beyond 2. */
export const simpleTheories = [
  'linearised',
  'ntk',
  'meanField',
  'randomFeatures',
] as const satisfies readonly PredictorName[];

/** How far the theories are from the network over the probe points, in shares of its output. */
export const theories: QuantityFamily = {
  label: 'Errors of theories',
  quantities: [
    ...theoryErrors(simpleTheories),
    {
      name: 'theory.meanField.sampling',
      label: 'Mean field, sampling error',
      heading: 'Mean field, sampling error',
      panel: null,
      guide: null,
      hue: 'meanField',
      endedBy: [],
    },
  ],
};
