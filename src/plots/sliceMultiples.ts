/** K⁽³⁾(x_i, x_j, x_k) as small multiples: one n × n map in (i, j) for each k, all on one diverging scale. */
import { range } from 'd3-array';
import { plural } from '../theory/plural';
import { formatNumber } from './formatNumber';
import { createHeatMapGrid } from './heatMapGrid';
import { sharedLimits } from './kit/colourScale';
import { definePlot } from './kit/definePlot';
import { plainMathText } from './mathText';
import type { PlotSize, PlotTable } from './plot';

export interface Slice {
  readonly key: string;
  /** e.g. "k = 3". */
  readonly label: string;
  /** [n, n], row-major in (i, j). */
  readonly values: Float64Array;
}

export interface SliceMultiplesData {
  /** e.g. "K⁽³⁾(x_i, x_j, x_k)". */
  readonly title: string;
  readonly n: number;
  readonly slices: readonly Slice[];
}

export interface SliceMultiplesOptions extends PlotSize {
  readonly hovered?: readonly [number, number] | null;
}

export interface SliceMultiplesHandlers {
  /** Points i and j, and the key of the slice. */
  onHoverEntry?(i: number | null, j: number | null, slice: string | null): void;
}

/** Slices [n, n, n], row-major in (i, j, k), as one map per k. */
export function slicesOf(tensor: Float64Array, n: number): Slice[] {
  return Array.from({ length: n }, (_, k) => ({
    key: String(k),
    label: `k = ${k + 1}`,
    values: Float64Array.from({ length: n * n }, (_unused, ij) => tensor[ij * n + k]),
  }));
}

/** Columns that make the maps largest in the given size. */
export function sliceColumns(count: number, { width, height }: PlotSize): number {
  let best = 1;
  let bestSide = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const side = Math.min((width - 10 * (columns - 1)) / columns, (height - 28 * rows) / rows);
    if (side > bestSide) [best, bestSide] = [columns, side];
  }
  return best;
}

export const createSliceMultiples = definePlot<
  SliceMultiplesData,
  SliceMultiplesOptions,
  SliceMultiplesHandlers
>({
  name: 'slices',
  moving: ['hovered'],
  build(plot, handlers) {
    const grid = createHeatMapGrid(plot, (i, j, key) => handlers.onHoverEntry?.(i, j, key));
    return {
      draw() {
        const { data, options } = plot;
        const columns = sliceColumns(data.slices.length, options);
        const rows = range(Math.ceil(data.slices.length / columns)).map((r) => ({
          key: String(r),
          scale: 'diverging' as const,
          maps: data.slices.slice(r * columns, (r + 1) * columns),
        }));
        grid.draw({ title: data.title, n: data.n, rows, sharedScale: true }, options);
        plot.frame.describe(summariseSliceMultiples(data));
      },
      follow: () => grid.mark(plot.options.hovered ?? null),
      restyle: grid.restyle,
    };
  },
});

export function summariseSliceMultiples(data: SliceMultiplesData): string {
  const { high } = sharedLimits(
    data.slices.map((slice) => slice.values),
    'diverging',
  );
  return `${plainMathText(data.title)}: ${plural(data.slices.length, 'slice')} of ${data.n} × ${data.n} entries, largest magnitude ${formatNumber(high)}.`;
}

export function tabulateSliceMultiples(data: SliceMultiplesData): PlotTable {
  const rows = data.slices.flatMap((slice) =>
    Array.from(slice.values, (value, ij) => [
      Math.floor(ij / data.n) + 1,
      (ij % data.n) + 1,
      plainMathText(slice.label),
      value,
    ]),
  );
  return { caption: plainMathText(data.title), columns: ['i', 'j', 'slice', 'value'], rows };
}
