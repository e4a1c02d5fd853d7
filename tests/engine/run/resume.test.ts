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
  it.each(['gd', 'momentum', 'sgd'] as const)('goes on bit for bit under %s', async (optimizer) => {
    const spec: ExperimentSpec = { ...defaultSpec, width: 16, optimizer, lr: 0.5, horizon: 40, batch: 2 };
    const whole = await run(spec);
    const checkpoint = whole.checkpoints[Math.floor(whole.checkpoints.length / 2)];
    expect(checkpoint.index).toBeGreaterThan(5);
    const rest = await run(spec, checkpoint);
    expect(rest.frames[0].first).toBe(checkpoint.index + 1);
    for (const name of ['train', 'loss', 'measures'] as const) {
      expect(column(rest.frames, name, 0)).toEqual(column(whole.frames, name, checkpoint.index + 1));
    }
  });

  it('goes on within the tolerance of the flow, which chooses its steps anew', async () => {
    const spec: ExperimentSpec = { ...defaultSpec, width: 16, horizon: 20 };
    const whole = await run(spec);
    const checkpoint = whole.checkpoints[40];
    const rest = await run(spec, checkpoint);
    const [a, b] = [column(rest.frames, 'train', 0), column(whole.frames, 'train', checkpoint.index + 1)];
    expect(a.length).toBe(b.length);
    // MATH §8: trajectories of the flow agree to 1e-7.
    for (let i = 0; i < a.length; i++) expect(Math.abs(a[i] - b[i])).toBeLessThan(1e-7);
  });
});
