/** Rank histogram of the networks within the limit's Gaussian: Talts et al. 2018. */
import { formatNumber } from '../../plots/formatNumber';
import type { LinePlotData } from '../../plots/linePlot';
import { prngKey } from '../../theory/random/key';
import { calibrate, type Calibration } from '../../theory/statistics/calibration';
import { freePlaces } from './bandData';
import { pick, rowOf, type EnsembleView } from './view';

const bins = 8;
/** Places of the circle that are compared: nearer ones say the same thing twice. */
const places = 8;
/** Networks below which a histogram of eight bins says nothing. */
export const fewest = 8;

export function calibration({ limit, members, k }: EnsembleView): Calibration | null {
  const { covarianceProbe, covariance, p } = limit;
  const all = covarianceProbe.length;
  const whole = rowOf(covariance, k, all * all);
  const free = freePlaces(Float64Array.from(covarianceProbe, (_, i) => whole[i * all + i]));
  if (free.length === 0 || members.length < fewest) return null;
  const step = Math.max(1, Math.ceil(free.length / places));
  const chosen = free.filter((_, i) => i % step === 0);
  const c = chosen.length;
  const probe = chosen.map((i) => covarianceProbe[i]);
  return calibrate(
    members.map((one) => pick(rowOf(one.probe, k, p), probe)),
    {
      mean: pick(rowOf(limit.probe, k, p), probe),
      covariance: Float64Array.from(
        { length: c * c },
        (_, e) => whole[chosen[Math.floor(e / c)] * all + chosen[e % c]],
      ),
    },
    bins,
    prngKey(0),
  );
}

export function calibrationPlot({ counts, low, high, expected }: Calibration): LinePlotData {
  const x = Float64Array.from(counts, (_, i) => (i + 0.5) / bins);
  return {
    title: 'Calibration',
    xTitle: 'place in the limit’s distribution, Φ((f − μ)/σ)',
    yTitle: 'values',
    xDomain: [0, 1],
    yDomain: [0, 1.08 * Math.max(...counts, ...high)],
    series: [
      { key: 'networks', label: 'networks', hue: 'nn', x, y: counts, bars: { full: null } },
      {
        key: 'expected',
        label: 'draws of the limit, 95 %',
        hue: 'ntk',
        x,
        y: counts.map(() => expected),
        band: { low, high },
      },
    ],
  };
}

export function calibrationSentence(result: Calibration, count: number): string {
  const { counts, low, high, pValue } = result;
  const outside = counts.filter((n, i) => n < low[i] || n > high[i]).length;
  const verdict =
    pValue < 0.05
      ? 'the networks are not draws of the limit at this width'
      : 'nothing tells the networks from draws of the limit';
  return (
    `${outside === 0 ? 'No bin lies' : `${outside} of ${bins} bins lie${outside === 1 ? 's' : ''}`} outside the band; ensembles of ${count} draws are as uneven in ` +
    `${formatNumber(100 * pValue)} % of the cases: ${verdict}.`
  );
}
