/**
 * Are S functions draws of a Gaussian process? The places u = Φ((f_s(x) − μ(x))/σ(x)) of their values in its distribution, which are uniform if
 * so, in bins of equal probability. It is simulation-based calibration with the ranks among infinitely many draws, which a Gaussian has in
 * closed form. At one x the counts are binomial; over several x the places of one function are dependent, so the band and the
 * p-value come from ensembles of the same size drawn from the process itself. Source: Talts et al. 2018.
 */
import { normalDistribution } from '../elementary/normalDistribution';
import { foldIn } from '../random/foldIn';
import type { Key } from '../random/key';
import { covarianceRoot, gaussianDraws } from './gaussianDraws';
import { quantileOfSorted } from './quartiles';

/** A Gaussian process at some places: mean [c] and covariance [c, c], with positive variances. */
export interface GaussianProcess {
  readonly mean: ArrayLike<number>;
  readonly covariance: Float64Array;
}

export interface Calibration {
  /** Values in each bin, over all functions and places. [bins] */
  readonly counts: Float64Array;
  /** The count that is expected of every bin, and the band that holds 95 % of them bin by bin. */
  readonly expected: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Share of simulated ensembles whose counts are at least as uneven: Σ (count − expected)². */
  readonly pValue: number;
}

/** Ensembles that the band and the p-value are simulated from: a p-value of 0.05 is known to ± 0.01. */
const simulated = 500;

/** Outer shares of the 95 % band. */
const [lower, upper] = [0.025, 0.975];

export function calibrate(
  runs: readonly Float64Array[],
  { mean, covariance }: GaussianProcess,
  bins: number,
  key: Key,
): Calibration {
  const count = mean.length;
  const deviation = Float64Array.from(mean, (_, i) => Math.sqrt(covariance[i * count + i]));
  const centred = runs.map((run) => run.map((value, i) => value - mean[i]));
  const counts = placeCounts(centred, deviation, bins);
  const root = covarianceRoot(covariance, count);
  const histograms = Array.from({ length: simulated }, (_, k) =>
    placeCounts(gaussianDraws(foldIn(key, k), root, count, runs.length), deviation, bins),
  );
  const expected = (runs.length * count) / bins;
  const unevenness = (list: Float64Array): number =>
    list.reduce((sum, value) => sum + (value - expected) * (value - expected), 0);
  const observed = unevenness(counts);
  const asUneven = histograms.filter((one) => unevenness(one) >= observed).length;
  const band = (share: number): Float64Array =>
    Float64Array.from(counts, (_, bin) =>
      quantileOfSorted(Float64Array.from(histograms, (one) => one[bin]).sort(), share),
    );
  return {
    counts,
    expected,
    low: band(lower),
    high: band(upper),
    // The observed ensemble is one of them, so that no p-value is 0.
    pValue: (asUneven + 1) / (simulated + 1),
  };
}

function placeCounts(runs: readonly Float64Array[], deviation: Float64Array, bins: number): Float64Array {
  const counts = new Float64Array(bins);
  for (const run of runs)
    for (let i = 0; i < deviation.length; i++) {
      const place = normalDistribution(run[i] / deviation[i]);
      if (place === place) counts[Math.min(bins - 1, Math.floor(place * bins))] += 1;
    }
  return counts;
}
