/** Coordinates and targets of size about 1 that differ from 0 by rounding alone, as cos(π/2) does: at least 1000 times less than this. */
const rounding = 1e-12;

/** −1 or 1: a number within rounding of 0 counts as 0, and 0 as +1, so that a point on a boundary has one label on every machine. */
export function signOf(value: number): -1 | 1 {
  return value < -rounding ? -1 : 1;
}
