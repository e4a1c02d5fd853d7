/** The activations φ of the network; their derivatives to order 5 are in this folder. */
export const activationNames = [
  'relu',
  'leakyRelu',
  'abs',
  'linear',
  'erf',
  'tanh',
  'sigmoid',
  'silu',
  'gelu',
  'softplus',
  'elu',
  'sin',
  'cos',
  'square',
  'cube',
] as const;

export type ActivationName = (typeof activationNames)[number];
