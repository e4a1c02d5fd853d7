/** Ranges for axes: from the values, padded outward to round numbers. */

export type Domain = readonly [number, number];

/** Ends of an axis stay within these magnitudes, so that spans, ratios and their logarithms are all finite doubles. */
const [leastMagnitude, largestMagnitude] = [1e-290, 1e300];
/** Narrower than this share of its own magnitude an axis has no distinct doubles left to mark. */
const leastShare = 1e-9;

function bounded(value: number): number {
  return Math.min(largestMagnitude, Math.max(-largestMagnitude, value));
}

const roundSteps = [1, 2, 5, 10];

/** Nearest of 1, 2, 5 × 10^k below (`down`) or above a positive value; values within 1e-9 of a round one stay. */
export function roundLog(value: number, direction: 'down' | 'up'): number {
  const exponent = Math.floor(Math.log10(value) + 1e-12);
  const mantissa = value / 10 ** exponent;
  const step =
    direction === 'up'
      ? roundSteps.find((candidate) => candidate >= mantissa * (1 - 1e-9))
      : roundSteps.findLast((candidate) => candidate <= mantissa * (1 + 1e-9));
  // Built from its decimal text, so that 0.1 is the double 0.1.
  return Number(`${step ?? 1}e${exponent}`);
}

/**
 * Log axis for positive values between `low` and `high`: at most `decades` decades below the top (errors start at 0, and
 * what is smaller says nothing), rounded outward, at least a factor 4 wide.
 */
export function logDomain(low: number, high: number, decades = 6): Domain {
  if (!(high > 0) || !Number.isFinite(high)) return [1e-3, 1];
  const most = Math.min(largestMagnitude, Math.max(leastMagnitude, high));
  const least = Math.min(most, Math.max(low > 0 ? low : 0, most * 10 ** -decades, leastMagnitude));
  const top = roundLog(most, 'up');
  const bottom = roundLog(least, 'down');
  if (top / bottom >= 4) return [bottom, top];
  return [roundLog(bottom / 1.5, 'down'), roundLog(top * 1.5, 'up')];
}

/** Step 1, 2 or 5 × 10^k that divides `span` into about `count` parts. */
export function roundStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const exponent = Math.floor(Math.log10(raw));
  const mantissa = raw / 10 ** exponent;
  const step = mantissa < 1.5 ? 1 : mantissa < 3.5 ? 2 : mantissa < 7.5 ? 5 : 10;
  return Number(`${step}e${exponent}`);
}

/** Linear axis around the values, rounded outward; 0 belongs to it when the values come near. */
export function linearDomain(low: number, high: number): Domain {
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return [-1, 1];
  let from = bounded(low);
  let to = bounded(high);
  if (from > 0 && from < 0.4 * to) from = 0;
  if (to < 0 && to > 0.4 * from) to = 0;
  const magnitude = Math.max(Math.abs(from), Math.abs(to));
  if (to - from <= leastShare * magnitude || magnitude < leastMagnitude) {
    const half = magnitude < leastMagnitude ? 1 : magnitude / 2;
    from -= half;
    to += half;
  }
  const step = roundStep(to - from, 5) / 2;
  return [Math.floor(from / step + 1e-9) * step, Math.ceil(to / step - 1e-9) * step];
}

/** An axis from one value to another, not rounded: curves end where it does. Widened where the two leave no axis between them. */
export function exactDomain(kind: 'log' | 'linear', from: number, until: number): Domain {
  const magnitude = Math.max(Math.abs(from), Math.abs(until));
  const sound = until - from > leastShare * magnitude && magnitude <= largestMagnitude;
  if (kind === 'log') return sound && from >= leastMagnitude ? [from, until] : logDomain(from, until);
  return sound && magnitude >= leastMagnitude ? [from, until] : linearDomain(from, until);
}

/** Smallest and largest finite value, and smallest positive one; infinities where there is none. */
export interface Extent {
  readonly low: number;
  readonly high: number;
  readonly lowPositive: number;
}

export function finiteExtent(arrays: Iterable<ArrayLike<number>>): Extent {
  let low = Infinity;
  let high = -Infinity;
  let lowPositive = Infinity;
  for (const values of arrays)
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
      if (value > 0 && value < lowPositive) lowPositive = value;
    }
  return { low, high, lowPositive };
}
