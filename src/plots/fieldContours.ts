/** Level lines of a grid of values: d3-contour, in shares of the rectangle. */
import { contours } from 'd3-contour';

/** A line through points given as shares (0 … 1 from the left, 0 … 1 from the bottom). */
export type ShareLine = readonly (readonly [number, number])[];

/**
 * Lines on which a field takes a value: values [rows, columns] row-major, the first row at the bottom, each the value at the middle of its
 * cell; linear between middles. The outer border of the grid, which closes d3's polygons, is no part of them.
 */
export function levelLines(
  values: ArrayLike<number>,
  rows: number,
  columns: number,
  level: number,
): ShareLine[] {
  if (rows < 2 || columns < 2 || !Number.isFinite(level)) return [];
  const finite = Array.from({ length: rows * columns }, (_, k) =>
    Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, values[k])),
  );
  const { coordinates } = contours().size([columns, rows]).contour(finite, level);
  return coordinates.flat().flatMap((ring) => {
    const lines: (readonly [number, number])[][] = [];
    let line: (readonly [number, number])[] = [];
    ring.forEach(([c, r], i) => {
      const [c0, r0] = ring[i - 1] ?? [c, r];
      const along = (a: number, b: number, end: number): boolean => a === b && (a <= 0 || a >= end);
      if (i > 0 && (along(c0, c, columns) || along(r0, r, rows))) {
        if (line.length > 1) lines.push(line);
        line = [];
      }
      if (Number.isFinite(c) && Number.isFinite(r)) line.push([c / columns, r / rows]);
    });
    if (line.length > 1) lines.push(line);
    return lines;
  });
}
