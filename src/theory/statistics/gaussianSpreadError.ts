/**
 * Standard error of the mean over places of s²/σ², S draws of a Gaussian process with covariance Σ [c, c]:
 * √(2/(S − 1) · ⟨ρ_ij²⟩), ρ the correlations, the mean over all pairs of places. Each s² (S − 1)/σ² is χ², and the covariance of two is
 * 2 (S − 1) ρ². Exact for S ≥ 2; variances must be positive. Source: Isserlis 1918.
 */
export function gaussianSpreadError(covariance: Float64Array, count: number, draws: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      const between = covariance[i * count + j];
      sum += (between * between) / (covariance[i * count + i] * covariance[j * count + j]);
    }
  return Math.sqrt(((2 / (draws - 1)) * sum) / (count * count));
}
