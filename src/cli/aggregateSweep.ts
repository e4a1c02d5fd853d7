import type { SweepLine } from '../protocol/sweepLine';
import { quantitiesIn } from '../protocol/sweepQuantities';
import { scalingAxis, seriesScaling, sweepSeries } from '../protocol/sweepScaling';
import type { PowerLaw } from '../theory/statistics/powerLaw';
import { finite } from '../protocol/nest';
import { UsageError } from './program';

/** Medians, quartiles and fitted slopes of every quantity against one axis, for each combination of the other axes. */
export function aggregateSweep(lines: readonly SweepLine[], asked: string | null): Record<string, unknown> {
  const by = asked ?? scalingAxis(lines);
  if (by === null)
    throw new UsageError('by: no axis of these runs has two different numbers; give more runs');
  const series = sweepSeries(lines, by);
  if (series.length === 0) throw new UsageError(`by: no run has a number ${by}`);
  return {
    runs: lines.length,
    by,
    series: series.map((one) => ({
      fixed: one.fixed,
      quantities: Object.fromEntries(
        quantitiesIn(one.rows).map(({ name, guide }) => {
          const { groups, overMedians, overRuns } = seriesScaling(one, name);
          return [
            name,
            {
              groups,
              slopeOverMedians: powerLawJson(overMedians),
              slopeOverRuns: powerLawJson(overRuns),
              ...(guide && by === 'width' ? { guide: guide.slope } : {}),
            },
          ];
        }),
      ),
    })),
  };
}

function powerLawJson(law: PowerLaw | null): Record<string, number | null> | null {
  if (law === null) return null;
  const { slope, standardError, prefactor, count } = law;
  return { slope, standardError: finite(standardError), prefactor, count };
}
