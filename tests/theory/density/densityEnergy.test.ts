import { describe, expect, it } from 'vitest';
import { densityEnergy } from '../../../src/theory/density/densityEnergy';
import { DensityFlow, type DensityProblem } from '../../../src/theory/density/densityFlow';
import { densityGrid } from '../../../src/theory/density/densityGrid';
import { densityRun } from '../../../src/theory/density/densityRun';

const line: DensityProblem = {
  x: Float64Array.of(-1.2, 0.3, 0.9),
  y: Float64Array.of(-0.4, 0.5, 0.2),
  loss: 'square',
  activation: 'tanh',
  activationParam: 0,
  forward: 1,
  sd: 1,
  output: 1.5,
  rate: 1.2,
  decay: 0,
  temperature: 0,
};
const plane: DensityProblem = { ...line, x: Float64Array.of(1, 0.2, -0.5, 0.8, -0.3, -1), activation: 'erf' };

function run(problem: DensityProblem, d: 1 | 2, cells: number, extent: number, t: number): DensityFlow {
  const flow = new DensityFlow(problem, densityGrid(d, cells, extent));
  Array.from(flow.advanceTo(t));
  return flow;
}

describe('FDZ eq. 22 on the grid', () => {
  it.each([
    ['in one dimension', line, 1, 160],
    ['in two', plane, 2, 48],
    ['with decay', { ...line, decay: 0.2 }, 1, 160],
    ['with decay and noise', { ...line, decay: 0.2, temperature: 0.05 }, 1, 160],
  ] as const)(
    'the energy falls by ∫ ‖∇g‖² dρ, within the error by refinement, %s',
    (_, problem, d, cells) => {
      for (const moment of densityRun(problem, d, cells, 6, [0, 0.5, 2], problem.x)) {
        if (moment === null) continue;
        const { energyRate, dissipation, dissipationError } = moment;
        expect(dissipation).toBeLessThan(0);
        // Both sides have errors of second order: a third of the difference to the coarser grid, each.
        expect(Math.abs(energyRate - dissipation)).toBeLessThan(2 * dissipationError + 1e-3 * -dissipation);
      }
    },
  );

  it('the two sides near each other at second order in the cell', () => {
    const gap = (cells: number): number => {
      const { energyRate, dissipation } = densityEnergy(run(line, 1, cells, 6, 1));
      return Math.abs(energyRate / dissipation - 1);
    };
    expect(gap(400) / gap(100)).toBeLessThan(1 / 10); // 1/16 where the limiter nowhere acts
    expect(gap(400)).toBeLessThan(2e-3);
  });

  it('the rate is that of the energies of two neighbouring moments', () => {
    const problem = { ...line, decay: 0.2, temperature: 0.05 };
    const flow = run(problem, 1, 200, 6, 1);
    const h = 1e-4;
    const before = densityEnergy(flow);
    Array.from(flow.advanceTo(1 + h));
    const after = densityEnergy(flow);
    const mean = (before.energyRate + after.energyRate) / 2;
    // The trapezoid rule is off by h²; the energies carry 1e-16/h.
    expect(Math.abs((after.energy - before.energy) / h / mean - 1)).toBeLessThan(1e-6);
  });

  it('at rest the density is e^{−g/λ}', () => {
    const noisy = { ...line, decay: 0.5, temperature: 0.2 };
    expect(densityEnergy(run(noisy, 1, 300, 8, 0)).fromGibbs).toBeGreaterThan(0.1);
    const rest = densityEnergy(run(noisy, 1, 300, 8, 60));
    expect(rest.fromGibbs).toBeLessThan(2e-3); // the cells' h²
    // The quadrature of the right side keeps an error of order h²; at the start it is of order 0.1.
    expect(Math.abs(rest.dissipation)).toBeLessThan(1e-5);
    expect(densityEnergy(run(line, 1, 60, 6, 0)).fromGibbs).toBeNaN();
  });

  it('stays at the targets where the density hardly moves: long steps do not overshoot', () => {
    // α = 30 (large output, small rate): no mass crosses a cell, and only the pull of f on itself limits the step.
    const lazy = { ...line, x: Float64Array.of(0.8), y: Float64Array.of(0.5), output: 30, rate: 1 / 30 };
    expect(densityEnergy(run(lazy, 1, 100, 6, 200)).loss).toBeLessThan(1e-12);
  });
});
