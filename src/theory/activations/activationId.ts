import type { ActivationName } from './names';
import { activationNames } from './names';

/** The index by which `derivative` and the float64 module know an activation. */
export function activationId(name: ActivationName): number {
  return activationNames.indexOf(name);
}
