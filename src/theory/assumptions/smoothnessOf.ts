import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';

/** Number of continuous derivatives of φ with parameter a; a leaky ReLU of slope 1 is the identity. */
export function smoothnessOf(activation: ActivationName, a: number): number {
  return isIdentity(activation, a) ? Infinity : activations[activation].smoothness;
}

export function isIdentity(activation: ActivationName, a: number): boolean {
  return activation === 'linear' || (activation === 'leakyRelu' && a === 1);
}
