/** The page and the command line write one document: one script reads both. */
import { expect, it } from 'vitest';
import { experimentJson } from '../../src/cli/experimentJson';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { recordedTimes } from '../../src/engine/run/recordedTimes';
import { runExperiment } from '../../src/engine/run/runExperiment';
import { defaultSpec } from '../../src/protocol/fields';
import { runDocument } from '../../src/protocol/runDocument';
import { validateSpec } from '../../src/protocol/validate';
import { applyEvent } from '../../src/state/applyEvent';
import { recordedPredictors } from '../../src/state/recordedPredictors';
import { nothingKnown, type RunState } from '../../src/state/runState';

// At width 8 the hierarchy truncated at p = 3 blows up within this horizon; expanded at t = 5 it has no rows before.
const { spec } = validateSpec({
  ...defaultSpec,
  width: 8,
  horizon: 200,
  expansion: 5,
  centred: false,
  predictors: ['nn', 'linearised', 'nth3', 'ntk'],
});

it('also for a predictor that stops early and one that starts late', async () => {
  const backend = await createFloat64Backend();
  const choice = { backend: 'float64', adapter: backend.adapter, precision: 0, reason: 'a test' } as const;
  let state: RunState = { ...nothingKnown, expectedId: 0 };
  await runExperiment(
    spec,
    // A clock that runs makes many batches of frames.
    { backend, float64: backend, choice, clock: { now: () => performance.now() } },
    {
      predictors: spec.predictors,
      emit: (event) => {
        state = applyEvent(state, 0, event);
        return Promise.resolve();
      },
    },
  );
  const run = state.run!;
  const page: unknown = JSON.parse(JSON.stringify(runDocument(run.header, recordedPredictors(run), true)));
  const printed = await experimentJson(spec, [...recordedTimes(spec)], new Set(['kernels']));
  const { predictors } = printed as {
    predictors: Record<string, { train: unknown[]; divergedAt: number | null }>;
  };
  expect(predictors.nth3.divergedAt).toBeLessThan(200);
  expect(predictors.nth3.train[0]).toBeNull();
  expect(predictors.nth3.train.at(-1)).toBeNull();
  expect(predictors.nth3.train.filter((row) => row !== null).length).toBeGreaterThan(3);
  expect(page).toEqual(JSON.parse(JSON.stringify(printed)));
});
