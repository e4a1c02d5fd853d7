import { describe, expect, it } from 'vitest';
import { infiniteKernels } from '../../../src/theory/infiniteWidth/infiniteKernels';
import { LinearModel } from '../../../src/theory/linearised/linearModel';
import type { LinearTraining } from '../../../src/theory/linearised/modes';
import { infiniteCases } from '../infiniteWidth/infiniteFixtures';

const flow: LinearTraining = { kind: 'flow' };

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    if (!Number.isFinite(a[i])) return Infinity;
    largest = Math.max(largest, Math.abs(a[i] - b[i]));
  }
  return largest;
}

/** K = J Jᵀ of rank `rank` on n + p points, cut into train and probe. */
function randomProblem(n: number, p: number, rank: number) {
  const j = Array.from({ length: n + p }, (_, i) =>
    Array.from({ length: rank }, (_, a) => Math.sin(1 + 7.3 * i + 3.1 * a * a + i * a)),
  );
  const dot = (a: number, b: number) => j[a].reduce((sum, value, c) => sum + value * j[b][c], 0);
  const kernel = Float64Array.from({ length: n * n }, (_, e) => dot(Math.floor(e / n), e % n));
  const kernelProbe = Float64Array.from({ length: p * n }, (_, e) => dot(n + Math.floor(e / n), e % n));
  const f0 = Float64Array.from({ length: n }, (_, i) => 0.3 * Math.cos(i));
  const f0Probe = Float64Array.from({ length: p }, (_, i) => 0.2 * Math.sin(2 * i));
  const y = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1));
  return { problem: { kernel, kernelProbe, y, f0, f0Probe, timeFactor: 0.7 }, j };
}

/** The same training of f₀ + J θ in parameter space, step by step. */
function simulate(n: number, p: number, rank: number, lr: number, momentum: number, steps: number) {
  const { problem, j } = randomProblem(n, p, rank);
  const theta = new Float64Array(rank);
  const velocity = new Float64Array(rank);
  const output = (i: number) =>
    (i < n ? problem.f0[i] : problem.f0Probe[i - n]) + j[i].reduce((sum, v, a) => sum + v * theta[a], 0);
  for (let k = 0; k < steps; k++) {
    const g = Array.from({ length: n }, (_, i) => output(i) - problem.y[i]);
    for (let a = 0; a < rank; a++) {
      let slope = 0;
      for (let i = 0; i < n; i++) slope += (problem.timeFactor * g[i] * j[i][a]) / n;
      velocity[a] = momentum * velocity[a] + slope;
    }
    for (let a = 0; a < rank; a++) theta[a] -= lr * velocity[a];
  }
  return Float64Array.from({ length: n + p }, (_, i) => output(i));
}

