/** The dynamical mean field against wide networks extrapolated to infinity, and against the limits that it contains (MATH §6). */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { kernelsAtInfinity } from '../../../src/engine/predictors/kernelsAtInfinity';
import { LinearModel } from '../../../src/theory/linearised/linearModel';
import { MeanFieldPredictor } from '../../../src/engine/predictors/meanFieldPredictor';
import { makeSetup } from '../../../src/engine/predictors/setup';
import type { Backend } from '../../../src/engine/tensor/backend';
import { noPause } from '../../../src/engine/work/pause';
import { validateSpec } from '../../../src/protocol/validate';
import { largest, largestDifference, runLimit } from './runLimit';

interface Case {
  readonly name: string;
  readonly spec: Record<string, unknown>;
  readonly times: readonly number[];
  readonly train: readonly (readonly number[])[];
  readonly probe: readonly (readonly number[])[];
  readonly standardError: readonly (readonly number[])[];
  readonly kernel: readonly (readonly (readonly number[])[])[];
  readonly kernelError: readonly (readonly (readonly number[])[])[];
}

const read = (file: string) => JSON.parse(readFileSync(`tests/fixtures/${file}`, 'utf8')) as readonly Case[];
const cases = read('wideLimit.json');

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => {
  backend.close();
});

function specOf(given: Record<string, unknown>) {
  const { spec, problems } = validateSpec({ precision: 'float64', ...given });
  expect(problems).toEqual([]);
  return spec;
}

const small = {
  depth: 2,
  alpha: 1,
  activation: 'tanh',
  dataset: 'points',
  points: { x: [[1, 0.2], [-0.4, 0.9], [0.1, -1.2]], y: [0.6, -0.5, 0.3], probe: [[0.5, 0.5], [-1, 0.3]] },
}; // prettier-ignore

