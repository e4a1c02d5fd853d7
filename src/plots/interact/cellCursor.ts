/** A cursor over the cells of one or several equal grids, moved by the keyboard. */
export interface Cell {
  readonly map: number;
  /** Row and column, from the top left. */
  readonly row: number;
  readonly column: number;
}

export interface CellGrid {
  readonly maps: number;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The cell after a key: arrows walk, Home and End go along the row, Page Up and Down to the same cell of another map, Escape leaves
 * (null). Undefined for keys that mean nothing here; the first arrow enters at the first cell.
 */
export function moveCell(cell: Cell | null, key: string, grid: CellGrid): Cell | null | undefined {
  const { maps, rows, columns } = grid;
  if (maps < 1 || rows < 1 || columns < 1) return undefined;
  const { map, row, column } = cell ?? { map: 0, row: 0, column: 0 };
  const step = cell === null ? 0 : 1;
  const clamp = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));
  switch (key) {
    case 'ArrowDown':
      return { map, row: clamp(row + step, rows), column };
    case 'ArrowUp':
      return { map, row: clamp(row - step, rows), column };
    case 'ArrowRight':
      return { map, row, column: clamp(column + step, columns) };
    case 'ArrowLeft':
      return { map, row, column: clamp(column - step, columns) };
    case 'Home':
      return { map, row, column: 0 };
    case 'End':
      return { map, row, column: columns - 1 };
    case 'PageDown':
      return { map: (map + 1) % maps, row, column };
    case 'PageUp':
      return { map: (map + maps - 1) % maps, row, column };
    case 'Escape':
      return cell === null ? undefined : null;
    default:
      return undefined;
  }
}
