/** The data on the screen as points of one's own, and the changes that the function plot makes to them. */
import type { Points } from '../../protocol/experimentSpec';
import { labelOf } from '../../protocol/validate';
import { runStore } from '../../state/runStore';

/**
 * Null before the first run. On a line or a circle the probe points follow from the data and are left out: a link need not carry what it
 * implies.
 */
export function presentPoints(): Points | null {
  const header = runStore.getState().run?.header;
  if (!header) return null;
  const { x, y, xProbe, d, axis } = header;
  return {
    x: rowsOf(x, d),
    y: Array.from(y),
    ...(axis.kind === 'index' ? { probe: rowsOf(xProbe, d) } : {}),
  };
}

function rowsOf(values: Float64Array, d: number): number[][] {
  return Array.from({ length: values.length / d }, (_, i) => Array.from(values.subarray(i * d, (i + 1) * d)));
}

/** The input at a place of the plot's axis: an angle on the circle of radius √2, or a coordinate. */
function inputAt(place: number): number[] | null {
  const header = runStore.getState().run?.header;
  if (header?.axis.kind === 'angle') return [Math.SQRT2 * Math.cos(place), Math.SQRT2 * Math.sin(place)];
  return header?.axis.kind === 'line' ? [place] : null;
}

/** The target at a height of the plot: with the logistic loss the class on whose side it lies. */
function targetAt(height: number): number {
  return runStore.getState().run?.header.spec.loss === 'logistic' ? labelOf(height) : height;
}

/** The present points with one moved. */
export function pointWith(index: number, place: number, y: number): Points | null {
  const points = presentPoints();
  const input = inputAt(place);
  if (!points || !input) return null;
  return {
    ...points,
    x: points.x.map((old, i) => (i === index ? input : old)),
    y: points.y.map((old, i) => (i === index ? targetAt(y) : old)),
  };
}

export function withPoint(place: number, y: number): Points | null {
  const points = presentPoints();
  const input = inputAt(place);
  return points && input && { ...points, x: [...points.x, input], y: [...points.y, targetAt(y)] };
}

/** The last point stays: a network needs something to learn. */
export function withoutPoint(index: number): Points | null {
  const points = presentPoints();
  if (!points || points.y.length < 2) return null;
  return {
    ...points,
    x: points.x.filter((_, i) => i !== index),
    y: points.y.filter((_, i) => i !== index),
  };
}
