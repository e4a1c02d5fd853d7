import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import type { Assumption } from './assumption';
import { isIdentity, smoothnessOf } from './smoothnessOf';

/** HY Assumption 2.1: φ, with parameter a, is smooth and its derivatives of order 1 … 2p + 1 are bounded. */
export function smoothActivation(activation: ActivationName, a: number): Assumption {
  const source = 'HY, Assumption 2.1';
  const { label, huangYau } = activations[activation];
  if (isIdentity(activation, a))
    return { verdict: 'holds', text: `${label} is the identity here, and smooth`, source };
  return { verdict: huangYau.holds ? 'holds' : 'fails', text: `${label} ${huangYau.reason}`, source };
}

/** The limit's own requirement on φ with parameter a: JGH ask for Lipschitz φ with a bounded second derivative. */
export function limitActivation(activation: ActivationName, a: number): Assumption {
  const source = 'JGH, Theorem 2';
  const { label, lipschitz } = activations[activation];
  switch (smoothnessOf(activation, a)) {
    case 0: {
      const text = `${label} is not smooth: the theorem asks for a bounded second derivative`;
      return { verdict: 'fails', text, source };
    }
    case 1:
      return { verdict: 'fails', text: `${label} is not twice differentiable at 0`, source };
    default:
      return lipschitz(a) === Infinity
        ? { verdict: 'fails', text: `${label} is not Lipschitz`, source }
        : { verdict: 'holds', text: `${label} is Lipschitz with a bounded second derivative`, source };
  }
}
