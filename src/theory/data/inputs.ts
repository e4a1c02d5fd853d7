import { cos } from '../elementary/cos';
import { sin } from '../elementary/sin';
import { normal } from '../random/normal';
import type { Key } from '../random/key';

/** Intervals of a probe grid: 96 gives 3.75° on the circle, and contains the default six training angles. */
export const gridIntervals = 96;

/** Radius of the circle: |x|² = d, as on the sphere of radius √d. */
export const circleRadius = Math.SQRT2;

/** Half length of the line: mean square coordinate 4/3. */
export const lineEnd = 2;

/** Angles of the n evenly spaced training points, −π + 2π(i + ½)/n. */
export function trainAngles(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => -Math.PI + (2 * Math.PI * (i + 0.5)) / n);
}

/** n evenly spaced points inside the line, −2 + 4(i + ½)/n. */
export function trainLine(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => -lineEnd + (2 * lineEnd * (i + 0.5)) / n);
}

/** 97 evenly spaced values from `from` to `to`, both included: a closed curve is drawn whole, its ends are the same input. */
export function grid(from: number, to: number): Float64Array {
  return Float64Array.from(
    { length: gridIntervals + 1 },
    (_, j) => (from * (gridIntervals - j) + to * j) / gridIntervals,
  );
}

/** Points on a circle about the origin, [n, 2]. */
export function onCircle(angles: Float64Array, radius: number): Float64Array {
  const x = new Float64Array(2 * angles.length);
  angles.forEach((angle, i) => {
    x[2 * i] = radius * cos(angle);
    x[2 * i + 1] = radius * sin(angle);
  });
  return x;
}

/** Independent N(0, 1) coordinates, [n, d]. */
export function gaussianInputs(key: Key, n: number, d: number): Float64Array {
  return normal(key, n * d);
}

/** Uniform on the sphere of radius √d, [n, d]: normalised Gaussians. A draw of exactly 0 becomes (√d, 0, …). */
export function sphereInputs(key: Key, n: number, d: number): Float64Array {
  const x = normal(key, n * d);
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (let j = 0; j < d; j++) square += x[i * d + j] * x[i * d + j];
    if (square === 0) {
      x[i * d] = Math.sqrt(d);
      continue;
    }
    const scale = Math.sqrt(d / square);
    for (let j = 0; j < d; j++) x[i * d + j] *= scale;
  }
  return x;
}
