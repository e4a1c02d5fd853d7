import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { sgdCloud } from '../../../src/engine/sgd/sgdCloud';
import { sgdTheory } from '../../../src/engine/sgd/sgdTheory';
import type { Backend } from '../../../src/engine/tensor/backend';
import { Trainer } from '../../../src/engine/training/trainer';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { validateSpec } from '../../../src/protocol/validate';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

const quiet = (): Promise<void> => Promise.resolve();
const specOf = (change: Partial<ExperimentSpec>): ExperimentSpec =>
  validateSpec({
    dataset: 'circle',
    n: 4,
    depth: 2,
    width: 48,
    activation: 'tanh',
    preset: 'hayou',
    sigmaW: 1.304,
    sigmaB: 0.2,
    optimizer: 'sgd',
    batch: 1,
    ...change,
  }).spec;

/** All orders of the points. */
function ordersOf(points: readonly number[]): number[][] {
  if (points.length === 0) return [[]];
  return points.flatMap((first) =>
    ordersOf(points.filter((one) => one !== first)).map((rest) => [first, ...rest]),
  );
}

/** f after `steps` steps of one epoch, for every order: nothing is left to chance. */
async function everyOrder(spec: ExperimentSpec, steps: number): Promise<Float64Array[]> {
  const { data, definition } = makeSetup(spec);
  const found: Float64Array[] = [];
  for (const order of ordersOf([0, 1, 2, 3])) {
    const rows = (step: number): Int32Array =>
      Int32Array.from(order.slice(step * spec.batch, (step + 1) * spec.batch));
    const trainer = await Trainer.create(backend, definition, data, spec, { batches: { rows } });
    await trainer.advanceTo(steps * spec.lr, noPause);
    found.push((await trainer.trainOutputs()).slice());
    trainer.dispose();
  }
  return found;
}

const mean = (runs: readonly Float64Array[]): Float64Array =>
  runs[0].map((_, i) => runs.reduce((sum, run) => sum + run[i], 0) / runs.length);
const covariance = (runs: readonly Float64Array[]): Float64Array => {
  const centre = mean(runs);
  const n = centre.length;
  return Float64Array.from(
    { length: n * n },
    (_, e) =>
      runs.reduce(
        (sum, run) =>
          sum + (run[Math.floor(e / n)] - centre[Math.floor(e / n)]) * (run[e % n] - centre[e % n]),
        0,
      ) / runs.length,
  );
};
const size = (a: Float64Array): number => Math.sqrt(a.reduce((sum, v) => sum + v * v, 0));
const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((v, i) => v - b[i]);

/** Relative errors of mean shift and covariance after some steps of the first epoch. */
async function errors(change: Partial<ExperimentSpec>, steps: number): Promise<[number, number]> {
  const spec = specOf({ ...change, horizon: 10 });
  const runs = await everyOrder(spec, steps);
  const theory = await sgdTheory({ spec, times: [steps * spec.lr] }, backend, noPause, quiet);
  const shift = minus(mean(runs), theory.descent);
  const spread = covariance(runs);
  return [
    size(minus(minus(theory.mean, theory.descent), shift)) / size(shift),
    size(minus(theory.covariance.epochs, spread)) / size(spread),
  ];
}

describe('one epoch, against all of its orders', () => {
  it.each([
    { batch: 1, loss: 'square', centred: true, residual: 'none' },
    { batch: 2, loss: 'square', centred: false, residual: 'scaled' },
    { batch: 1, loss: 'logistic', centred: true, residual: 'none' },
  ] as const)('the mean of a network moves as predicted: %o', async (c) => {
    const steps = 4 / c.batch;
    const [wide] = await errors({ ...c, lr: 0.02 }, steps);
    const [narrow] = await errors({ ...c, lr: 0.01 }, steps);
    // First order in η beyond descent, for any width: what is left of it halves with η.
    expect(narrow).toBeLessThan(0.03);
    expect(narrow / wide).toBeCloseTo(0.5, 1);
  });

  it.each([
    { batch: 1, steps: 2 },
    { batch: 1, steps: 4 },
    { batch: 2, steps: 1 },
    { batch: 2, steps: 2 },
  ])('the covariance of a network linear in its parameters is as predicted: %o', async ({ batch, steps }) => {
    const change = { batch, trained: 'output' as const };
    const [, wide] = await errors({ ...change, lr: 0.02 }, steps);
    const [, narrow] = await errors({ ...change, lr: 0.01 }, steps);
    expect(narrow).toBeLessThan(0.03);
    // A single step has no error of its own beyond rounding.
    if (steps > 1) expect(narrow / wide).toBeCloseTo(0.5, 1);
    else expect(narrow).toBeLessThan(1e-9);
  });

  it('within an epoch the covariance holds for any network, at its end to the order of 1/m', async () => {
    const [, open] = await errors({ width: 512, lr: 0.005 }, 2);
    const [, closed] = await errors({ width: 512, lr: 0.005 }, 4);
    expect(open).toBeLessThan(0.01);
    // A few times 1/512 and the order of η.
    expect(closed).toBeLessThan(0.03);
  });
});

it('runs differ in the order of the points alone, and the first is that of the spec', async () => {
  const spec = specOf({ lr: 0.1, horizon: 1 });
  const { runs } = await sgdCloud(
    { spec, times: [0, 1], draw: 'epochs', first: 0, count: 3 },
    backend,
    noPause,
    quiet,
  );
  const { data, definition } = makeSetup(spec);
  const trainer = await Trainer.create(backend, definition, data, spec);
  await trainer.advanceTo(1, noPause);
  expect(runs[0].subarray(4)).toEqual(await trainer.trainOutputs());
  trainer.dispose();
  expect(runs[1].subarray(0, 4)).toEqual(runs[0].subarray(0, 4));
  expect(size(minus(runs[1], runs[0]))).toBeGreaterThan(1e-3);
  expect(size(minus(runs[2], runs[1]))).toBeGreaterThan(1e-3);
  const later = await sgdCloud(
    { spec, times: [0, 1], draw: 'epochs', first: 2, count: 1 },
    backend,
    noPause,
    quiet,
  );
  expect(later.runs[0]).toEqual(runs[2]);
});

it('a cloud of independent batches has the covariance predicted, within its sampling error', async () => {
  const spec = specOf({ batch: 2, lr: 0.1, horizon: 3, trained: 'output' });
  const count = 400;
  const { runs } = await sgdCloud(
    { spec, times: [3], draw: 'independent', first: 0, count },
    backend,
    noPause,
    quiet,
  );
  const theory = await sgdTheory({ spec, times: [3] }, backend, noPause, quiet);
  const variance = (c: Float64Array): number => c[0] + c[5] + c[10] + c[15];
  const ratio = variance(covariance(runs)) / variance(theory.covariance.independent);
  // One mode at worst: √(2/400) = 0.07 a standard deviation; three of them.
  expect(Math.abs(ratio - 1)).toBeLessThan(0.21);
  expect(variance(theory.covariance.hdr)).toBeGreaterThan(1.4 * variance(theory.covariance.independent));
});

it.each([
  [{ optimizer: 'gd' }, /optimizer must be sgd/],
  [{ batch: 4 }, /batch must be smaller than n = 4/],
  [{ n: 64, dataset: 'gaussian', d: 2 }, /n must be at most 48/],
] as const)('%o has no cloud', async (change, message) => {
  await expect(sgdTheory({ spec: specOf(change) }, backend, noPause, quiet)).rejects.toThrow(message);
});
