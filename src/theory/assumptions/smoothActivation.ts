import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import type { Assumption } from './assumption';

/** HY Assumption 2.1: φ is smooth and its derivatives of order 1 … 2p + 1 are bounded. */
export function smoothActivation(activation: ActivationName): Assumption {
  const { label, huangYau } = activations[activation];
  return {
    verdict: huangYau.holds ? 'holds' : 'fails',
    text: `${label} ${huangYau.reason}`,
    source: 'HY, Assumption 2.1',
  };
}