describe('linear model', () => {
  for (const c of infiniteCases.filter(({ expected }) => expected.training !== undefined)) {
    it(`mean and variance of the trained infinite network: ${c.name}`, () => {
      const kernels = infiniteKernels(c.parametrisation, c.activation, c.param, c.x, c.xProbe, c.d);
      const model = new LinearModel({ kernel: kernels.ntk, kernelProbe: kernels.ntkProbe, y: c.y });
      // The kernels are those of α = √m; f₀ has the covariance (α²/m) Σ of the spec's own α.
      const own = (sigma: Float64Array): Float64Array => sigma.map((v) => v / c.parametrisation.lazyFactor);
      const covariance = model.initialCovariance({
        train: own(kernels.nngp),
        probe: own(kernels.nngpProbe),
        probeDiagonal: own(kernels.nngpProbeDiag),
      });
      const training = c.expected.training!;
      // Kernels agree to 1e-12 (1e-10 by quadrature); Θ⁻¹ multiplies that by its condition number, below 1e3 here.
      training.times.forEach((t, at) => {
        const mean = model.outputs(flow, t);
        const variance = model.variance(flow, t, covariance);
        expect(largestDifference(mean.train, training.meanTrain[at])).toBeLessThan(1e-9);
        expect(largestDifference(mean.probe, training.meanProbe[at])).toBeLessThan(1e-9);
        expect(largestDifference(variance.probe, training.varianceProbe[at])).toBeLessThan(1e-9);
      });
    });
  }

  it('starts at f₀ and ends at the targets; the variance goes from Σ to 0 on the training points', () => {
    const { problem } = randomProblem(5, 4, 9);
    const model = new LinearModel(problem);
    const identity = Float64Array.from({ length: 25 }, (_, e) => (e % 6 === 0 ? 1 : 0));
    const covariance = model.initialCovariance({
      train: identity,
      probe: new Float64Array(20),
      probeDiagonal: new Float64Array(4).fill(1),
    });
    expect(largestDifference(model.outputs(flow, 0).train, problem.f0)).toBe(0);
    expect(largestDifference(model.outputs(flow, 0).probe, problem.f0Probe)).toBe(0);
    expect(
      largestDifference(model.variance(flow, 0, covariance).train, new Float64Array(5).fill(1)),
    ).toBeLessThan(1e-14);
    // A unit of rounding per eigenvector product.
    expect(largestDifference(model.outputs(flow, Infinity).train, problem.y)).toBeLessThan(1e-13);
    expect(largestDifference(model.variance(flow, Infinity, covariance).train, new Float64Array(5))).toBe(0);
  });

  it('composes: t and then s is t + s', () => {
    const { problem } = randomProblem(5, 4, 9);
    const middle = new LinearModel(problem).outputs(flow, 0.8);
    const onward = new LinearModel({ ...problem, f0: middle.train, f0Probe: middle.probe });
    const there = new LinearModel(problem).outputs(flow, 2.1);
    expect(largestDifference(onward.outputs(flow, 1.3).train, there.train)).toBeLessThan(1e-14);
    expect(largestDifference(onward.outputs(flow, 1.3).probe, there.probe)).toBeLessThan(1e-14);
  });

  it('gradient descent and momentum are the simulation in parameter space', () => {
    for (const momentum of [0, 0.9]) {
      const training: LinearTraining =
        momentum === 0 ? { kind: 'gd', lr: 0.2 } : { kind: 'momentum', lr: 0.2, momentum };
      for (const steps of [0, 1, 2, 37]) {
        const expected = simulate(5, 4, 9, 0.2, momentum, steps);
        const actual = new LinearModel(randomProblem(5, 4, 9).problem).outputs(training, 0.2 * steps);
        expect(largestDifference(actual.train, expected.subarray(0, 5))).toBeLessThan(1e-13);
        expect(largestDifference(actual.probe, expected.subarray(5))).toBeLessThan(1e-13);
      }
    }
  });

  it('gradient descent tends to the flow to first order in the step', () => {
    const model = new LinearModel(randomProblem(5, 4, 9).problem);
    const exact = model.outputs(flow, 1).probe;
    const error = (lr: number) => largestDifference(model.outputs({ kind: 'gd', lr }, 1).probe, exact);
    // Halving a small step halves the error: the next term is of relative size lr λ_max ≈ 0.01.
    expect(error(0.002) / error(0.001)).toBeCloseTo(2, 1);
  });

  it('leaves the null space of a singular kernel where it was, without NaN', () => {
    const { problem } = randomProblem(5, 4, 2);
    const model = new LinearModel(problem);
    expect(Array.from(model.eigenvalues.slice(2))).toEqual([0, 0, 0]);
    const last = model.outputs(flow, 1e12);
    for (let i = 2; i < 5; i++) {
      const along = (f: Float64Array) =>
        f.reduce((sum, value, a) => sum + value * model.components[i * 5 + a], 0);
      expect(along(last.train)).toBeCloseTo(along(problem.f0), 13);
    }
    expect(largestDifference(model.outputs(flow, Infinity).probe, last.probe)).toBeLessThan(1e-13);
  });

  it('reports that a step beyond 2/λ_max diverges', () => {
    const model = new LinearModel(randomProblem(5, 4, 9).problem);
    const limit = 2 / model.largestEigenvalue;
    expect(model.diverges({ kind: 'gd', lr: 0.99 * limit })).toBe(false);
    expect(model.diverges({ kind: 'gd', lr: 1.01 * limit })).toBe(true);
    expect(model.diverges({ kind: 'momentum', lr: 1.8 * limit, momentum: 0.9 })).toBe(false);
  });
});

describe('the covariance of trained outputs', () => {
  it('is the sum over what each independent part of f₀ becomes', () => {
    const [n, p, rank] = [4, 3, 9];
    const { problem, j } = randomProblem(n, p, rank);
    // Σ = J Jᵀ too, with independent parts J e_a: training maps every part on its own, without targets.
    const dot = (a: number, b: number) => j[a].reduce((sum, value, c) => sum + value * j[b][c], 0);
    const model = new LinearModel(problem);
    const initial = model.initialCovariance({
      train: Float64Array.from({ length: n * n }, (_, e) => dot(Math.floor(e / n), e % n)),
      probe: Float64Array.from({ length: p * n }, (_, e) => dot(n + Math.floor(e / n), e % n)),
      probeDiagonal: Float64Array.from({ length: p }, (_, i) => dot(n + i, n + i)),
    });
    const chosen = [2, 0];
    const between = Float64Array.from({ length: 4 }, (_, e) => dot(n + chosen[e >> 1], n + chosen[e & 1]));
    for (const t of [0, 0.3, 5]) {
      const expected = new Float64Array(4);
      for (let a = 0; a < rank; a++) {
        const part = new LinearModel({
          ...problem,
          y: new Float64Array(n),
          f0: Float64Array.from({ length: n }, (_, i) => j[i][a]),
          f0Probe: Float64Array.from({ length: p }, (_, i) => j[n + i][a]),
        }).outputs(flow, t).probe;
        for (let e = 0; e < 4; e++) expected[e] += part[chosen[e >> 1]] * part[chosen[e & 1]];
      }
      // Sums of some tens of terms of order 10.
      expect(largestDifference(model.covariance(flow, t, initial, chosen, between), expected)).toBeLessThan(
        1e-12,
      );
    }
  });
});
