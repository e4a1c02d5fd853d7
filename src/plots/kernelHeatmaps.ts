/** The tangent kernel as heat maps: the kernels that are compared in one row, their differences in the next. */
import { formatNumber, formatTime } from './formatNumber';
import { createHeatMapGrid, type HeatMap } from './heatMapGrid';
import { sharedLimits } from './kit/colourScale';
import { definePlot } from './kit/definePlot';
import { plainMathText } from './mathText';
import type { PlotSize, PlotTable } from './plot';

export interface KernelHeatmapsData {
  readonly n: number;
  /** Kernels on one sequential scale: K₀, K_t, Θ_∞; entries [n, n], the lazy kernel (m/α²) K of MATH §3. */
  readonly kernels: readonly HeatMap[];
  /** Differences on one diverging scale: K_t − K₀, what a truncation predicts for it, and the rest. */
  readonly differences: readonly HeatMap[];
  readonly pointNames?: readonly string[];
}

export interface KernelHeatmapsOptions extends PlotSize {
  readonly time: number;
  /** Hovered pair of training points. */
  readonly hovered?: readonly [number, number] | null;
}

export interface KernelHeatmapsHandlers {
  onHoverPair?(i: number | null, j: number | null): void;
}

const title = 'Tangent kernel';

/** Of the largest entry; kernels that agree to this differ by the order of their sums. */
const rounding = 1e-12;

function roundingOf(kernels: readonly HeatMap[]): number {
  const own = kernels.filter((map) => map.reference).map((map) => map.values);
  const { low, high } = sharedLimits(own, 'sequential');
  return rounding * Math.max(-low, high);
}

/** Entrywise a − b; null where either is missing. */
export function kernelDifference(a: Float64Array | null, b: Float64Array | null): Float64Array | null {
  return a === null || b === null ? null : a.map((value, k) => value - b[k]);
}

export const createKernelHeatmaps = definePlot<
  KernelHeatmapsData,
  KernelHeatmapsOptions,
  KernelHeatmapsHandlers
>({
  name: 'kernels',
  moving: ['hovered', 'time'],
  build(plot, handlers) {
    const grid = createHeatMapGrid(plot, (i, j) => handlers.onHoverPair?.(i, j));
    return {
      draw() {
        const { data, options } = plot;
        const rows = [
          { key: 'kernels', scale: 'sequential' as const, maps: data.kernels },
          {
            key: 'differences',
            scale: 'diverging' as const,
            maps: data.differences,
            least: roundingOf(data.kernels),
          },
        ].filter((row) => row.maps.length > 0);
        grid.draw({ title, n: data.n, rows, pointNames: data.pointNames }, options);
        plot.frame.describe(summariseKernelHeatmaps(data, options.time));
      },
      follow: () => grid.mark(plot.options.hovered ?? null),
      restyle: grid.restyle,
    };
  },
});

export function summariseKernelHeatmaps(data: KernelHeatmapsData, time: number): string {
  const range = (map: HeatMap): string => {
    const name = plainMathText(map.label);
    if (map.values === null) return `${name} not available`;
    const { low, high } = sharedLimits([map.values], 'sequential');
    return `${name} from ${formatNumber(low)} to ${formatNumber(high)}`;
  };
  const maps = [...data.kernels, ...data.differences].map(range).join('; ');
  return `${title} on ${data.n} × ${data.n} entries at t = ${formatTime(time)}: ${maps}.`;
}

/** One row per pair of points (both orders), one column per map. */
export function tabulateKernelHeatmaps(data: KernelHeatmapsData): PlotTable {
  const maps = [...data.kernels, ...data.differences];
  const name = (i: number): string => data.pointNames?.[i] ?? String(i + 1);
  const rows = Array.from({ length: data.n * data.n }, (_, k) => [
    name(Math.floor(k / data.n)),
    name(k % data.n),
    ...maps.map((map) => map.values?.[k] ?? null),
  ]);
  return { caption: title, columns: ['i', 'j', ...maps.map((map) => plainMathText(map.label))], rows };
}
