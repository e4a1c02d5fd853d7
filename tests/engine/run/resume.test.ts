import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { runExperiment } from '../../../src/engine/run/runExperiment';
import type { Backend } from '../../../src/engine/tensor/backend';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';
import type { Checkpoint, PredictorFrames, RunEvent } from '../../../src/protocol/run';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});

/** Runs the network alone; the clock makes every recorded time a reason for a checkpoint. */
async function run(spec: ExperimentSpec, from?: Checkpoint) {
  const events: RunEvent[] = [];
  let now = 0;
  await runExperiment(
    spec,
    {
      backend,
      float64: backend,
      choice: { backend: 'float64', adapter: '', precision: 0, reason: '' },
      clock: { now: () => (now += 5000) },
    },
    {
      predictors: ['nn'],
      ...(from ? { from } : {}),
      emit: (event) => {
        events.push(event);
        return Promise.resolve();
      },
    },
  );
  const frames = events.flatMap((e) => (e.kind === 'frames' ? [e.frames] : []));
  const checkpoints = events.flatMap((e) => (e.kind === 'checkpoint' ? [e.checkpoint] : []));
  return { frames, checkpoints };
}

/** One column over all frames, from a recorded time on. */
function column(
  frames: readonly PredictorFrames[],
  name: 'train' | 'loss' | 'measures',
  first: number,
): number[] {
  return frames.flatMap((f) => {
    const values = f[name]!;
    const size = values.length / f.count;
    return [...values.slice(Math.max(0, first - f.first) * size)];
  });
}

describe('a run resumed from a checkpoint', () => {
  it.each(['gd', 'momentum', 'sgd', 'noisy'] as const)('goes on bit for bit under %s', async (optimizer) => {
    await sameBits({ ...defaultSpec, width: 16, optimizer, lr: 0.5, horizon: 40, batch: 2 });
  });

  // DOP853 for smooth activations, Dormand–Prince 5(4) from kink to kink for the others; biases add parameter arrays to the norm.
  it.each([
    ['smooth', { activation: 'tanh' }],
    ['kinked', { activation: 'relu', sigmaB: 0.5, depth: 2 }],
    ['kink by kink', { activation: 'relu' }],
    ['kink by kink, neurons held', { activation: 'abs', sigmaB: 0 }],
    ['at α = √m', { alpha: 'sqrt', centred: true }],
  ] as const)('goes on bit for bit under the flow, %s', async (_, patch) => {
    await sameBits({ ...defaultSpec, width: 16, horizon: 20, ...patch });
  });

  it('goes on within the tolerance of the flow from a memory of another integrator', async () => {
    const spec: ExperimentSpec = { ...defaultSpec, width: 16, horizon: 20 };
    const whole = await run(spec);
    const { flow, ...checkpoint } = whole.checkpoints[Math.floor(whole.checkpoints.length / 2)];
    const rest = await run(spec, { ...checkpoint, flow: { ...flow!, integrator: 'chunked' } });
    const [a, b] = [column(rest.frames, 'train', 0), column(whole.frames, 'train', checkpoint.index + 1)];
    expect(a.length).toBe(b.length);
    // MATH §8: trajectories of the flow agree to 1e-7.
    for (let i = 0; i < a.length; i++) expect(Math.abs(a[i] - b[i])).toBeLessThan(1e-7);
  });
});

/** From an early, a middle and a late checkpoint, and from one taken by a run that had been resumed itself. */
async function sameBits(spec: ExperimentSpec): Promise<void> {
  const whole = await run(spec);
  const { checkpoints } = whole;
  expect(checkpoints.length).toBeGreaterThan(5);
  const chosen = [1, Math.floor(checkpoints.length / 2), checkpoints.length - 3].map((i) => checkpoints[i]);
  const resumed = await run(spec, chosen[1]);
  for (const checkpoint of [...chosen, resumed.checkpoints[2]]) {
    const rest = await run(spec, checkpoint);
    expect(rest.frames[0].first).toBe(checkpoint.index + 1);
    for (const name of ['train', 'loss', 'measures'] as const)
      expect(column(rest.frames, name, 0)).toEqual(column(whole.frames, name, checkpoint.index + 1));
  }
}
