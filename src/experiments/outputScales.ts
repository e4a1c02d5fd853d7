/** The output scale α between the mean-field limit and the tangent kernel, and quantities that fall along an axis. */
import type { SweepAxis, SweepRow } from '../protocol/sweep';
import { countedValue } from '../protocol/sweepQuantities';
import { mediansOver } from './slopes';

/** From half the mean-field scale to 2√m at m = 1024, by doubling. */
export const outputScales: SweepAxis = { field: 'alpha', values: [0.5, 1, 2, 4, 8, 16, 32, 64] };

export interface Fall {
  readonly x: readonly number[];
  readonly medians: readonly number[];
  /** Every median below the one before. */
  readonly strict: boolean;
}

/** The medians of a quantity along an axis, and whether they fall throughout; null with fewer than three finite ones. */
export function fallOver(
  rows: readonly SweepRow[],
  field: string,
  name: string,
  where: (row: SweepRow) => boolean = () => true,
): Fall | null {
  const { x, medians } = mediansOver(rows, field, name, where);
  if (medians.length < 3 || !medians.every(Number.isFinite)) return null;
  return { x, medians, strict: medians.every((value, i) => i === 0 || value < medians[i - 1]) };
}

/** The median of a quantity over the rows where it is one; null where there is none. */
export function medianWhere(
  rows: readonly SweepRow[],
  name: string,
  where: (row: SweepRow) => boolean,
): number | null {
  const values = rows
    .filter(where)
    .flatMap((row) => countedValue(row, name) ?? [])
    .sort((a, b) => a - b);
  if (values.length === 0) return null;
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}
