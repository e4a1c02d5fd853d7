import type { PowerLaw } from './powerLaw';
import { fitPowerLaw } from './powerLaw';
import type { Quartiles } from './quartiles';
import { quartiles } from './quartiles';

/** The runs at one x. Median and quartiles are over all of them, those that diverged at +∞. */
export interface ScalingGroup extends Quartiles {
  readonly x: number;
  /** Runs with a finite value, of `count`. */
  readonly survivors: number;
}

export interface Scaling {
  /** One per different x, ascending. */
  readonly groups: readonly ScalingGroup[];
  /** Power law through the medians: what the page and the theorems' guides are about. */
  readonly overMedians: PowerLaw | null;
  /** Power law through all runs. */
  readonly overRuns: PowerLaw | null;
}

/**
 * Runs (x_i, y_i) grouped by equal x. A run that diverged has y = +∞ and counts; null and NaN, where nothing is known of y, count in no
 * group. A group without a majority of survivors (its median is +∞) has no part in either fit: the few that survive are not like the
 * others. The result does not depend on the order of the runs.
 */
export function scaling(x: readonly number[], y: readonly (number | null)[]): Scaling {
  const byX = new Map<number, number[]>();
  x.forEach((at, i) => {
    const value = y[i];
    if (value === null || Number.isNaN(value)) return;
    const group = byX.get(at);
    if (group) group.push(value);
    else byX.set(at, [value]);
  });
  const sorted = [...byX].sort(([a], [b]) => a - b);
  for (const [, group] of sorted) group.sort((a, b) => a - b);
  const groups = sorted.flatMap(([at, values]) => {
    const q = quartiles(values);
    return q ? [{ x: at, ...q, survivors: values.filter(Number.isFinite).length }] : [];
  });
  const kept = sorted.filter((_, i) => Number.isFinite(groups[i].median));
  return {
    groups,
    overMedians: fitPowerLaw(
      groups.map((group) => group.x),
      groups.map((group) => group.median),
    ),
    overRuns: fitPowerLaw(
      kept.flatMap(([at, group]) => group.map(() => at)),
      kept.flatMap(([, group]) => group),
    ),
  };
}