describe('the limit of infinite width at fixed α', () => {
  it.each([
    ...cases.map((one) => [one.name, one, true] as const),
    // With the samples of the page: relu, three layers, logistic loss, μP, a residual stream.
    ...read('wideNetworks.json').map((one) => [one.name, one, false] as const),
  ])('%s is that of wide networks', async (_, one, exact) => {
    const rows = await runLimit(backend, specOf(one.spec), one.times, exact);
    // 2 % of the largest value and three standard errors of the reference (MATH §8).
    const f = 0.02 * largest(one.train.flat()) + 3 * largest(one.standardError.flat());
    const K = 0.02 * largest(one.kernel.flat(2)) + 3 * largest(one.kernelError.flat(2));
    rows.forEach(({ train, probe, lazyKernel }, k) => {
      expect(largestDifference([...train, ...probe], [...one.train[k], ...one.probe[k]])).toBeLessThan(f);
      expect(largestDifference(lazyKernel, one.kernel[k].flat())).toBeLessThan(K);
    });
  });

  it('closes without sampling where φ is linear: every seed has the same bits, and no error', async () => {
    const linear = { ...small, activation: 'linear', depth: 3 };
    const [[one], [two]] = [
      await runLimit(backend, specOf({ ...linear, seed: 1, particles: 64 }), [5]),
      await runLimit(backend, specOf({ ...linear, seed: 2, particles: 4096 }), [5]),
    ];
    expect(two.probe).toEqual(one.probe);
    expect(two.kernel).toEqual(one.kernel);
    expect(largest(one.probeError!)).toBe(0);
    expect(largest(one.train)).toBeGreaterThan(0.1);
  });

  it.each(['none', 'scaled'])('is the tangent-kernel limit as α → ∞ (residual: %s)', async (residual) => {
    const spec = specOf({ ...small, alpha: 1000, residual, sigmaW: 1.2, activation: 'erf' });
    const problem = makeSetup(spec);
    const kernels = await kernelsAtInfinity(problem, noPause);
    const { y } = problem.data;
    const ntk = new LinearModel({ kernel: kernels.ntk, kernelProbe: kernels.ntkProbe, y });
    const times = [1, 10];
    const rows = await runLimit(backend, spec, times);
    for (const [k, t] of times.entries()) {
      const { train, probe } = ntk.outputs({ kind: 'flow' }, t);
      // 2 % of the targets: 16384 samples err by less than one.
      expect(largestDifference(rows[k].train, train)).toBeLessThan(0.012);
      expect(largestDifference(rows[k].probe, probe)).toBeLessThan(0.012);
      // The kernel does not move: its sampling error is its own at t = 0.
      expect(largestDifference(rows[k].lazyKernel, kernels.ntk)).toBeLessThan(0.03 * largest(kernels.ntk));
    }
  });

  it.each(['gaussian', 'signs'])(
    'is the particles of one hidden layer at H = 1 (output weights: %s)',
    async (outputLaw) => {
      const spec = specOf({ ...small, depth: 1, outputLaw });
      const particles = await MeanFieldPredictor.create(backend, makeSetup(spec), true, []);
      const times = [1, 10];
      const rows = await runLimit(backend, spec, times);
      for (const [k, t] of times.entries()) {
        await particles.advance(t, noPause);
        const { train, probe } = await particles.predict();
        // Both err by about 1 % of the targets.
        expect(largestDifference(rows[k].train, train)).toBeLessThan(0.012);
        expect(largestDifference(rows[k].probe, probe)).toBeLessThan(0.012);
        expect(largest(rows[k].probe)).toBeGreaterThan(0.1);
      }
      particles.close();
    },
  );

  it('frees everything, and has the same bits twice, whatever times were asked for', async () => {
    const spec = specOf({ ...small, particles: 512 });
    const [, alone] = await runLimit(backend, spec, [0, 5]);
    const rows = await runLimit(backend, spec, [0, 0.3, 2, 5]);
    expect(rows[3].probe).toEqual(alone.probe);
    expect(rows[3].kernel).toEqual(alone.kernel);
    expect(backend.memory().tensors).toBe(0);
  });

  it('takes the steps of gradient descent, momentum and batches, which tend to the flow as lr → 0', async () => {
    const flow = await runLimit(backend, specOf({ ...small, particles: 512 }), [2]);
    const error = async (change: Record<string, unknown>) => {
      const rows = await runLimit(backend, specOf({ ...small, particles: 512, ...change }), [2]);
      return largestDifference(rows[0].train, flow[0].train);
    };
    const coarse = await error({ optimizer: 'gd', lr: 0.1 });
    const fine = await error({ optimizer: 'gd', lr: 0.025 });
    // First order: four times smaller, up to the bases' own truncation of about half a per cent.
    expect(coarse).toBeGreaterThan(2 * fine);
    expect(fine).toBeLessThan(0.012);
    // Momentum 0 is gradient descent, and a batch of all points is too.
    const [gd] = await runLimit(backend, specOf({ ...small, particles: 512, optimizer: 'gd' }), [2]);
    for (const change of [
      { optimizer: 'momentum', momentum: 0 },
      { optimizer: 'sgd', batch: 3 },
    ]) {
      const [same] = await runLimit(backend, specOf({ ...small, particles: 512, ...change }), [2]);
      expect(largestDifference(same.train, gd.train)).toBeLessThan(1e-12);
    }
  });

  it('refuses what has no limit, or no room, before anything is drawn', async () => {
    for (const [change, message] of [
      [{ preset: 'standard' }, /preset standard has no limit/],
      [{ optimizer: 'noisy' }, /optimizer noisy has no mean field/],
      [{ depth: 10, particles: 16384, dataset: 'gaussian', n: 256, d: 8 }, /takes at least .* GB/],
    ] as const)
      await expect(runLimit(backend, specOf({ depth: 2, ...change }), [0])).rejects.toThrow(message);
    expect(backend.memory().tensors).toBe(0);
  });
});
