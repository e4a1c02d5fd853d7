import type { SweepLine } from '../protocol/sweepLine';
import { mixedSweeps } from '../protocol/sweepLine';
import { quantitiesIn } from '../protocol/sweepQuantities';
import { scalingAxis, seriesScaling, sweepSeries } from '../protocol/sweepScaling';
import type { PowerLaw } from '../theory/statistics/powerLaw';
import { finite } from '../protocol/nest';
import { UsageError } from './program';

/**
 * Medians, quartiles and fitted slopes of every quantity against one axis, for each combination of the other axes. A median that lies at
 * +∞, where most runs diverged, is null: `survivors` of `count` tell.
 */
export function aggregateSweep(lines: readonly SweepLine[], asked: string | null): Record<string, unknown> {
  const mixed = mixedSweeps(lines);
  if (mixed !== null) throw new UsageError(`aggregate: ${mixed}; aggregate each sweep on its own`);
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
              groups: groups.map(({ lower, median, upper, ...group }) => ({
                ...group,
                lower: finite(lower),
                median: finite(median),
                upper: finite(upper),
              })),
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
