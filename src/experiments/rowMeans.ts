/** Means of a quantity over the rows of a sweep, with their own error. */
import type { SweepRow } from '../protocol/sweep';

export interface Mean {
  readonly mean: number;
  /** Of the mean; NaN with one row. */
  readonly standardError: number;
  readonly count: number;
}

/** Over the rows that have the number; null where none has. */
export function meanOf(
  rows: readonly SweepRow[],
  name: string,
  where: (row: SweepRow) => boolean = () => true,
): Mean | null {
  const found = rows.filter(where).flatMap(({ values }) => values[name] ?? []);
  const count = found.length;
  if (count === 0) return null;
  const mean = found.reduce((sum, value) => sum + value, 0) / count;
  const squares = found.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count), count };
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
