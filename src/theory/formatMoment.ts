import { formatNumber } from './assumptions/formatNumber';

/** A time or a step size for a sentence, to three significant digits and plain between 10⁻³ and 10⁵: 4.51, 1230, 4.8 × 10⁻⁶. */
export function formatMoment(t: number): string {
  const rounded = Number(t.toPrecision(3));
  return Math.abs(rounded) >= 1e-3 && Math.abs(rounded) < 1e5 ? String(rounded) : formatNumber(t);
}
