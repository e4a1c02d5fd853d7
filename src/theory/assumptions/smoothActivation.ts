import type { ActivationName } from '../activations/names';
import type { Assumption } from './assumption';

const source = 'HY, Assumption 2.1';

/** HY Assumption 2.1: φ is smooth and its derivatives of order 1 … 2p + 1 are bounded. */
export function smoothActivation(activation: ActivationName): Assumption {
  switch (activation) {
    case 'relu':
    case 'leakyRelu':
    case 'abs':
      return { verdict: 'fails', text: `${activation} is not smooth: it has a kink at 0`, source };
    case 'elu':
      return { verdict: 'fails', text: 'elu is not smooth: its second derivative jumps at 0', source };
    case 'square':
    case 'cube':
      return { verdict: 'fails', text: `the slope of ${activation} is not bounded`, source };
    case 'linear':
    case 'erf':
    case 'tanh':
    case 'sigmoid':
    case 'silu':
    case 'gelu':
    case 'softplus':
    case 'sin':
    case 'cos':
      return { verdict: 'holds', text: `${activation} is smooth and its derivatives are bounded`, source };
  }
}
