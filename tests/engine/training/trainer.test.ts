import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { disposeKernel } from '../../../src/engine/kernel/tangentKernel';
import { drawWeights, initialWeights } from '../../../src/engine/network/drawWeights';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import type { NetworkFields } from '../../../src/engine/network/networkDefinition';
import { downloadState } from '../../../src/engine/network/networkState';
import { Cancelled, noPause } from '../../../src/engine/work/pause';
import type { Backend } from '../../../src/engine/tensor/backend';
import { learningRateLimit } from '../../../src/protocol/learningRateLimit';
import type { TrainerOptions } from '../../../src/engine/training/trainer';
import { Trainer } from '../../../src/engine/training/trainer';
import type { TrainingRule } from '../../../src/engine/training/trainingRule';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';
import { permutation } from '../../../src/theory/random/permutation';

const fields: NetworkFields = {
  preset: 'ntk-alpha',
  width: 24,
  depth: 2,
  activation: 'tanh',
  activationParam: 1,
  sigmaW: 1.4,
  sigmaB: 0.2,
  sigmaA: 1,
  alpha: 'sqrt',
  residual: 'none',
  centred: false,
  lrRule: 'lazy',
  outputLaw: 'gaussian',
  trained: 'all',
};
const rule: TrainingRule = {
  loss: 'square',
  optimizer: 'gd',
  lr: 0.1,
  batch: 2,
  momentum: 0.9,
  decayU: 0,
  decayTheta: 0,
  temperature: 0,
  seed: 5,
};
const n = 5;
const d = 3;
const data = {
  x: normal(prngKey(1), n * d),
  y: normal(prngKey(2), n).map((v) => (v > 0 ? 1 : -1)),
  n,
  d,
};

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

function create(
  change: Partial<NetworkFields & TrainingRule> = {},
  options: TrainerOptions = {},
  on = backend,
) {
  const definition = networkDefinition({ ...fields, ...change }, d);
  return Trainer.create(on, definition, data, { ...rule, ...change }, options);
}

