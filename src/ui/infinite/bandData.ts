/** JGH Figure 2: trained networks over the percentiles of the Gaussian process that they become. */
import { formatNumber, formatTime } from '../../plots/formatNumber';
import type { QuantileBandData } from '../../plots/quantileBand';
import { ensembleMoments } from '../../theory/statistics/ensembleMoments';
import { gaussianSpreadError } from '../../theory/statistics/gaussianSpreadError';
import { axisTitle, rowOf, type EnsembleView } from './view';

/** The 90 % quantile of the standard normal distribution. */
const outer = 1.2815515655446004;

/** Where the limit's deviation is below this share of its largest the function is determined by the data. */
const determined = 0.1;

export function bandData({ limit, members, k, t, spec }: EnsembleView): QuantileBandData {
  const { p, axis } = limit;
  const mean = rowOf(limit.probe, k, p);
  const deviation = rowOf(limit.probeVariance, k, p).map((v) => Math.sqrt(Math.max(0, v)));
  const edge = (sign: number): Float64Array => mean.map((m, i) => m + sign * outer * deviation[i]);
  return {
    title: `Functions at t = ${formatTime(t)}`,
    xTitle: axisTitle[axis.kind],
    yTitle: 'f',
    samples:
      members.length === 0
        ? []
        : [
            {
              key: 'networks',
              label: `width ${spec.width}`,
              hue: 'nn',
              x: axis.probe,
              runs: members.map((one) => rowOf(one.probe, k, p)),
            },
          ],
    theory: [
      {
        key: 'limit',
        label: spec.centred ? 'infinite width' : 'infinite width: 10, 50, 90 %',
        hue: 'ntk',
        x: axis.probe,
        low: edge(-1),
        middle: mean,
        high: edge(1),
      },
    ],
  };
}

/** Places where the limit leaves the function free. */
export function freePlaces(variance: Float64Array): number[] {
  const largest = variance.reduce((a, b) => Math.max(a, b), 0);
  return Array.from(variance.keys()).filter(
    (i) => largest > 0 && variance[i] >= determined * determined * largest,
  );
}

/** Mean and spread of the networks against the limit's, as a sentence. */
export function bandSentence({ limit, members, k, t, spec }: EnsembleView): string {
  const count = members.length;
  if (count < 3) return 'Networks are on their way.';
  const { p } = limit;
  const mean = rowOf(limit.probe, k, p);
  const variance = rowOf(limit.probeVariance, k, p);
  const runs = members.map((one) => rowOf(one.probe, k, p));
  const off = (some: readonly Float64Array[]): number => {
    const moments = ensembleMoments(some);
    return Math.sqrt(moments.mean.reduce((s, m, i) => s + (m - mean[i]) * (m - mean[i]), 0) / p);
  };
  const free = freePlaces(variance);
  const head = `At t = ${formatTime(t)} the mean of ${count} networks of width ${spec.width} is ${formatNumber(off(runs))} (RMS) from the limit’s`;
  if (free.length === 0)
    return `${head}; their own spread is ${formatNumber(spread(runs))} (RMS), where the limit ${spec.centred ? 'of a centred network' : 'at these places'} has none.`;
  const gap = (some: readonly Float64Array[]): number => {
    const moments = ensembleMoments(some);
    return (
      free.reduce(
        (s, i) => s + ((moments.mean[i] - mean[i]) * (moments.mean[i] - mean[i])) / variance[i],
        0,
      ) / free.length
    );
  };
  const moments = ensembleMoments(runs);
  const ratio = free.reduce((s, i) => s + moments.variance[i] / variance[i], 0) / free.length;
  return (
    `${head}, ${formatNumber(Math.sqrt(gap(runs) * count))} of the standard errors that so many draws of it have; their variance is ` +
    `${formatNumber(ratio)} of the limit’s, where draws of it have 1 ± ${formatNumber(drawError(limit, k, count))}.`
  );
}

/** Standard error that the ratio of variances has for draws of the limit, from its covariance. */
function drawError({ covariance, covarianceProbe }: EnsembleView['limit'], k: number, count: number): number {
  const all = covarianceProbe.length;
  const whole = rowOf(covariance, k, all * all);
  const free = freePlaces(Float64Array.from(covarianceProbe, (_, i) => whole[i * all + i]));
  const among = Float64Array.from(
    { length: free.length * free.length },
    (_, e) => whole[free[Math.floor(e / free.length)] * all + free[e % free.length]],
  );
  return gaussianSpreadError(among, free.length, count);
}

function spread(runs: readonly Float64Array[]): number {
  const { variance } = ensembleMoments(runs);
  return Math.sqrt(variance.reduce((s, v) => s + v, 0) / variance.length);
}
