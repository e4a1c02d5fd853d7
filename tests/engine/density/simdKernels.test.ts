import { describe, expect, it } from 'vitest';
import { loadSimdKernels } from '../../../src/engine/density/simdKernels';
import { DensityFlow, type DensityProblem } from '../../../src/theory/density/densityFlow';
import { densityGrid } from '../../../src/theory/density/densityGrid';
import { plainKernels } from '../../../src/theory/density/densityKernels';

const kernels = await loadSimdKernels();

/** n points on a spiral, their targets by turns −1, 0 and 1: no symmetry of the grid. */
function problem(d: 1 | 2, n: number, changes: Partial<DensityProblem>): DensityProblem {
  const x = Float64Array.from({ length: n * d }, (_, i) => (0.3 + i / (n * d)) * Math.cos(2 * i + 1));
  const y = Float64Array.from({ length: n }, (_, i) => (i % 3) - 1);
  const plain = { loss: 'square', activation: 'tanh', activationParam: 0, forward: 1 } as const;
  return { ...plain, x, y, sd: 1, output: 1.5, rate: 1.2, decay: 0, temperature: 0, ...changes };
}

describe('the density’s loops in WebAssembly', () => {
  const cases: [string, 1 | 2, number, number, Partial<DensityProblem>][] = [
    ['on a line', 1, 64, 3, {}],
    ['on a line of an odd number of cells', 1, 61, 4, { decay: 0.1 }],
    ['on two cells', 1, 2, 1, {}],
    ['in a plane', 2, 24, 6, {}],
    ['in a plane of an odd number of cells', 2, 23, 7, { temperature: 0.05, decay: 0.1 }],
    // 40² cells are more than the three blocks of 512 that potentials are formed in.
    ['with a kinked φ and a logistic loss', 2, 40, 9, { activation: 'relu', loss: 'logistic' }],
  ];
  it.each(cases)('give the bits of the plain ones %s', (_, d, cells, n, changes) => {
    const given = problem(d, n, changes);
    const grid = densityGrid(d, cells, 6);
    const [plain, simd] = [plainKernels, kernels()].map((by) => new DensityFlow(given, grid, by, given.x));
    const [before, start] = [plain.advanceTo(5), simd.advanceTo(5)];
    // The probes are prepared first, one by one.
    for (let step = 0; step < n + 12; step++) {
      before.next();
      start.next();
    }
    expect(simd.t).toBe(plain.t);
    expect(simd.t).toBeGreaterThan(0);
    expect(simd.masses).toEqual(plain.masses);
    expect(simd.train()).toEqual(plain.train());
    expect(simd.probe()).toEqual(plain.probe());
    expect(simd.probe()).toEqual(simd.train());
    expect(simd.potentialsAndRates()).toEqual(plain.potentialsAndRates());
  });
});
