import { erf } from '../elementary/erf';

/** Equal cells of width h on [−extent, extent]^d, `cells` along each axis; cell (i, j) has index i · cells + j. */
export interface DensityGrid {
  readonly d: 1 | 2;
  readonly cells: number;
  readonly extent: number;
  readonly h: number;
  /** Centres along one axis. */
  readonly centres: Float64Array; // [cells]
  /** cells^d */
  readonly size: number;
}

export function densityGrid(d: 1 | 2, cells: number, extent: number): DensityGrid {
  const h = (2 * extent) / cells;
  const centres = Float64Array.from({ length: cells }, (_, i) => -extent + (i + 0.5) * h);
  return { d, cells, extent, h, centres, size: d === 1 ? cells : cells * cells };
}

/**
 * Mass of N(0, sd² I) in every cell, scaled so that all cells together hold 1. What lies beyond the grid, erfc(extent/(√2 sd)) a side, is
 * spread over it in proportion: 2e-9 at six standard deviations.
 */
export function gaussianMass({ d, cells, extent, h }: DensityGrid, sd: number): Float64Array {
  const edge = (i: number): number => erf((-extent + i * h) / (Math.SQRT2 * sd));
  const line = Float64Array.from({ length: cells }, (_, i) => 0.5 * (edge(i + 1) - edge(i)));
  const total = line.reduce((sum, mass) => sum + mass, 0);
  for (let i = 0; i < cells; i++) line[i] /= total;
  if (d === 1) return line;
  const plane = new Float64Array(cells * cells);
  for (let i = 0; i < cells; i++) for (let j = 0; j < cells; j++) plane[i * cells + j] = line[i] * line[j];
  return plane;
}

/** ‖θ‖² at the centre of cell k. */
export function squaredNorm({ d, cells, centres }: DensityGrid, k: number): number {
  const column = k % cells;
  if (d === 1) return centres[k] * centres[k];
  const [a, b] = [centres[(k - column) / cells], centres[column]];
  return a * a + b * b;
}
