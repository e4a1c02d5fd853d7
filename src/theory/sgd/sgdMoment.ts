/** One moment of training on the n training points. */
export interface SgdMoment {
  /** c K with the lazy factor, so that ∂_t f = −K g/n. [n, n] */
  readonly kernel: Float64Array;
  /** ∂ℓ/∂f and ∂²ℓ/∂f². [n] each */
  readonly slope: Float64Array;
  readonly curvature: Float64Array;
}
