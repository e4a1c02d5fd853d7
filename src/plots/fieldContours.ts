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
  const onFrame = ([c, r]: readonly number[]): boolean => c <= 0 || c >= columns || r <= 0 || r >= rows;
  return coordinates.flat().flatMap((ring) => {
    const lines: (readonly [number, number])[][] = [[]];
    ring.forEach(([c, r], i) => {
      // From frame to frame d3 closes the polygon; the level line has ended before.
      if (i > 0 && onFrame([c, r]) && onFrame(ring[i - 1])) lines.push([]);
      lines[lines.length - 1].push([c / columns, r / rows]);
    });
    // A ring may begin in the middle of a line.
    if (lines.length > 1) lines[0] = [...lines.pop()!, ...lines[0].slice(1)];
    // Between the outermost middles and the frame there is nothing to interpolate: a line ends where the values do.
    const inside = ([c, r]: readonly [number, number]): boolean => !onFrame([c * columns, r * rows]);
    return lines.map((line) => line.filter(inside)).filter((line) => line.length > 1);
  });
}
