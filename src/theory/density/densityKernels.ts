import type { DensityGrid } from './densityGrid';
import { transportRates } from './transport';

/** The loops over all cells in which a step of the PDE spends its time. Every implementation gives the same bits. */
export interface DensityKernels {
  /** Zeros that the kernels work on, all that a flow needs in one call. */
  arrays(grid: DensityGrid, lengths: readonly number[]): Float64Array[];
  /** out_i = Σ_k values_ik (plus_k − minus_k): the even k, and the odd ones. values [n, size], out [n] */
  sums(out: Float64Array, values: Float64Array, plus: Float64Array, minus: Float64Array): void;
  /** S = Σ_i w_i values_i, in order: up = base + S, down = base − S. */
  potentials(
    up: Float64Array,
    down: Float64Array,
    values: Float64Array,
    weights: Float64Array,
    base: Float64Array,
  ): void;
  /** The largest |P_right − P_left| of two neighbours along each axis, their sum. */
  steepest(grid: DensityGrid, potential: Float64Array): number;
  /** Heun's first stage: stage = mass + dt · rate(mass), rate by `transportRates`. */
  first(grid: DensityGrid, move: Move, stage: Float64Array, mass: Float64Array): void;
  /** And the second: mass = ½ (mass + stage + dt · rate(stage)). */
  second(grid: DensityGrid, move: Move, mass: Float64Array, stage: Float64Array): void;
}

/** What moves the masses of one sign for how long. */
export interface Move {
  readonly potential: Float64Array;
  readonly diffusion: number;
  readonly dt: number;
}

/** In plain TypeScript: the definition. */
export const plainKernels: DensityKernels = {
  arrays: (_, lengths) => lengths.map((length) => new Float64Array(length)),
  sums(out, values, plus, minus) {
    const size = plus.length;
    for (let i = 0; i < out.length; i++) {
      const sums = [0, 0];
      for (let k = 0; k < size; k++) sums[k & 1] += values[i * size + k] * (plus[k] - minus[k]);
      out[i] = sums[0] + sums[1];
    }
  },
  potentials(up, down, values, weights, base) {
    const size = up.length;
    up.fill(0);
    for (let i = 0; i < weights.length; i++)
      for (let k = 0; k < size; k++) up[k] += weights[i] * values[i * size + k];
    for (let k = 0; k < size; k++) {
      down[k] = base[k] - up[k];
      up[k] = base[k] + up[k];
    }
  },
  steepest({ d, cells }, potential) {
    let [along, across] = [0, 0];
    for (let k = 0; k < potential.length; k++) {
      if ((k + 1) % cells !== 0) along = Math.max(along, Math.abs(potential[k + 1] - potential[k]));
      if (d === 2 && k + cells < potential.length)
        across = Math.max(across, Math.abs(potential[k + cells] - potential[k]));
    }
    return along + across;
  },
  first(grid, { potential, diffusion, dt }, stage, mass) {
    const rate = transportRates(grid, mass, potential, diffusion);
    for (let k = 0; k < mass.length; k++) stage[k] = mass[k] + dt * rate[k];
  },
  second(grid, { potential, diffusion, dt }, mass, stage) {
    const rate = transportRates(grid, stage, potential, diffusion);
    for (let k = 0; k < mass.length; k++) mass[k] = 0.5 * (mass[k] + stage[k] + dt * rate[k]);
  },
};
