import { ActivationId } from './activationId';

/** The activations φ of the network. */
export type ActivationName = keyof typeof ActivationId;

export const activationNames = Object.keys(ActivationId).filter((name) =>
  Number.isNaN(Number(name)),
) as readonly ActivationName[];
