/** Mean and unbiased covariance over runs at one place in time of each, [n] and [n, n]; NaN for a single run. */
export interface CloudMoments {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** Runs are [T, n] each; k is the row of time. */
export function cloudMoments(runs: readonly Float64Array[], k: number, n: number): CloudMoments {
  const mean = new Float64Array(n);
  for (const run of runs) for (let i = 0; i < n; i++) mean[i] += run[k * n + i] / runs.length;
  const covariance = new Float64Array(n * n);
  for (const run of runs)
    for (let i = 0; i < n; i++) {
      const off = (run[k * n + i] - mean[i]) / (runs.length - 1);
      for (let l = 0; l < n; l++) covariance[i * n + l] += off * (run[k * n + l] - mean[l]);
    }
  return { mean, covariance };
}

/** Σ_i C_ii of the covariance at row k of [T, n, n]. */
export function totalVariance(covariance: Float64Array, k: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += covariance[(k * n + i) * n + i];
  return sum;
}
