/** Why time plots stay empty: a curve needs two moments, and a run of large steps may have one. */
import { formatNumber, formatTime } from '../../plots/formatNumber';
import type { TimeSeries } from '../../plots/timePlot';
import type { ScaleKind } from '../../plots/axisScale';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { plural } from '../../theory/plural';

/** The sentence that stands where curves would, or null where there is one to draw or more moments are on their way. */
export function tooFewRecords(
  series: readonly TimeSeries[],
  scale: ScaleKind,
  { optimizer, lr, horizon }: Pick<ExperimentSpec, 'optimizer' | 'lr' | 'horizon'>,
  divergedAt: number | null,
): string | null {
  const [network] = series;
  if (!network || optimizer === 'flow') return null;
  const least = scale === 'log' ? 0 : -1;
  const drawable = series.some(
    ({ times, values }) => values.filter((value, i) => Number.isFinite(value) && times[i] > least).length > 1,
  );
  if (drawable) return null;
  if (divergedAt !== null)
    return `The network diverged at t = ${formatTime(divergedAt)}, before two moments of it could be drawn. Take a smaller learning rate than ${formatNumber(lr)}.`;
  const possible = network.times.filter((t) => t > least).length;
  if (possible > 1) return null;
  const steps = Math.floor((horizon / lr) * (1 + 1e-12));
  const linear = scale === 'log' && network.times.length > 1 ? ', or a linear time axis' : '';
  return `The run has ${plural(steps, 'step')} of size ${formatNumber(lr)} up to its horizon ${formatNumber(horizon)}: too few moments for a curve. Take a smaller learning rate, a longer horizon${linear}.`;
}
