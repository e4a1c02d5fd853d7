/** Means of a quantity over the rows of a sweep, with their own error. */
import type { SweepRow } from '../protocol/sweep';
import { meanOver, type Mean } from './meanOver';

/** Over the rows that have the number; null where none has. */
export function meanOf(
  rows: readonly SweepRow[],
  name: string,
  where: (row: SweepRow) => boolean = () => true,
): Mean | null {
  const found = rows.filter(where).flatMap(({ values }) => values[name] ?? []);
  return found.length === 0 ? null : meanOver(found);
}

/** The row by row share of `a` in `b`, as a mean: rows that share their data differ far less than rows that do not. */
export function meanRatio(rows: readonly SweepRow[], a: string, b: string): Mean | null {
  const both = rows.filter(({ values }) => values[a] != null && values[b] != null);
  return meanOf(
    both.map((row) => ({ ...row, values: { ratio: Number(row.values[a]) / Number(row.values[b]) } })),
    'ratio',
  );
}

/** The different values of a swept field, ascending. */
export function valuesOf(rows: readonly SweepRow[], field: string): number[] {
  return [...new Set(rows.map(({ overrides }) => Number(overrides[field])))].sort((a, b) => a - b);
}
