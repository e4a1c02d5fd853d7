import type { DensityGrid } from '../../theory/density/densityGrid';
import type { DensityKernels, Move } from '../../theory/density/densityKernels';
import { compileFloat64Module, startFloat64Module, type Float64Module } from '../float64/float64Module';

const page = 65536;

/** The density's loops in WebAssembly, each time with a memory of their own for one flow. */
export async function loadSimdKernels(): Promise<() => DensityKernels> {
  const compiled = await compileFloat64Module();
  return () => simdKernels(startFloat64Module(compiled));
}

function simdKernels(module: Float64Module): DensityKernels {
  const base = (module.heapBase() + 63) & ~63;
  /** What `densityStage` works on begins here, after the arrays. */
  let scratch = base;
  const reserve = (end: number): void => {
    const missing = end - module.memory.buffer.byteLength;
    if (missing > 0) module.memory.grow(Math.ceil(missing / page));
  };
  const stage = (
    { d, cells, h }: DensityGrid,
    { potential, diffusion, dt }: Move,
    out: Float64Array,
    mass: Float64Array,
    second: boolean,
  ): void => {
    const perSquare = 1 / (h * h);
    module.densityStage(
      out.byteOffset,
      mass.byteOffset,
      potential.byteOffset,
      scratch,
      d === 1 ? 1 : cells,
      cells,
      perSquare,
      diffusion * perSquare,
      dt,
      second,
    );
  };
  return {
    arrays({ cells }, lengths) {
      const total = lengths.reduce((sum, length) => sum + length, 0);
      // 64 bytes more each: all begin on a line of the cache.
      reserve(base + 8 * total + 64 * lengths.length + 8 * (3 * cells + 1));
      return lengths.map((length) => {
        const array = new Float64Array(module.memory.buffer, scratch, length);
        scratch = (scratch + 8 * length + 63) & ~63;
        return array;
      });
    },
    sums: (out, values, plus, minus) =>
      module.densitySums(
        out.byteOffset,
        values.byteOffset,
        plus.byteOffset,
        minus.byteOffset,
        out.length,
        plus.length,
      ),
    potentials: (up, down, values, weights, confinement) =>
      module.densityPotentials(
        up.byteOffset,
        down.byteOffset,
        values.byteOffset,
        weights.byteOffset,
        confinement.byteOffset,
        weights.length,
        up.length,
      ),
    steepest: ({ d, cells }, potential) =>
      module.densitySteepest(potential.byteOffset, d === 1 ? 1 : cells, cells),
    first: (grid, move, out, mass) => stage(grid, move, out, mass, false),
    second: (grid, move, mass, from) => stage(grid, move, mass, from, true),
  };
}
