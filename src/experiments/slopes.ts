/** Power laws through the rows of a sweep, and how they are said. */
import type { SweepRow } from '../protocol/sweep';
import { countedValue } from '../protocol/sweepQuantities';
import type { PowerLaw } from '../theory/statistics/powerLaw';
import { scaling } from '../theory/statistics/scaling';

/** The law through the medians over everything but `field`; null with fewer than three values of it. */
export function slopeOver(
  rows: readonly SweepRow[],
  field: string,
  value: string,
  where: (row: SweepRow) => boolean = () => true,
): PowerLaw | null {
  const chosen = rows.filter((row) => where(row) && typeof row.overrides[field] === 'number');
  const law = scaling(
    chosen.map((row) => Number(row.overrides[field])),
    chosen.map((row) => countedValue(row, value)),
  ).overMedians;
  return law && law.count >= 3 ? law : null;
}

/** "−0.93 ± 0.04". */
export function withError({ slope, standardError }: PowerLaw): string {
  const sign = slope < 0 ? '−' : '';
  const size = Math.abs(slope).toFixed(2);
  return standardError === standardError ? `${sign}${size} ± ${standardError.toFixed(2)}` : `${sign}${size}`;
}

/** Within two standard errors, or `slack` where the law fits better than its reach. */
export function near(law: PowerLaw, expected: number, slack: number): boolean {
  return Math.abs(law.slope - expected) <= Math.max(slack, 2 * (law.standardError || 0));
}
