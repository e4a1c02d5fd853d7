import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { runExperiment } from '../../../src/engine/run/runExperiment';
import type { Backend } from '../../../src/engine/tensor/backend';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';
import type { PredictorName } from '../../../src/protocol/predictors';
import type { PredictorStatus } from '../../../src/protocol/run';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => {
  backend.close();
});

async function statuses(spec: ExperimentSpec, times: readonly number[]) {
  const found: Partial<Record<PredictorName, PredictorStatus>> = {};
  let finite = true;
  await runExperiment(
    spec,
    {
      backend,
      float64: backend,
      choice: { backend: 'float64', adapter: '', precision: 0, reason: '' },
      clock: { now: () => 0 },
    },
    {
      predictors: spec.predictors,
      times,
      emit: (event) => {
        if (event.kind === 'status') found[event.status.predictor] = event.status;
        if (event.kind === 'frames') finite &&= event.frames.train.every(Number.isFinite);
        return Promise.resolve();
      },
    },
  );
  return { found, finite };
}

describe('where a linear model leaves its validity', () => {
  it('does not depend on the times asked for', async () => {
    const spec: ExperimentSpec = {
      ...defaultSpec,
      width: 16,
      optimizer: 'gd',
      lr: 5,
      horizon: 600,
      predictors: ['linearised', 'ntk'],
    };
    const rare = await statuses(spec, [0, 600]);
    const often = await statuses(
      spec,
      Array.from({ length: 121 }, (_, k) => 5 * k),
    );
    for (const name of ['linearised', 'ntk'] as const) {
      expect(rare.found[name]?.state).toBe('diverged');
      expect(rare.found[name]?.divergedAt).toBe(often.found[name]?.divergedAt);
      expect(rare.found[name]?.divergedAt).toBeLessThan(600);
      expect(rare.found[name]?.divergedAt).toBeGreaterThan(5);
    }
  });

  it.each(['square', 'logistic'] as const)('is t = 0 where nothing is finite, %s loss', async (loss) => {
    const { found, finite } = await statuses(
      {
        ...defaultSpec,
        activation: 'cube',
        depth: 6,
        width: 8,
        dataset: 'points',
        points: { x: [[1e6], [-1e6]], y: [1, -1] },
        n: 2,
        d: 1,
        loss,
        predictors: ['linearised'],
      },
      [0, 1],
    );
    expect(found.linearised?.state).toBe('diverged');
    expect(found.linearised?.divergedAt).toBe(0);
    expect(found.linearised?.message).toContain('1.8e308');
    expect(finite).toBe(true);
  });
});
