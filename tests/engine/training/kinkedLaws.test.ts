import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { initialWeights, type Weights } from '../../../src/engine/network/drawWeights';
import { makeSetup } from '../../../src/engine/predictors/setup';
import type { Backend } from '../../../src/engine/tensor/backend';
import { Trainer, type TrainerOptions } from '../../../src/engine/training/trainer';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => {
  backend.close();
});

/** Kinked φ, one to three hidden layers, with and without biases (then the circle's antipodal points meet their kinks together). */
const specs: readonly Partial<ExperimentSpec>[] = [
  { activation: 'relu', depth: 1, width: 24, alpha: 1 },
  { activation: 'relu', depth: 1, width: 24, alpha: 1, sigmaB: 0 },
  { activation: 'abs', depth: 2, width: 16, alpha: 1, sigmaB: 0 },
  { activation: 'leakyRelu', activationParam: 0.1, depth: 2, width: 16, alpha: 2, residual: 'resnet' },
  { activation: 'relu', depth: 3, width: 12, alpha: 1 },
];
const named = specs.map((patch) => [JSON.stringify(patch), { ...defaultSpec, ...patch }] as const);

const [t1, t2] = [2, 8];

function start(spec: ExperimentSpec, options: TrainerOptions = {}): Promise<Trainer> {
  const { definition, data } = makeSetup(spec);
  return Trainer.create(backend, definition, data, spec, options);
}

/** Outputs at t2, and what the flow says of their error. */
async function finish(trainer: Trainer): Promise<{ readonly f: readonly number[]; readonly error: number }> {
  await trainer.advanceTo(t2, noPause);
  const f = [...(await trainer.trainOutputs())];
  const error = trainer.flowError ?? NaN;
  trainer.dispose();
  return { f, error };
}

/** Two routes to the same outputs differ by no more than both say that they are off. */
function expectTheSame(a: Awaited<ReturnType<typeof finish>>, b: Awaited<ReturnType<typeof finish>>): void {
  a.f.forEach((value, i) => {
    expect(Math.abs(value - b.f[i])).toBeLessThan(a.error + b.error);
  });
  expect(a.error + b.error).toBeLessThan(1e-6);
}

describe('laws of the flow past kinks', () => {
  it.each(named)('%s: to t₁ and from there on to t₂ is to t₂', async (_, spec) => {
    const whole = await finish(await start(spec));
    const stopped = await start(spec);
    await stopped.advanceTo(t1, noPause);
    const weights = await stopped.weights();
    const { t, steps } = stopped;
    const error = stopped.flowError ?? NaN;
    // Nothing but θ(t₁) is handed on: sides, held neurons and step sizes are found anew.
    const from = { t, steps, weights, velocity: null, flow: null };
    const { definition } = makeSetup(spec);
    const initial = initialWeights(definition.parametrisation, spec.seed);
    const rest = await finish(await start(spec, { initial, from }));
    expectTheSame({ ...rest, error: rest.error + error }, whole);
    stopped.dispose();
  });

  it.each(named)('%s: half the tolerance, the same outputs', async (_, spec) => {
    const tolerance = 1e-9;
    expectTheSame(
      await finish(await start(spec)),
      await finish(await start(spec, { flow: { tolerance: tolerance / 2 } })),
    );
  });

  it.each(named)('%s: in whatever order hidden neurons stand', async (_, spec) => {
    const { definition } = makeSetup(spec);
    const initial = initialWeights(definition.parametrisation, spec.seed);
    const turned = await start(spec, { initial: reversed(initial, spec.depth) });
    expectTheSame(await finish(await start(spec)), await finish(turned));
  });
});

/** The same function: the neurons of every hidden layer in reverse. */
function reversed({ weights, biases }: Weights, depth: number): Weights {
  const width = weights[depth].length;
  return {
    weights: weights.map((w, l) => {
      const columns = l === depth ? 1 : width;
      const rows = w.length / columns;
      return w.map((_, at) => {
        const [i, j] = [Math.floor(at / columns), at % columns];
        return w[(l === 0 ? i : rows - 1 - i) * columns + (l === depth ? j : columns - 1 - j)];
      });
    }),
    biases: biases.map((b, l) => (b === null || l === depth ? b : b.slice().reverse())),
  };
}
