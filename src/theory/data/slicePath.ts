import { cos } from '../elementary/cos';
import { sin } from '../elementary/sin';

/** Inputs x(γ) along a path, and x₀ on it. */
export interface SlicePath {
  /** γ, or the place on the line for d = 1, ascending. [q] */
  readonly axis: Float64Array;
  readonly from: Float64Array; // [d]
  readonly along: Float64Array; // [q, d]
}

/** Half the line in units of x₀, for d = 1. */
const lineReach = 2;

/**
 * x(γ) = r (cos γ, sin γ, 0, …, 0), −π ≤ γ ≤ π, and x₀ = x(0); for d = 1 the line from −2r to 2r, and x₀ = r. JGH have r = 1;
 * the data sets here have |x|² ≈ d. Source: JGH Figure 1.
 */
export function slicePath(d: number, radius: number, places: number): SlicePath {
  const reach = d === 1 ? lineReach * radius : Math.PI;
  const axis = Float64Array.from({ length: places }, (_, k) => reach * ((2 * k) / (places - 1) - 1));
  const along = new Float64Array(places * d);
  const from = new Float64Array(d);
  from[0] = radius;
  for (let k = 0; k < places; k++) {
    along[k * d] = d === 1 ? axis[k] : radius * cos(axis[k]);
    if (d > 1) along[k * d + 1] = radius * sin(axis[k]);
  }
  return { axis, from, along };
}
