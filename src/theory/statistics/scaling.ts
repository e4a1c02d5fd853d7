import type { PowerLaw } from './powerLaw';
import { fitPowerLaw } from './powerLaw';
import type { Quartiles } from './quartiles';
import { quartiles } from './quartiles';

export interface Scaling {
  /** One per different x, ascending. */
  readonly groups: readonly (Quartiles & { readonly x: number })[];
  /** Power law through the medians: what the page and the theorems' guides are about. */
  readonly overMedians: PowerLaw | null;
  /** Power law through all runs. */
  readonly overRuns: PowerLaw | null;
}

/**
 * Runs (x_i, y_i) grouped by equal x. Values that are not finite (null, where a quantity does not exist) count in no group.
 * The result does not depend on the order of the runs.
 */
export function scaling(x: readonly number[], y: readonly (number | null)[]): Scaling {
  const byX = new Map<number, number[]>();
  x.forEach((at, i) => {
    const value = y[i];
    if (value === null || !Number.isFinite(value)) return;
    const group = byX.get(at);
    if (group) group.push(value);
    else byX.set(at, [value]);
  });
  const sorted = [...byX].sort(([a], [b]) => a - b);
  for (const [, group] of sorted) group.sort((a, b) => a - b);
  const groups = sorted.flatMap(([at, values]) => {
    const q = quartiles(values);
    return q ? [{ x: at, ...q }] : [];
  });
  return {
    groups,
    overMedians: fitPowerLaw(
      groups.map((group) => group.x),
      groups.map((group) => group.median),
    ),
    overRuns: fitPowerLaw(
      sorted.flatMap(([at, group]) => group.map(() => at)),
      sorted.flatMap(([, group]) => group),
    ),
  };
}
