import type { ProbeAxis } from '../../protocol/run';

/** Lagrange's weights at the middle of six equidistant points, in 256ths. */
const weights = [3, -25, 150, 150, -25, 3];

/**
 * Every second angle of an even grid on the whole circle, −π and π included, and the angles between from the quintic
 * through the six nearest: error (5/1024) h⁶ max |f⁽⁶⁾| with h the coarse spacing; at h = 2π/48 that is 10⁻⁴ of a fourth harmonic, 2 % of a tenth.
 */
export class CircleGrid {
  /** Null where the probe points are no such grid. */
  static of({ kind, probe }: ProbeAxis): CircleGrid | null {
    const intervals = probe.length - 1;
    if (kind !== 'angle' || intervals < 48 || intervals % 2 !== 0) return null;
    const step = (2 * Math.PI) / intervals;
    const even = probe.every((angle, i) => Math.abs(angle + Math.PI - i * step) < 1e-9);
    return even ? new CircleGrid(intervals) : null;
  }

  private constructor(private readonly intervals: number) {}

  /** The rows of the evaluated angles, of [intervals + 1, d]. */
  coarse(x: Float64Array, d: number): Float64Array {
    const rows = new Float64Array((this.intervals / 2 + 1) * d);
    for (let i = 0; i <= this.intervals; i += 2) rows.set(x.subarray(i * d, (i + 1) * d), (i / 2) * d);
    return rows;
  }

  /** [intervals/2 + 1] at the evaluated angles → [intervals + 1] at all of them. */
  refine(values: Float64Array): Float64Array {
    const half = this.intervals / 2;
    const all = new Float64Array(this.intervals + 1);
    for (let i = 0; i < half; i++) {
      all[2 * i] = values[i];
      let sum = 0;
      for (let k = 0; k < 6; k++) sum += weights[k] * values[(i + k - 2 + half) % half];
      all[2 * i + 1] = sum / 256;
    }
    all[this.intervals] = values[half];
    return all;
  }
}
