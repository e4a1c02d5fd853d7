import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { disposeKernel } from '../../../src/engine/kernel/tangentKernel';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { Trainer } from '../../../src/engine/training/trainer';
import type { Backend } from '../../../src/engine/tensor/backend';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';
import type { ActivationName } from '../../../src/theory/activations/names';

interface Case {
  readonly activation: ActivationName;
  readonly param: number;
  readonly width: number;
  readonly alpha: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly x: number[][];
  readonly y: number[];
  readonly depth: number;
  /** W¹ … W^H, a and b¹ … b^H. */
  readonly weights: (number[] | number[][])[];
  readonly biases: number[][];
  readonly times: number[];
  readonly train: number[][];
  readonly error: number;
}

const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/kinkedFlow.json', import.meta.url), 'utf8'),
) as Case[];
const named = cases.map(
  (c) => [`${c.activation}, H = ${c.depth}, m = ${c.width}, α = ${c.alpha}`, c] as const,
);

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => {
  backend.close();
});

function create(c: Case): Promise<Trainer> {
  const { activation, param, depth, width, alpha, sigmaW, sigmaB } = c;
  const spec = { ...defaultSpec, activation, activationParam: param, depth, width, alpha, sigmaW, sigmaB };
  return Trainer.create(
    backend,
    networkDefinition(spec, 2),
    { x: Float64Array.from(c.x.flat()), y: Float64Array.from(c.y), n: c.y.length, d: 2 },
    spec,
    {
      initial: {
        weights: c.weights.map((w) => Float64Array.from(w.flat())),
        biases: [...c.biases.map((b) => Float64Array.from(b)), null],
      },
    },
  );
}

interface Trained {
  readonly train: readonly number[];
  readonly probe: readonly number[];
  readonly error: number;
}

/** The network of a spec at the last of the times. */
async function trained(
  patch: Partial<ExperimentSpec>,
  times: number | readonly number[],
  tolerance?: number,
): Promise<Trained> {
  const problem = makeSetup({ ...defaultSpec, ...patch });
  const { definition, data, spec } = problem;
  const options = tolerance === undefined ? {} : { flow: { tolerance } };
  const trainer = await Trainer.create(backend, definition, data, spec, options);
  for (const t of [times].flat()) await trainer.advanceTo(t, noPause);
  const x = backend.upload(data.xProbe, data.p, data.d);
  const train = [...(await trainer.trainOutputs())];
  const probe = [...(await trainer.outputs(x))];
  const error = trainer.flowError ?? NaN;
  backend.dispose(x);
  trainer.dispose();
  return { train, probe, error };
}

function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

describe('gradient flow past kinks', () => {
  it.each(named)('%s: the limit of ramps ever steeper', async (_, c) => {
    const trainer = await create(c);
    for (const [k, t] of c.times.entries()) {
      await trainer.advanceTo(t, noPause);
      const f = await trainer.trainOutputs();
      // The ramp's own error, and 1e-9 a step over a hundred steps.
      c.train[k].forEach((value, i) => {
        expect(Math.abs(f[i] - value)).toBeLessThan(10 * c.error + 1e-7);
      });
    }
    trainer.dispose();
    expect(backend.memory().tensors).toBe(0);
  });

  it.each(named)('%s: does not depend on the times asked for, and moves as its kernel says', async (_, c) => {
    const often = await create(c);
    const once = await create(c);
    for (let t = 0.1; t < 5; t += 0.1) await often.advanceTo(t, noPause);
    const h = 1e-4;
    const n = c.y.length;
    const at = async (trainer: Trainer, t: number) => {
      await trainer.advanceTo(t, noPause);
      return Array.from(await trainer.trainOutputs());
    };
    const before = await at(once, 6 - h);
    const middle = await at(once, 6);
    const kernel = once.kernel();
    const K = backend.peek(kernel.total)!.slice();
    disposeKernel(backend, kernel);
    const after = await at(once, 6 + h);
    expect(await at(often, 6 + h)).toEqual(after);
    // ∂_t f = −(lazy/n) K g also where neurons are held: the kernel has the slopes that hold them.
    const lazy = once.definition.lazyFactor;
    middle.forEach((_f, i) => {
      const predicted = middle.reduce((s, f, j) => s - (lazy / n) * K[i * n + j] * (f - c.y[j]), 0);
      expect(Math.abs((after[i] - before[i]) / (2 * h) - predicted)).toBeLessThan(1e-4);
    });
    often.dispose();
    once.dispose();
  });

  // An independent implementation in float64, tiny steps: probe 89 at t = 10, to the digits it was given with.
  it('abs, α = 1, m = 64: the outputs where the slope that holds a neuron passes a pole', async () => {
    const { probe } = await trained({ activation: 'abs', alpha: 1, width: 64 }, 10);
    expect(Math.abs(probe[89] - 0.56803)).toBeLessThan(5e-6);
  });

  it('says no less than its error', async () => {
    for (const patch of [
      { activation: 'relu', alpha: 1, width: 32 },
      { activation: 'abs', alpha: 2, width: 24, depth: 2 },
      { activation: 'leakyRelu', activationParam: 0.1, alpha: 1, width: 16, depth: 3 },
      { activation: 'elu', alpha: 1, width: 32 },
    ] as const) {
      const shown = await trained(patch, 20);
      const fine = await trained(patch, 20, 1e-12);
      expect(shown.error).toBeLessThan(1e-6);
      expect(distance(shown.train, fine.train)).toBeLessThan(shown.error);
    }
  });

  it('elu, whose second derivative jumps: as a tolerance a thousand times smaller', async () => {
    const problem = makeSetup({ ...defaultSpec, activation: 'elu', alpha: 1, width: 32 });
    const { definition, data, spec } = problem;
    const shown = await Trainer.create(backend, definition, data, spec);
    const tight = await Trainer.create(backend, definition, data, spec, { flow: { tolerance: 1e-11 } });
    for (const trainer of [shown, tight]) await trainer.advanceTo(20, noPause);
    const [f, g] = [await shown.trainOutputs(), await tight.trainOutputs()];
    f.forEach((value, i) => {
      expect(Math.abs(value - g[i])).toBeLessThan(1e-6);
    });
    shown.dispose();
    tight.dispose();
  });

  it('goes on from a checkpoint to within its accuracy', async () => {
    const problem = makeSetup({ ...defaultSpec, activation: 'relu', alpha: 1, width: 32 });
    const { definition, data, spec } = problem;
    const initial = initialWeights(definition.parametrisation, spec.seed);
    const whole = await Trainer.create(backend, definition, data, spec, { initial });
    await whole.advanceTo(3, noPause);
    const from = await whole.checkpoint();
    await whole.advanceTo(9, noPause);
    const resumed = await Trainer.create(backend, definition, data, spec, { initial, from });
    await resumed.advanceTo(9, noPause);
    const [f, g] = [await whole.trainOutputs(), await resumed.trainOutputs()];
    f.forEach((value, i) => {
      expect(Math.abs(value - g[i])).toBeLessThan(1e-6);
    });
    whole.dispose();
    resumed.dispose();
  });
});
