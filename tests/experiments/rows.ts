/** Rows as a sweep would give them, made up by a law. */
import type { SweepRow } from '../../src/protocol/sweep';

export function rowOf(overrides: SweepRow['overrides'], values: SweepRow['values']): SweepRow {
  const key = Object.entries(overrides)
    .map(([field, value]) => `${field}=${String(value)}`)
    .join('&');
  return { key, overrides, values, problem: null, seconds: 0 };
}

/** Rows in which every quantity is an exact power of one field, but for a factor of the seed. */
export function powerRows(
  field: 'width' | 'alpha',
  laws: Readonly<Record<string, number>>,
  extra: SweepRow['overrides'] = {},
): SweepRow[] {
  return [8, 16, 32, 64].flatMap((x) =>
    [0, 1, 2].map((seed) =>
      rowOf(
        { ...extra, [field]: x, seed },
        Object.fromEntries(
          Object.entries(laws).map(([name, slope]) => [name, (1 + 0.1 * seed) * x ** slope]),
        ),
      ),
    ),
  );
}
