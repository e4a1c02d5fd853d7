/** Which part of the deviation from the limit is one network's, and which is every network's: networks beside the hierarchies around them. */
import { formatNumber, formatTime, formatWithError } from '../../plots/formatNumber';
import type { LinePlotData, LineSeries } from '../../plots/linePlot';
import { hierarchyPoints } from '../../state/ensemblePlan';
import { thinnedIndices } from '../../protocol/ensemble';
import { ensembleMoments, splitDeviation } from '../../theory/statistics/ensembleMoments';
import { jackknife } from '../../theory/statistics/jackknife';
import { axisTitle, pick, rowOf, type EnsembleView } from './view';

/** Networks and hierarchies at the same places and time, those whose hierarchy has not left its validity. */
interface Pairs {
  readonly probe: readonly number[];
  readonly mu: Float64Array;
  readonly networks: readonly Float64Array[];
  readonly hierarchies: readonly Float64Array[];
  /** Hierarchies that have left their validity by then. */
  readonly lost: number;
}

export function pairsAt({ limit, members }: EnsembleView, k: number): Pairs {
  const probe = thinnedIndices(limit.p, hierarchyPoints);
  const mu = pick(rowOf(limit.probe, k, limit.p), probe);
  const computed = members.filter(({ hierarchy }) => hierarchy !== null);
  const valid = computed.filter(({ hierarchy }) =>
    Number.isFinite(rowOf(hierarchy!.probe, k, probe.length)[0]),
  );
  return {
    probe,
    mu,
    networks: valid.map((one) => pick(rowOf(one.probe, k, limit.p), probe)),
    hierarchies: valid.map((one) => rowOf(one.hierarchy!.probe, k, probe.length)),
    lost: computed.length - valid.length,
  };
}

/** Mean over the seeds less the limit's mean, with two standard errors. */
export function meanDriftData(view: EnsembleView): LinePlotData {
  const { limit, k, t } = view;
  const { probe, mu, networks, hierarchies } = pairsAt(view, k);
  const x = pick(limit.axis.probe, probe);
  const curve = (
    key: string,
    label: string,
    hue: LineSeries['hue'],
    runs: readonly Float64Array[],
  ): LineSeries => {
    const { mean, variance } = ensembleMoments(runs);
    const y = mean.map((m, i) => m - mu[i]);
    const reach = variance.map((v) => 2 * Math.sqrt(v / runs.length));
    return {
      key,
      label,
      hue,
      x,
      y,
      band: { low: y.map((v, i) => v - reach[i]), high: y.map((v, i) => v + reach[i]) },
    };
  };
  return {
    title: `Mean over networks less the limit’s, t = ${formatTime(t)}`,
    xTitle: axisTitle[limit.axis.kind],
    yTitle: 'mean f − μ',
    series:
      networks.length < 3
        ? []
        : [
            curve('networks', 'networks, ± 2 standard errors', 'nn', networks),
            curve('hierarchies', 'hierarchies p = 4', 'nth4', hierarchies),
          ],
    guides: [{ key: 'zero', label: '', y: 0 }],
    empty: 'Hierarchies are on their way.',
  };
}

/** The two parts, and what is shared only where two standard errors tell it from 0. */
function told(
  runs: readonly Float64Array[],
  mu: Float64Array,
): { readonly shared: number; readonly own: number } {
  const { value, error } = jackknife(runs, (some) => splitDeviation(some, mu).shared);
  return { shared: value > 2 * error ? value : NaN, own: splitDeviation(runs, mu).own };
}

