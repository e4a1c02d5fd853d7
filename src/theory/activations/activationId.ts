/**
 * The activations and the number by which the float64 module knows each; compiled by tsc and by asc. Everything else that
 * depends on the activation is a record over these names, so that a name without its row does not compile.
 */
export enum ActivationId {
  relu,
  leakyRelu,
  abs,
  linear,
  erf,
  tanh,
  sigmoid,
  silu,
  gelu,
  softplus,
  elu,
  sin,
  cos,
  square,
  cube,
}
