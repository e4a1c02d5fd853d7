import { powerOfTwo } from '../elementary/powerOfTwo';

/** Beyond 2^±400 numbers are taken in another unit, long before a product of two leaves float64. */
const unitShift = 400;

/** Moves numbers that leave 2^±400 into another unit; returns the change of the exponent. */
export function rescale(leading: Float64Array, others: readonly Float64Array[]): number {
  let largest = 0;
  for (const value of leading) largest = Math.max(largest, value);
  const far = power(unitShift);
  if (!(largest > far || (largest < 1 / far && largest > 0)) || largest === Infinity) return 0;
  const shift = largest > far ? unitShift : -unitShift;
  const factor = power(-shift);
  for (const array of [leading, ...others]) for (let i = 0; i < array.length; i++) array[i] *= factor;
  return shift;
}

/** 2^k; 0 or ∞ where float64 has no such number. */
export function power(k: number): number {
  return k < -1022 ? 0 : k > 1023 ? Infinity : powerOfTwo(k);
}

/** Numbers times 2^exponent as plain float64 where the largest fits, else in the unit that they are in. */
export function unitOf(
  values: Float64Array,
  exponent: number,
): { readonly factor: number; readonly exponent: number } {
  const factor = power(exponent);
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value * factor);
  const fits = largest < 1e300 && (largest > 1e-290 || exponent === 0);
  return fits ? { factor, exponent: 0 } : { factor: 1, exponent };
}

/** x · 2^k, 0 at x = 0 in any unit. */
export function inUnits(x: number, k: number): number {
  return x === 0 ? 0 : x * power(k);
}
