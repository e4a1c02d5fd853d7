/** Paths of curves and bands straight from typed arrays; what is no number leaves a gap. */
import { range } from 'd3-array';
import { area, line } from 'd3-shape';
import type { AxisScale } from '../axisScale';

/** Whether a place can be drawn on an axis: zero and below have none on a logarithmic one. */
function placeable(axis: AxisScale, value: number): boolean {
  return Number.isFinite(value) && (axis.kind === 'linear' || value > 0);
}

/** The curve through (xs[i], ys[i]), i in the order given, [N] each; ys may be shorter while it is still computed. A value ≤ 0 on a log axis leaves through its lower end. */
export function curvePath(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  x: AxisScale,
  y: AxisScale,
  order: readonly number[] = range(Math.min(xs.length, ys.length)),
): string {
  return (
    line<number>()
      .digits(1)
      .defined((i) => placeable(x, xs[i]) && Number.isFinite(ys[i]))
      .x((i) => x.position(xs[i]))
      .y((i) => y.position(ys[i]))(order) ?? ''
  );
}

/** The area between two curves over the same places; an infinite edge lies out of sight, NaN leaves a gap. */
export function bandPath(
  xs: ArrayLike<number>,
  lows: ArrayLike<number>,
  highs: ArrayLike<number>,
  x: AxisScale,
  y: AxisScale,
  order: readonly number[] = range(Math.min(xs.length, lows.length, highs.length)),
): string {
  return (
    area<number>()
      .digits(1)
      .defined((i) => placeable(x, xs[i]) && !Number.isNaN(lows[i] + highs[i]))
      .x((i) => x.position(xs[i]))
      .y0((i) => y.position(lows[i]))
      .y1((i) => y.position(highs[i]))(order) ?? ''
  );
}
