/** JGH Figure 1: the tangent kernel along the circle, for the narrowest and the widest networks, at the start and at the end of training. */
import { formatNumber, formatTime, formatWithError } from '../../plots/formatNumber';
import type { LinePlotData, LineSeries } from '../../plots/linePlot';
import { runQuantiles } from '../../plots/quantileBand';
import type { EnsembleMember } from '../../protocol/ensemble';
import { slicePlaces, type EnsemblePlan } from '../../state/ensemblePlan';
import type { EnsembleState } from '../../state/ensembleStore';
import { slicePath } from '../../theory/data/slicePath';
import { ensembleMoments } from '../../theory/statistics/ensembleMoments';
import { jackknife, type Estimate } from '../../theory/statistics/jackknife';
import type { LimitAnswer } from '../../protocol/ensemble';
import { rowOf } from './view';

type ByWidth = EnsembleState['byWidth'];

/** The widths drawn: beyond two the threads cover each other. */
function drawn(byWidth: ByWidth): ByWidth {
  return byWidth.length <= 2 ? byWidth : [byWidth[0], byWidth[byWidth.length - 1]];
}

export function sliceData(limit: LimitAnswer, byWidth: ByWidth, { spec }: EnsemblePlan): LinePlotData {
  const { d } = limit;
  const { axis } = slicePath(d, Math.sqrt(d), slicePlaces);
  const shown = drawn(byWidth);
  const series = shown.flatMap(({ width, members }, w) =>
    [0, 1].map((moment): LineSeries => {
      const runs = slicesAt(members, moment);
      const place = shown.length * 2 - 1;
      return {
        key: `${width} ${moment}`,
        label: `m = ${width}, t = ${moment === 0 ? '0' : formatTime(spec.horizon)}`,
        hue: (2 * w + moment) / Math.max(1, place),
        x: axis,
        y: runQuantiles(runs, slicePlaces, 0.5),
        threads: runs,
      };
    }),
  );
  return {
    title: 'Kernel along the circle',
    xTitle: d === 1 ? 'x' : 'angle γ',
    yTitle: 'Θ(x_0, x(γ))',
    series: [
      { key: 'limit', label: 'infinite width, every t', hue: 'ntk', x: axis, y: limit.slice },
      ...series,
    ],
  };
}

function slicesAt(members: readonly EnsembleMember[], moment: number): Float64Array[] {
  return members
    .filter(({ divergedAt }) => divergedAt === null)
    .map(({ slices }) => rowOf(slices, moment, slicePlaces));
}

export interface SliceNumbers {
  readonly width: number;
  readonly count: number;
  /** RMS over the path of the standard deviation over initialisations, over the RMS of the limit, at t = 0. */
  readonly spread: Estimate;
  /** Mean over the path of Θ_T over that of Θ_0, less 1. */
  readonly inflation: Estimate;
}

export function sliceNumbers(limit: LimitAnswer, { width, members }: ByWidth[number]): SliceNumbers | null {
  const whole = members.filter(({ divergedAt }) => divergedAt === null);
  if (whole.length < 3) return null;
  const size = Math.sqrt(limit.slice.reduce((s, v) => s + v * v, 0) / limit.slice.length);
  const total = (one: EnsembleMember, moment: number): number =>
    rowOf(one.slices, moment, slicePlaces).reduce((s, v) => s + v, 0);
  return {
    width,
    count: whole.length,
    spread: jackknife(whole, (some) => {
      const { variance } = ensembleMoments(slicesAt(some, 0));
      return Math.sqrt(variance.reduce((s, v) => s + v, 0) / variance.length) / size;
    }),
    inflation: jackknife(
      whole,
      (some) =>
        some.reduce((s, one) => s + total(one, 1), 0) / some.reduce((s, one) => s + total(one, 0), 0) - 1,
    ),
  };
}

const percent = ({ value, error }: Estimate): string => `${formatWithError(100 * value, 100 * error)} %`;

function outcome(few: SliceNumbers, many: SliceNumbers): string {
  const deterministic = many.spread.value < few.spread.value;
  const constant = Math.abs(many.inflation.value) < Math.abs(few.inflation.value);
  if (deterministic && constant) return 'the kernel becomes deterministic and constant.';
  if (!deterministic && !constant) return 'neither falls at these widths.';
  return deterministic
    ? `the spread falls by the factor ${formatNumber(few.spread.value / many.spread.value)}, the change does not fall at these widths.`
    : 'the change falls, the spread does not at these widths.';
}

export function sliceSentence(limit: LimitAnswer, byWidth: ByWidth, { spec }: EnsemblePlan): string {
  const known = drawn(byWidth).flatMap((one) => sliceNumbers(limit, one) ?? []);
  if (known.length < 2) return 'Networks of several widths are on their way.';
  const [few, many] = known;
  return (
    `From width ${few.width} to ${many.width} the spread over initialisations goes from ${percent(few.spread)} to ${percent(many.spread)} of the kernel, ` +
    `and what training to t = ${formatTime(spec.horizon)} adds to it from ${percent(few.inflation)} to ${percent(many.inflation)}: ` +
    outcome(few, many)
  );
}
