import type { Scaling } from '../theory/statistics/scaling';
import { scaling } from '../theory/statistics/scaling';
import { countedValue } from './sweepQuantities';
import type { SweepRow, SweepValue } from './sweep';

type Row = Pick<SweepRow, 'overrides' | 'values'>;

/** Fields whose values are draws of the same thing: medians are taken over them. */
const draws: ReadonlySet<string> = new Set(['seed', 'dataSeed']);

/** Rows that differ in x and in their draws only. */
export interface SweepSeries {
  /** The other axes' values, e.g. {depth: 2}; empty where there is no other axis. */
  readonly fixed: Readonly<Record<string, SweepValue>>;
  readonly x: readonly number[];
  readonly rows: readonly Row[];
}

/** The axis that rows are drawn against: the first whose values are different numbers and no seeds; null without one. */
export function scalingAxis(rows: readonly Row[]): string | null {
  const names = [...new Set(rows.flatMap(({ overrides }) => Object.keys(overrides)))];
  const numeric = (name: string) =>
    new Set(rows.map(({ overrides }) => overrides[name]).filter((v) => typeof v === 'number')).size > 1;
  return names.find((name) => !draws.has(name) && numeric(name)) ?? names.find(numeric) ?? null;
}

/** Series by the values of the axes other than `by` and the seeds, in the order of these values. */
export function sweepSeries(rows: readonly Row[], by: string): SweepSeries[] {
  const series = new Map<string, { fixed: Record<string, SweepValue>; x: number[]; rows: Row[] }>();
  for (const row of rows) {
    const x = row.overrides[by];
    if (typeof x !== 'number') continue;
    const fixed = Object.fromEntries(
      Object.entries(row.overrides).filter(([name]) => name !== by && !draws.has(name)),
    );
    const key = JSON.stringify(fixed);
    const one = series.get(key) ?? { fixed, x: [], rows: [] };
    one.x.push(x);
    one.rows.push(row);
    series.set(key, one);
  }
  return [...series].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })).map(([, one]) => one);
}

/** Medians, quartiles and power laws of one quantity along a series; a run that diverged counts as +∞. */
export function seriesScaling({ x, rows }: SweepSeries, quantity: string): Scaling {
  return scaling(
    x,
    rows.map((row) => countedValue(row, quantity)),
  );
}
