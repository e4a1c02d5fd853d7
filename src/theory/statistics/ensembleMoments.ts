/** Mean and unbiased variance over runs at every place, [N] each; the variance of a single run is NaN. */
export interface EnsembleMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

export function ensembleMoments(runs: readonly Float64Array[]): EnsembleMoments {
  const size = runs[0]?.length ?? 0;
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (const run of runs) sum += run[i];
    mean[i] = sum / runs.length;
    let squares = 0;
    for (const run of runs) squares += (run[i] - mean[i]) * (run[i] - mean[i]);
    variance[i] = squares / (runs.length - 1);
  }
  return { mean, variance };
}

/**
 * How far runs f_s lie from a mean μ, as mean squares over the places, split in two:
 *
 *   shared = ⟨(f̄ − μ)² − s²/S⟩, what every run does alike: unbiased, so it may come out below 0 where it is lost in the noise
 *   own    = ⟨s²⟩, what is each run's own
 *
 * so that ⟨(f_s − μ)²⟩ is shared + own in expectation. Runs [N] each, at least two.
 */
export function splitDeviation(
  runs: readonly Float64Array[],
  mu: ArrayLike<number>,
): { readonly shared: number; readonly own: number } {
  const { mean, variance } = ensembleMoments(runs);
  let [shared, own] = [0, 0];
  for (let i = 0; i < mean.length; i++) {
    const off = mean[i] - mu[i];
    shared += off * off - variance[i] / runs.length;
    own += variance[i];
  }
  return { shared: shared / mean.length, own: own / mean.length };
}
