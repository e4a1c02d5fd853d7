/** Power laws through the rows of a sweep, and how they are said. */
import type { SweepRow } from '../protocol/sweep';
import { countedValue } from '../protocol/sweepQuantities';
import type { PowerLaw } from '../theory/statistics/powerLaw';
import type { Scaling } from '../theory/statistics/scaling';
import { scaling } from '../theory/statistics/scaling';
import type { FindingNumbers } from './finding';

type Where = (row: SweepRow) => boolean;

function scalingOver(rows: readonly SweepRow[], field: string, value: string, where: Where): Scaling {
  const chosen = rows.filter((row) => where(row) && typeof row.overrides[field] === 'number');
  return scaling(
    chosen.map((row) => Number(row.overrides[field])),
    chosen.map((row) => countedValue(row, value)),
  );
}

/** The law through the medians over everything but `field`; null with fewer than three values of it. */
export function slopeOver(
  rows: readonly SweepRow[],
  field: string,
  value: string,
  where: Where = () => true,
): PowerLaw | null {
  const law = scalingOver(rows, field, value, where).overMedians;
  return law && law.count >= 3 ? law : null;
}

/** The values of `field`, and the median of a quantity at each. */
export function mediansOver(
  rows: readonly SweepRow[],
  field: string,
  value: string,
  where: Where = () => true,
): { readonly x: readonly number[]; readonly medians: readonly number[] } {
  const { groups } = scalingOver(rows, field, value, where);
  return { x: groups.map(({ x }) => x), medians: groups.map(({ median }) => median) };
}

/** A law as numbers of a finding: `k3.slope`, `k3.slopeError`, and the slope that is stated, `k3.stated`. */
export function lawNumbers(name: string, { slope, standardError }: PowerLaw, stated: number): FindingNumbers {
  return { [`${name}.slope`]: slope, [`${name}.slopeError`]: standardError, [`${name}.stated`]: stated };
}

/** "−0.93 ± 0.04". */
export function withError(
  { slope, standardError }: Pick<PowerLaw, 'slope' | 'standardError'>,
  digits = 2,
): string {
  const said = signed(slope, digits);
  return standardError === standardError ? `${said} ± ${standardError.toFixed(digits)}` : said;
}

/** "−0.93", with a minus sign. */
export function signed(value: number, digits = 2): string {
  return `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(digits)}`;
}

/** Within two standard errors, or `slack` where the law fits better than its reach. */
export function near(law: PowerLaw, expected: number, slack: number): boolean {
  return Math.abs(law.slope - expected) <= Math.max(slack, 2 * (law.standardError || 0));
}

/** A slope may lie above its guide by no more than this or two standard errors: powers of log m look like it at these widths. */
const slack = 0.15;

/** A bound from above holds: the law falls at least as fast as the guide. */
export function isBelow(law: PowerLaw, guide: number): boolean {
  return law.slope <= guide + Math.max(slack, 2 * (law.standardError || 0));
}
