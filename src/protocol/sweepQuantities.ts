/** Every quantity of every family, and which of them rows hold. */
import { quantityFamilies } from './quantities/quantityFamilies';
import type { SweepQuantity } from './quantities/quantity';
import type { SweepRow } from './sweep';

type Values = Pick<SweepRow, 'values'>;

export const sweepQuantities: readonly SweepQuantity[] = Object.values(quantityFamilies).flatMap(
  ({ quantities }): readonly SweepQuantity[] => quantities,
);

const byName: ReadonlyMap<string, SweepQuantity> = new Map(sweepQuantities.map((one) => [one.name, one]));

/** Quantities that exist in these rows as at least one number, in the order of the table. */
export function quantitiesIn(rows: readonly Values[]): SweepQuantity[] {
  const seen = new Set<string>();
  for (const { values } of rows)
    for (const [name, value] of Object.entries(values)) if (value !== null) seen.add(name);
  return sweepQuantities.filter(({ name }) => seen.has(name));
}

/**
 * A quantity of one run for statistics: its number; +∞ where a divergence took it; null where it was not asked for or could not be
 * computed for another reason (kernels beyond the memory), which says nothing about its size.
 */
export function countedValue({ values }: Values, name: string): number | null {
  const value = values[name] ?? null;
  if (value !== null) return value;
  const ended = byName.get(name)?.endedBy.some((end) => typeof values[end] === 'number') ?? false;
  return ended && name in values ? Infinity : null;
}
