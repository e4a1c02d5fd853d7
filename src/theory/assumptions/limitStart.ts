import type { LossName } from '../loss/pointLoss';
import type { TrainedPart } from '../network/parametrisation';
import type { Assumption } from './assumption';

/**
 * What the limit of wide networks says of their start. It begins at f = 0: of a centred network that is the start; of others it is the
 * mean over initialisations, which stays the mean under the square loss alone, where outputs stay Gaussian (Lee19).
 */
export function limitStart(centred: boolean, loss: LossName, band: boolean): readonly Assumption[] {
  if (centred)
    return [
      {
        verdict: 'holds',
        text: 'the output starts at 0: the limit has no spread over initialisations',
        source: 'COB19',
      },
    ];
  if (loss === 'square')
    return [
      {
        verdict: 'holds',
        text: band
          ? 'the curve is the mean over initialisations, and the band is two standard deviations'
          : 'the curve is the mean over initialisations',
        source: 'Lee19',
      },
    ];
  return [
    {
      verdict: 'fails',
      text: 'the curve starts at f = 0, which is the mean over initialisations at t = 0 only: with the logistic loss outputs do not stay Gaussian, and there is no band; centre the output to compare',
      source: 'Lee19, §2.2',
    },
  ];
}

/** FDZ §III: only the output layer is trained. */
export function outputLayerOnly(trained: TrainedPart): Assumption {
  const source = 'FDZ, §III';
  switch (trained) {
    case 'output':
      return { verdict: 'holds', text: 'this network trains its output layer alone', source };
    case 'hidden':
      return {
        verdict: 'fails',
        text: 'this network trains its hidden layers alone; random features train the output layer alone',
        source,
      };
    case 'all':
      return {
        verdict: 'fails',
        text: 'this network trains every layer; random features train the output layer only',
        source,
      };
  }
}