/** RMS of what is shared and what is each one's own, against time. */
export function deviationData(view: EnsembleView): LinePlotData {
  const { limit } = view;
  const rows = Array.from(limit.times.keys()).filter((k) => limit.times[k] > 0);
  const x = Float64Array.from(rows, (k) => limit.times[k]);
  const parts = rows.map((k) => {
    const { networks, hierarchies, mu } = pairsAt(view, k);
    return networks.length < 3 ? null : { nn: told(networks, mu), nth4: told(hierarchies, mu) };
  });
  const curve = (hue: 'nn' | 'nth4', part: 'shared' | 'own', label: string): LineSeries => ({
    key: `${hue} ${part}`,
    label,
    hue,
    x,
    y: Float64Array.from(parts, (one) => (one && one[hue][part] > 0 ? Math.sqrt(one[hue][part]) : NaN)),
    dots: part === 'shared',
  });
  return {
    title: 'Deviation from the limit against time',
    xTitle: 't',
    yTitle: 'RMS',
    series: parts.every((one) => one === null)
      ? []
      : [
          curve('nn', 'own', 'each network’s own'),
          curve('nth4', 'own', 'p = 4: own'),
          curve('nn', 'shared', 'every network’s (dots)'),
          curve('nth4', 'shared', 'p = 4: every one’s (dots)'),
        ],
    empty: 'Hierarchies are on their way.',
  };
}

export function driftSentence(view: EnsembleView): string {
  const { networks, hierarchies, mu, lost } = pairsAt(view, view.k);
  if (networks.length < 4) return 'Networks with their hierarchies are on their way.';
  const size = mu.length;
  const rms = (square: number): string => formatNumber(Math.sqrt(Math.max(0, square)));
  const pairs = networks.map((f, s) => ({ f, h: hierarchies[s] }));
  const shared = jackknife(
    pairs,
    (some) =>
      splitDeviation(
        some.map(({ f }) => f),
        mu,
      ).shared,
  );
  const own = splitDeviation(networks, mu).own;
  const predicted = splitDeviation(hierarchies, mu);
  const left = splitDeviation(
    pairs.map(({ f, h }) => f.map((value, i) => value - h[i])),
    new Float64Array(size),
  );
  const clear = shared.value > 2 * shared.error;
  const share = (100 * Math.max(0, shared.value)) / (Math.max(0, shared.value) + own);
  const error = Math.sqrt(Math.max(0, left.own + left.shared));
  const useless = left.own + left.shared > own + Math.max(0, shared.value);
  return (
    `At t = ${formatTime(view.t)} each network’s own deviation is ${rms(own)} (RMS)${useless ? '' : `, p = 4 has ${rms(predicted.own)}`}; ` +
    (clear
      ? `what every network of width ${view.spec.width} does alike is ${rms(shared.value)}, ${formatWithError(share, (100 * shared.error) / (shared.value + own))} % of the mean square${useless ? '' : `, and p = 4 has ${rms(predicted.shared)}`}`
      : `what all do alike is not told from 0 by ${networks.length} networks (${rms(2 * shared.error + Math.max(0, shared.value))} at most)`) +
    `. Network by network p = 4 is off by ${formatNumber(error)}${useless ? ', so that it predicts nothing at this time: take an earlier one' : ''}` +
    (lost > 0
      ? `; ${lost} ${lost === 1 ? 'hierarchy has' : 'hierarchies have'} left ${lost === 1 ? 'its' : 'their'} validity and ${lost === 1 ? 'is' : 'are'} left out, with ${lost === 1 ? 'its network' : 'their networks'}.`
      : '.')
  );
}

/** p = 4 holds for the spread where it is within this share of the networks'. */
const close = 0.1;

/** How the spread goes, and until when the hierarchies have it. */
export function deviationSentence({ series }: LinePlotData): string {
  const [own, predicted] = series;
  if (!own || !predicted) return 'RMS over places: the spread over networks, and the shift of their mean.';
  const last = own.y.length - 1;
  let until = -1;
  while (until < last && Math.abs(predicted.y[until + 1] / own.y[until + 1] - 1) <= close) until += 1;
  const held =
    until < 0
      ? 'p = 4 does not have it at any recorded time'
      : `p = 4 has it to ${100 * close} % until t = ${formatTime(own.x[until])}`;
  return (
    `The spread over networks goes from ${formatNumber(own.y[0])} at t = ${formatTime(own.x[0])} to ${formatNumber(own.y[last])} at t = ${formatTime(own.x[last])}; ${held}. ` +
    'Dots: the shift of the mean, where two standard errors tell it from 0.'
  );
}
