/** A series against time, and the ranges of the axes that show several of them. */
import { finiteExtent, linearDomain, logDomain, type Domain } from './axisDomain';
import type { SeriesHue } from './predictorStyle';
import type { ScaleKind } from './axisScale';

export interface TimeSeries {
  /** Stable: the curve keeps its node while the data change. */
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  /** Ascending times [N] and values [≤ N]: a run still computed has fewer values. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Time at which this predictor blew up; its curve ends in a cross there. */
  readonly divergedAt?: number | null;
  /** The network itself, or data: where there are such series, they decide the range of the axis. */
  readonly reference?: boolean;
}

/** A diverged curve may raise the top of the axis by this factor over what the others need; the rest is cut off. */
const divergedHeadroom = 5;
/** On a linear axis what is compared with a reference may widen its range by this factor of its largest magnitude; the rest is cut off. */
const comparedHeadroom = 1.5;
/** Where a log time axis starts when the record does not say: this share of the horizon. */
const firstShare = 1 / 600;

/** Time axis of a plot: from the first positive record on a log axis, from 0 on a linear one, to the horizon. */
export function timeDomain(series: readonly TimeSeries[], horizon: number, kind: ScaleKind): Domain {
  let first = Infinity;
  let last = horizon > 0 ? horizon : 0;
  for (const { times } of series) {
    const positive = times[0] > 0 ? times[0] : times[1];
    if (positive > 0 && positive < first) first = positive;
    const end = times[times.length - 1];
    if (end > last && end < Infinity) last = end;
  }
  if (!(last > 0 && last < Infinity)) last = 1;
  if (kind === 'linear') return [0, last];
  return [first < last ? first : last * firstShare, last];
}

/** Vertical axis for what is visible between two times; a curve that blew up does not flatten the others. */
export function valueDomain(
  series: readonly TimeSeries[],
  [from, to]: Domain,
  kind: ScaleKind,
  decades = 6,
): Domain {
  const visible = (one: TimeSeries): Float64Array => {
    const count = Math.min(one.times.length, one.values.length);
    let start = 0;
    let end = count;
    while (start < count && one.times[start] < from) start++;
    while (end > start && one.times[end - 1] > to) end--;
    return one.values.subarray(Math.max(0, start), end);
  };
  const sound = finiteExtent(series.filter((one) => one.divergedAt == null).map(visible));
  const wild = finiteExtent(series.filter((one) => one.divergedAt != null).map(visible));
  const reference = finiteExtent(
    series.filter((one) => one.reference && one.divergedAt == null).map(visible),
  );
  if (kind === 'linear' && Number.isFinite(reference.high)) {
    const all = finiteExtent(series.map(visible));
    const reach = Math.max(Math.abs(reference.high), Math.abs(reference.low)) * comparedHeadroom;
    const low = Math.min(reference.low, Math.max(all.low, -reach));
    return linearDomain(low, Math.max(reference.high, Math.min(all.high, reach)));
  }
  const alone = !Number.isFinite(sound.high);
  const high = alone
    ? Math.min(wild.high, 1e6)
    : Math.max(sound.high, Math.min(wild.high, divergedHeadroom * sound.high));
  if (kind === 'log') return logDomain(Math.min(sound.lowPositive, wild.lowPositive), high, decades);
  const headroom = Math.max(Math.abs(sound.high), Math.abs(sound.low)) * divergedHeadroom;
  return linearDomain(alone ? wild.low : Math.min(sound.low, Math.max(wild.low, -headroom)), high);
}