/** The same numbers behind an interface that cannot be read at once, as on a GPU. */
function withoutPeek(): Backend {
  return new Proxy(backend, {
    get(target, key) {
      if (key === 'peek') return () => null;
      const value = Reflect.get(target, key, target) as unknown;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function outputsAt(trainer: Trainer, t: number): Promise<number[]> {
  await trainer.advanceTo(t, noPause);
  return Array.from(await trainer.trainOutputs());
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((v, i) => Math.abs(v - b[i])));
}

describe('gradient flow', () => {
  it('does not depend on the times asked for', async () => {
    const often = await create({ optimizer: 'flow' });
    for (let i = 1; i < 40; i++) await often.advanceTo(0.1 * i, noPause);
    const once = await create({ optimizer: 'flow' });
    expect(await outputsAt(often, 4)).toEqual(await outputsAt(once, 4));
    often.dispose();
    once.dispose();
  });

  it('moves the outputs as the kernel says: ∂_t f = −(lazy/n) K g', async () => {
    const trainer = await create({ optimizer: 'flow', alpha: 2 });
    const h = 1e-3;
    const before = await outputsAt(trainer, 1 - h);
    const middle = await outputsAt(trainer, 1);
    const kernel = trainer.kernel();
    const K = backend.peek(kernel.total)!;
    disposeKernel(backend, kernel);
    const after = await outputsAt(trainer, 1 + h);
    const lazy = trainer.definition.lazyFactor;
    const predicted = middle.map((_, i) =>
      middle.reduce((s, f, j) => s - (lazy / n) * K[i * n + j] * (f - data.y[j]), 0),
    );
    const measured = after.map((f, i) => (f - before[i]) / (2 * h));
    // Central difference: h²/6 f‴ ≈ 1e-7, and the trajectory's 1e-9/h ≈ 1e-6.
    expect(distance(measured, predicted)).toBeLessThan(3e-6);
    trainer.dispose();
  });

  it.each(['tanh', 'relu'] as const)(
    '%s: chunks without read-back agree with the controlled flow',
    async (activation) => {
      const dense = await create({ optimizer: 'flow', activation });
      const flow = { tolerance: 1e-6, order: 5 as const };
      const chunked = await create({ optimizer: 'flow', activation }, { flow }, withoutPeek());
      for (const t of [0.3, 2, 7]) {
        // tanh: tolerance 1e-6 a step, tens of steps; relu: both accept jumps (flowTolerance), 1e-3.
        const tolerance = activation === 'tanh' ? 1e-5 : 3e-3;
        expect(distance(await outputsAt(dense, t), await outputsAt(chunked, t))).toBeLessThan(tolerance);
        expect(chunked.t).toBe(t);
      }
      dense.dispose();
      chunked.dispose();
      expect(backend.memory().tensors).toBe(0);
    },
  );

  it('is the limit of gradient descent, to first order in lr', async () => {
    const flow = await create({ optimizer: 'flow' });
    const limit = await outputsAt(flow, 2);
    const errors: number[] = [];
    for (const lr of [0.02, 0.01]) {
      const steps = await create({ lr });
      errors.push(distance(await outputsAt(steps, 2), limit));
      steps.dispose();
    }
    expect(errors[0] / errors[1]).toBeGreaterThan(1.9);
    expect(errors[0] / errors[1]).toBeLessThan(2.1);
    flow.dispose();
  });

  it('goes on from a checkpoint', async () => {
    const whole = await create({ optimizer: 'flow' });
    const first = await create({ optimizer: 'flow' });
    await first.advanceTo(1.3, noPause);
    const second = await create({ optimizer: 'flow' }, { from: await first.checkpoint() });
    // It begins with the step that led over 1.3, so that times inside it are interpolated from the same stages.
    expect(second.t).toBeLessThanOrEqual(1.3);
    expect(await outputsAt(second, 4)).toEqual(await outputsAt(whole, 4));
    expect(Array.from(await second.relativeMotion())).not.toContain(0);
    [whole, first, second].forEach((t) => t.dispose());
  });
});

describe('steps', () => {
  it('the time between two steps is the step before it', async () => {
    const trainer = await create({ lr: 0.1 });
    await trainer.advanceTo(0.3, noPause);
    expect(trainer.steps).toBe(3);
    await trainer.advanceTo(0.39, noPause);
    expect(trainer.steps).toBe(3);
    trainer.dispose();
  });

  it.each(['gd', 'momentum', 'sgd'] as const)(
    '%s: a checkpoint continues to the same bits',
    async (optimizer) => {
      const whole = await create({ optimizer });
      const first = await create({ optimizer });
      await first.advanceTo(0.7, noPause);
      const second = await create({ optimizer }, { from: await first.checkpoint() });
      expect(await outputsAt(second, 2)).toEqual(await outputsAt(whole, 2));
      [whole, first, second].forEach((t) => t.dispose());
    },
  );

  it.each(['gd', 'momentum', 'sgd', 'noisy'] as const)(
    '%s: blind chunks make the same steps',
    async (optimizer) => {
      const watched = await create({ optimizer, temperature: 0.01 });
      const blind = await create({ optimizer, temperature: 0.01 }, {}, withoutPeek());
      expect(await outputsAt(blind, 5)).toEqual(await outputsAt(watched, 5));
      [watched, blind].forEach((t) => t.dispose());
      expect(backend.memory().tensors).toBe(0);
    },
  );

  it('sgd takes its batches in the order of MATH §1', async () => {
    // Each step by hand: gradient descent on the rows of the batch alone.
    const sgd = await create({ optimizer: 'sgd' });
    let from: TrainerOptions = {};
    for (let k = 0; k < 7; k++) {
      const epoch = Math.floor(k / 3);
      const order = permutation(foldIn(foldIn(prngKey(5), 1000), epoch), n);
      const rows = Array.from(order.slice(2 * (k % 3), 2 * (k % 3) + 2));
      const part = {
        x: Float64Array.from(rows.flatMap((r) => Array.from(data.x.slice(r * d, r * d + d)))),
        y: Float64Array.from(rows, (r) => data.y[r]),
        n: rows.length,
        d,
      };
      const one = await Trainer.create(backend, networkDefinition(fields, d), part, rule, from);
      await one.advanceTo((k + 1) * rule.lr, noPause);
      from = { from: await one.checkpoint() };
      one.dispose();
    }
    await sgd.advanceTo(0.7, noPause);
    const state = await downloadState(backend, sgd.state);
    const expected = from.from!.weights;
    state.weights.forEach((w, l) => {
      expect(distance(Array.from(w), Array.from(expected.weights[l]))).toBeLessThan(1e-14);
    });
    sgd.dispose();
  });

  it('noise has variance 2 λ_p lr and comes from its own stream', async () => {
    const change = { optimizer: 'noisy', temperature: 0.3, preset: 'fang', depth: 1, alpha: 1 } as const;
    const noisy = await create(change);
    const quiet = await create({ ...change, temperature: 0 });
    for (const t of [noisy, quiet]) await t.advanceTo(0.1, noPause);
    const [a, b] = [await downloadState(backend, noisy.state), await downloadState(backend, quiet.state)];
    for (const l of [0, 1]) {
      const draws = normal(foldIn(foldIn(foldIn(prngKey(5), l + 1), 2), 0), a.weights[l].length);
      const expected = draws.map((v) => v * Math.sqrt(2 * 0.3 * 0.1));
      const actual = a.weights[l].map((v, i) => v - b.weights[l][i]);
      expect(distance(Array.from(actual), Array.from(expected))).toBeLessThan(1e-14);
    }
    [noisy, quiet].forEach((t) => t.dispose());
  });

  it('weight decay alone shrinks u by e^{−λ_u t} and θ by e^{−λ_θ t} under the mean-field clock', async () => {
    // fang, α = 1: lazy = m, so lazy · λ/m = λ. Zero inputs leave nothing but the decay.
    const definition = networkDefinition({ ...fields, preset: 'fang', depth: 1, alpha: 1 }, d);
    const still = { ...data, x: new Float64Array(n * d) };
    const decaying = { ...rule, optimizer: 'flow', decayU: 0.5, decayTheta: 0.2 } as const;
    const trainer = await Trainer.create(backend, definition, still, decaying);
    await trainer.advanceTo(2, noPause);
    const state = await downloadState(backend, trainer.state);
    const start = initialWeights(definition.parametrisation, 5);
    for (const [l, rate] of [
      [0, 0.2],
      [1, 0.5],
    ]) {
      const expected = start.weights[l].map((v) => v * Math.exp(-rate * 2));
      expect(distance(Array.from(state.weights[l]), Array.from(expected))).toBeLessThan(1e-7);
    }
    trainer.dispose();
  });

  it('a learning rate beyond the limit diverges, one below does not, and the past stays', async () => {
    const probe = await create({ activation: 'linear' });
    const kernel = probe.kernel();
    const K = backend.peek(kernel.total)!;
    disposeKernel(backend, kernel);
    probe.dispose();
    // Power iteration for λ_max(K/n).
    let v = new Float64Array(n).fill(1).map((_, i) => 1 + 0.1 * i);
    let lambda = 0;
    for (let k = 0; k < 500; k++) {
      const w = v.map((_, i) => v.reduce((s, u, j) => s + (K[i * n + j] * u) / n, 0));
      lambda = Math.sqrt(w.reduce((s, u) => s + u * u, 0));
      v = w.map((u) => u / lambda);
    }
    const limit = learningRateLimit({ ...rule, optimizer: 'gd' }, lambda);
    const below = await create({ activation: 'linear', lr: 0.5 * limit });
    await below.advanceTo(100 * limit, noPause);
    expect(below.divergence).toBeNull();
    below.dispose();
    for (const on of [backend, withoutPeek()]) {
      const beyond = await create({ activation: 'linear', lr: 4 * limit }, {}, on);
      const after = 4000 * limit;
      await beyond.advanceTo(after, noPause);
      expect(beyond.divergence).not.toBeNull();
      expect(beyond.divergence!.t).toBeCloseTo(beyond.divergence!.step * 4 * limit, 10);
      expect(beyond.divergence!.step).toBeLessThan(100);
      expect(beyond.divergence!.remedy).toContain('learning rate well below 2/λ_max(cK₀/n)');
      const { step } = beyond.divergence!;
      await beyond.advanceTo(2 * after, noPause);
      expect(beyond.steps).toBe(step);
      beyond.dispose();
    }
    expect(backend.memory().tensors).toBe(0);
  });

  it('can be stopped between any two steps', async () => {
    const trainer = await create();
    let calls = 0;
    const stop = () => {
      if (++calls === 4) throw new Cancelled();
      return undefined;
    };
    await expect(trainer.advanceTo(10, stop)).rejects.toThrow(Cancelled);
    expect(trainer.steps).toBe(4);
    trainer.dispose();
    expect(backend.memory().tensors).toBe(0);
  });
});

it('memory is constant over 10,000 steps (200 noisy ones, the flow to t = 20)', async () => {
  for (const optimizer of ['flow', 'gd', 'sgd', 'momentum', 'noisy'] as const) {
    const trainer = await create({ optimizer, width: 4, temperature: 1e-4, centred: true });
    const x = backend.upload(data.x, n, d);
    const seen = new Set<string>();
    const steps = optimizer === 'flow' || optimizer === 'noisy' ? 200 : 10_000;
    for (let k = 1; k <= 10; k++) {
      await trainer.advanceTo((k * steps * rule.lr) / 10, noPause);
      await trainer.outputs(x);
      disposeKernel(backend, trainer.kernel());
      await trainer.relativeMotion();
      // The flow keeps up to three more stages of its last step once it has interpolated in it.
      const { tensors, bytes } = backend.memory();
      if (k > 1) seen.add(optimizer === 'flow' ? 'bounded' : `${tensors} ${bytes}`);
      expect(tensors).toBeLessThan(200);
    }
    expect(seen.size).toBe(1);
    trainer.dispose();
    backend.dispose(x);
    expect(backend.memory().tensors).toBe(0);
  }
});

it('a centred network starts at exactly 0 everywhere', async () => {
  const trainer = await create({ centred: true });
  const x = backend.upload(normal(prngKey(9), 4 * d), 4, d);
  expect(Array.from(await trainer.trainOutputs())).toEqual([0, 0, 0, 0, 0]);
  expect(Array.from(await trainer.outputs(x))).toEqual([0, 0, 0, 0]);
  trainer.dispose();
  backend.dispose(x);
});

it('starts from weights given', async () => {
  const definition = networkDefinition(fields, d);
  const initial = drawWeights(definition.parametrisation, foldIn(prngKey(5), 77));
  const trainer = await create({}, { initial });
  const state = await downloadState(backend, trainer.state);
  expect(Array.from(state.weights[1])).toEqual(Array.from(initial.weights[1]));
  trainer.dispose();
});
