/**
 * What an integrator needs to know of a state: linear combinations and a weighted norm. The same Runge–Kutta code
 * then serves Float64Array states (hierarchies, theory) and lists of backend tensors (networks).
 */
export interface VectorSpace<S> {
  /** Σ_i scales[i] · terms[i], a new state; at least one term. */
  combine(terms: readonly S[], scales: readonly number[]): S;
  /**
   * Size of the error e of a step from a to b, relative to the tolerance: at most 1 is accepted. The usual choice is
   * sqrt(mean((e / (atol + rtol·max(|a|, |b|)))²)). Not finite when e is not.
   */
  errorNorm(e: S, a: S, b: S, atol: number, rtol: number): number;
  /** The integrator made this state and needs it no more. */
  release(s: S): void;
}
