/** What |x̂ − x̂′|² of points on one ray is by rounding alone. */
const roundingOnly = 1e-30;

/** 1 − cos of the angle between two inputs: as ½ |x̂ − x̂′|² where they are near. */
export function gapOfInputs(
  x: Float64Array,
  i: number,
  j: number,
  d: number,
  lengths: Float64Array,
  product: number,
): number {
  const scale = lengths[i] * lengths[j];
  if (!(scale > 0)) return 1;
  if (product < 0.5 * scale) return Math.min(2, 1 - product / scale);
  const sum = distance(x, i, j, d, lengths, 1);
  return sum < roundingOnly ? 0 : 0.5 * sum;
}

/** The same without the inner product: ½ |x̂ − x̂′|² all the way, 0 and 2 exactly for points on one line. */
export function gapOfDirections(
  x: Float64Array,
  i: number,
  j: number,
  d: number,
  lengths: Float64Array,
): number {
  if (!(lengths[i] * lengths[j] > 0)) return 1;
  if (areOpposite(x, i, j, d, lengths)) return 2;
  const sum = distance(x, i, j, d, lengths, 1);
  return sum < roundingOnly ? 0 : 0.5 * sum;
}

/** Whether x̂′ = −x̂ but for rounding: without biases a kink tells opposite inputs from all but opposite ones. */
export function areOpposite(
  x: Float64Array,
  i: number,
  j: number,
  d: number,
  lengths: Float64Array,
): boolean {
  return distance(x, i, j, d, lengths, -1) < roundingOnly;
}

/** |x̂ − sign x̂′|². */
function distance(
  x: Float64Array,
  i: number,
  j: number,
  d: number,
  lengths: Float64Array,
  sign: 1 | -1,
): number {
  let sum = 0;
  for (let a = 0; a < d; a++) {
    const apart = x[i * d + a] / lengths[i] - (sign * x[j * d + a]) / lengths[j];
    sum += apart * apart;
  }
  return sum;
}
