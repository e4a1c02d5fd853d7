import { beforeAll, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { runExperiment } from '../../../src/engine/run/runExperiment';
import type { Backend } from '../../../src/engine/tensor/backend';
import { defaultSpec } from '../../../src/protocol/fields';
import type { PredictorFrames } from '../../../src/protocol/run';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});

it('a hierarchy expanded at t₀ says nothing before, agrees with the network there, and drifts from the same K₀', async () => {
  const spec = { ...defaultSpec, width: 32, horizon: 20, expansion: 5 };
  const frames: PredictorFrames[] = [];
  let times = new Float64Array(0);
  await runExperiment(
    spec,
    {
      backend,
      float64: backend,
      choice: { backend: 'float64', adapter: '', precision: 0, reason: '' },
      clock: { now: () => 0 },
    },
    {
      predictors: ['nn', 'linearised', 'nth4'],
      emit: (event) => {
        if (event.kind === 'header') times = Float64Array.from(event.header.times);
        if (event.kind === 'frames') frames.push(event.frames);
        return Promise.resolve();
      },
    },
  );
  const column = (predictor: string, name: 'probe' | 'measures') =>
    frames.filter((f) => f.predictor === predictor).flatMap((f) => [...f[name]!]);
  const start = times.findIndex((t) => t >= spec.expansion);
  const p = column('nn', 'probe').length / times.length;
  for (const name of ['linearised', 'nth4']) {
    const probe = column(name, 'probe');
    expect(probe).toHaveLength(times.length * p);
    expect(probe.slice(0, start * p).every(Number.isNaN)).toBe(true);
    expect(probe.slice(start * p).every(Number.isFinite)).toBe(true);
  }
  // Just after t₀ the error of p = 4 is of order (t − t₀)⁴; its relative drift is the network's, not 0.
  const [nn, nth4] = ['nn', 'nth4'].map((name) => column(name, 'probe').slice(start * p, (start + 1) * p));
  nn.forEach((value, i) => expect(Math.abs(nth4[i] - value)).toBeLessThan(1e-4));
  const measures = column('nn', 'measures').length / times.length;
  const [drift, predicted] = ['nn', 'nth4'].map((name) => column(name, 'measures')[start * measures]);
  expect(drift).toBeGreaterThan(1e-3);
  expect(Math.abs(predicted / drift - 1)).toBeLessThan(1e-2);
});
