/**
 * The learning rate, in units of `lr`, beyond which gradient descent diverges on the linearised problem: 2/(lazy · λ_max(K₀/n)),
 * times 1 + μ with heavy-ball momentum. λ_max is that of K₀/n without the lazy factor. Source: MATH §2; Polyak 1964 for μ.
 */
export function learningRateLimit(lambdaMax: number, lazyFactor: number, momentum = 0): number {
  return (2 * (1 + momentum)) / (lazyFactor * lambdaMax);
}
