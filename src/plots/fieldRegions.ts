/** Where the names of a map's regions are written, so that colours which a reader cannot tell apart are told apart. */
export interface RegionPlace {
  readonly name: string;
  /** Middle of the widest row of the region, in cells from the left and from the bottom. */
  readonly column: number;
  readonly row: number;
  /** Cells of that row. */
  readonly cells: number;
}

/** Rows nearly as wide as the widest serve as well: the middle one of them is taken. */
const nearly = 0.8;

/** One place for every name. `names` of the cells [rows, columns] row-major from the bottom; null for a cell of none. */
export function regionPlaces(names: readonly (string | null)[], columns: number): RegionPlace[] {
  const runs = new Map<string, RegionPlace[]>();
  for (let from = 0; from < names.length;) {
    const [name, row] = [names[from], Math.floor(from / columns)];
    let end = from + 1;
    while (end < (row + 1) * columns && names[end] === name) end++;
    if (name !== null) {
      const run = { name, column: (from + end - 1) / 2 - row * columns, row, cells: end - from };
      runs.set(name, [...(runs.get(name) ?? []), run]);
    }
    from = end;
  }
  return [...runs.values()].map((ofName) => {
    const most = Math.max(...ofName.map(({ cells }) => cells));
    const wide = ofName.filter(({ cells }) => cells >= nearly * most);
    return wide[Math.floor(wide.length / 2)];
  });
}
