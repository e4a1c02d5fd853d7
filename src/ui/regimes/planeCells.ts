/** The cells of a plane as they are shown: their numbers, and a coarser picture where they are not there yet. */
import type { Plane, PlaneAxis } from '../../protocol/plane';
import type { CellRow, KnownPlace } from '../../state/planeStore';

/** Places on an axis as shares of it, equal steps being equal to the eye. */
function onAxis({ scale, values }: PlaneAxis, value: number): number {
  const at = (v: number): number => (scale === 'log' ? Math.log(v) : v);
  const [first, last] = [at(values[0]), at(values[values.length - 1])];
  return (at(value) - first) / (last - first || 1);
}

/** Every cell's own row, or that of the nearest network that is known; null while none is. */
export function coarsely(
  plane: Plane,
  rows: readonly (CellRow | null)[],
  before: readonly KnownPlace[],
): readonly (CellRow | null)[] {
  if (rows.every((row) => row !== null)) return rows;
  const columns = plane.x.values.length;
  const place = (x: number, y: number): readonly [number, number] => [onAxis(plane.x, x), onAxis(plane.y, y)];
  const placeOf = (k: number): readonly [number, number] =>
    place(plane.x.values[k % columns], plane.y.values[Math.floor(k / columns)]);
  const known = [
    ...rows.flatMap((row, k) => (row ? [{ at: placeOf(k), row }] : [])),
    ...before.map(({ x, y, row }) => ({ at: place(x, y), row })),
  ];
  return rows.map((row, k) => {
    if (row !== null) return row;
    const [x, y] = placeOf(k);
    let nearest: CellRow | null = null;
    let least = Infinity;
    for (const { at, row: other } of known) {
      const distance = (at[0] - x) ** 2 + (at[1] - y) ** 2;
      if (distance < least) [least, nearest] = [distance, other];
    }
    return nearest;
  });
}

/** The cell of an axis that lies nearest to a value. */
export function nearestIndex(axis: PlaneAxis, value: number): number {
  const at = onAxis(axis, value);
  const distances = axis.values.map((v) => Math.abs(onAxis(axis, v) - at));
  return Math.max(0, distances.indexOf(Math.min(...distances)));
}
