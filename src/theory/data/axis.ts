import { atan2 } from '../elementary/atan2';

/** Where inputs lie for a plot: on an angle (d = 2, one circle), a line (d = 1), or just numbered. */
export interface DataAxis {
  readonly kind: 'angle' | 'line' | 'index';
  readonly probe: Float64Array; // [p]
  readonly train: Float64Array; // [n]
}

/** Points count as on one circle when their radii agree to this fraction: far above rounding, far below a pixel. */
const sameRadius = 1e-6;

/** Common radius of points [n, 2] about the origin, or null. */
export function commonRadius(x: Float64Array): number | null {
  let least = Infinity;
  let most = 0;
  for (let i = 0; i < x.length; i += 2) {
    const radius = Math.sqrt(x[i] * x[i] + x[i + 1] * x[i + 1]);
    least = Math.min(least, radius);
    most = Math.max(most, radius);
  }
  return most > 0 && most - least <= sameRadius * most ? (least + most) / 2 : null;
}

/** The axis that these inputs have, x [n, d] and xProbe [p, d]. */
export function findAxis(x: Float64Array, xProbe: Float64Array, d: number): DataAxis {
  if (d === 1) return { kind: 'line', probe: xProbe.slice(), train: x.slice() };
  if (d === 2) {
    const radius = commonRadius(x);
    const probeRadius = commonRadius(xProbe);
    const same =
      radius !== null && probeRadius !== null && Math.abs(radius - probeRadius) <= sameRadius * radius;
    if (same) return { kind: 'angle', probe: angles(xProbe), train: angles(x) };
  }
  return { kind: 'index', probe: numbers(xProbe.length / d), train: numbers(x.length / d) };
}

function angles(x: Float64Array): Float64Array {
  return Float64Array.from({ length: x.length / 2 }, (_, i) => atan2(x[2 * i + 1], x[2 * i]));
}

function numbers(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => i);
}
