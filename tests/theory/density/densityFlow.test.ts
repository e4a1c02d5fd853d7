import { describe, expect, it } from 'vitest';
import { activations } from '../../../src/theory/activations/activations';
import { DensityFlow, type DensityProblem } from '../../../src/theory/density/densityFlow';
import { densityGrid, gaussianMass } from '../../../src/theory/density/densityGrid';
import { densityRun } from '../../../src/theory/density/densityRun';
import { fitPowerLaw } from '../../../src/theory/statistics/powerLaw';

function run(problem: DensityProblem, d: 1 | 2, cells: number, extent: number, t: number): DensityFlow {
  const flow = new DensityFlow(problem, densityGrid(d, cells, extent));
  Array.from(flow.advanceTo(t));
  return flow;
}

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

/**
 * The same law by particles that do not know of a grid: weights of a fine trapezoid rule (spectrally accurate for a Gaussian), RK4. Shares
 * only φ with the code under test.
 */
function particles(problem: DensityProblem, d: 1 | 2, t: number, steps: number): Float64Array {
  const { x, y, output, rate, forward, sd } = problem;
  const { derivative } = activations[problem.activation];
  const phi = (order: number, z: number): number => derivative(problem.activationParam, order, z);
  const nodes = Array.from({ length: 41 }, (_, i) => (i - 20) * 0.3);
  const start: number[][] = [];
  const weights: number[] = [];
  const density = (z: number): number => (0.3 * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
  for (const a of nodes)
    if (d === 1) {
      start.push([sd * a]);
      weights.push(density(a));
    } else
      for (const b of nodes) {
        start.push([sd * a, sd * b]);
        weights.push(density(a) * density(b));
      }
  const n = y.length;
  type State = readonly (readonly number[])[];
  const pre = (theta: readonly number[], i: number): number =>
    forward * theta.reduce((sum, value, c) => sum + value * x[i * d + c], 0);
  const outputs = (plus: State, minus: State): number[] =>
    Array.from({ length: n }, (_, i) =>
      weights.reduce(
        (f, w, k) => f + 0.5 * output * w * (phi(0, pre(plus[k], i)) - phi(0, pre(minus[k], i))),
        0,
      ),
    );
  const velocity = (plus: State, minus: State): [number[][], number[][]] => {
    const g = outputs(plus, minus).map((f, i) => f - y[i]);
    const move = (state: State, sign: number): number[][] =>
      state.map((theta) =>
        theta.map((_, c) =>
          g.reduce(
            (sum, gi, i) => sum - (sign * rate * gi * forward * x[i * d + c] * phi(1, pre(theta, i))) / n,
            0,
          ),
        ),
      );
    return [move(plus, 1), move(minus, -1)];
  };
  const add = (a: State, b: State, h: number): number[][] =>
    a.map((row, k) => row.map((value, c) => value + h * b[k][c]));
  let [plus, minus]: [State, State] = [start, start];
  const h = t / steps;
  for (let s = 0; s < steps; s++) {
    const [a1, b1] = velocity(plus, minus);
    const [a2, b2] = velocity(add(plus, a1, h / 2), add(minus, b1, h / 2));
    const [a3, b3] = velocity(add(plus, a2, h / 2), add(minus, b2, h / 2));
    const [a4, b4] = velocity(add(plus, a3, h), add(minus, b3, h));
    const mean = (k1: State, k2: State, k3: State, k4: State): number[][] =>
      k1.map((row, k) => row.map((v, c) => (v + 2 * k2[k][c] + 2 * k3[k][c] + k4[k][c]) / 6));
    plus = add(plus, mean(a1, a2, a3, a4), h);
    minus = add(minus, mean(b1, b2, b3, b4), h);
  }
  return Float64Array.from(outputs(plus, minus));
}

const distance = (a: Float64Array, b: Float64Array): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe('the mean-field PDE on a grid', () => {
  it('starts as a Gaussian whose masses are 1 together and whose variance is the cells’', () => {
    const grid = densityGrid(1, 200, 6);
    const mass = gaussianMass(grid, 1);
    const variance = mass.reduce((sum, m, i) => sum + m * grid.centres[i] * grid.centres[i], 0);
    expect(mass.reduce((sum, m) => sum + m, 0)).toBeCloseTo(1, 13);
    // Sheppard: the cells' centres add h²/12.
    expect(variance).toBeCloseTo(1 + (grid.h * grid.h) / 12, 6);
  });

  it.each([
    ['one dimension', line, 1, [50, 100, 200, 400], 3],
    ['two dimensions', plane, 2, [24, 48, 96], 3],
  ] as const)('converges to particles without a grid, at second order, in %s', (_, problem, d, cells, t) => {
    const exact = particles(problem, d, t, 30);
    const errors = cells.map((count) => distance(run(problem, d, count, 6, t).train(), exact));
    const law = fitPowerLaw(cells, errors)!;
    expect(law.slope).toBeLessThan(-1.7); // limited slopes are of first order at an extremum, second elsewhere
    expect(errors.at(-1)).toBeLessThan(1e-2);
    expect(distance(exact, new Float64Array(3))).toBeGreaterThan(0.1); // it has learned something
  });

  it.each([
    ['one dimension', line, 1, 300, 20],
    ['two dimensions', plane, 2, 64, 10],
    ['with noise and decay', { ...plane, temperature: 0.05, decay: 0.1 }, 2, 48, 5],
    ['with a kinked φ', { ...plane, activation: 'relu' as const }, 2, 48, 5],
  ] as const)('keeps the mass to 1e-12 and no density below zero: %s', (_, problem, d, cells, t) => {
    const flow = run(problem, d, cells, 8, t);
    expect(Math.abs(flow.mass() - 1)).toBeLessThan(1e-12);
    expect(flow.least()).toBeGreaterThanOrEqual(0);
    expect(flow.atBorder()).toBeLessThan(1e-6);
  });

  it('relaxes under decay and noise to variance λ/decay, the Gibbs law of a quadratic potential', () => {
    const problem = { ...line, rate: 0, decay: 0.5, temperature: 0.2 };
    const flow = run(problem, 1, 400, 6, 20);
    const { centres, h } = flow.grid;
    const rho = flow.density(1);
    const variance = rho.reduce((sum, r, i) => sum + r * h * centres[i] * centres[i], 0);
    // Exact at time t: λ/decay + (1 − λ/decay) e^{−2 decay t}; the cells and the upwinding add O(h²).
    expect(variance).toBeCloseTo(0.4 + 0.6 * Math.exp(-20), 3);
  });

  it('moves a linear neuron’s cloud without changing its shape', () => {
    const problem = { ...line, activation: 'linear' as const };
    const flow = run(problem, 1, 400, 8, 2);
    // θ̇_± = ∓ (κσ_a/n) Σ g_i x_i is the same for all θ: means part, variances stay, f = ασ_a x (μ₊ − μ₋)/2.
    const moments = (rho: Float64Array): { mean: number; variance: number } => {
      const { centres, h } = flow.grid;
      const mean = rho.reduce((sum, r, i) => sum + r * h * centres[i], 0);
      return {
        mean,
        variance: rho.reduce((s, r, i) => s + r * h * (centres[i] - mean) * (centres[i] - mean), 0),
      };
    };
    const [up, down] = [moments(flow.density(1)), moments(flow.density(-1))];
    const { x, y, output, rate } = problem;
    const xx = x.reduce((sum, v) => sum + v * v, 0) / 3;
    const xy = x.reduce((sum, v, i) => sum + v * y[i], 0) / 3;
    const learned = (xy / (output * xx)) * (1 - Math.exp(-rate * output * xx * 2));
    expect(Math.abs(up.mean - learned)).toBeLessThan(flow.grid.h * flow.grid.h); // second order
    expect(up.mean + down.mean).toBeCloseTo(0, 10);
    expect(up.variance).toBeCloseTo(1, 2);
  });

  it('knows its own error: the distance to particles lies within twice the estimate by refinement', () => {
    const exact = particles(line, 1, 3, 30);
    for (const cells of [60, 120, 240]) {
      const moments = [...densityRun(line, 1, cells, 6, [3], line.x)].filter((moment) => moment !== null);
      const [{ train, trainError, mass, atBorder }] = moments;
      const claimed = Math.max(...trainError);
      expect(distance(train, exact)).toBeLessThan(2 * claimed);
      expect(distance(train, exact)).toBeGreaterThan(0.1 * claimed);
      expect(Math.abs(mass - 1)).toBeLessThan(1e-12);
      expect(atBorder).toBeLessThan(1e-6);
    }
  });
});
