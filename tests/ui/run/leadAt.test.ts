import { expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import type { RunEvent } from '../../../src/protocol/run';
import { requireSpec } from '../../../src/protocol/validate';
import { applyEvent } from '../../../src/state/applyEvent';
import { outputScale } from '../../../src/state/predictionError';
import { nothingKnown, type Run, type RunState } from '../../../src/state/runState';
import { leadAt } from '../../../src/ui/run/leadAt';

async function runOf(given: object): Promise<Run> {
  const spec = requireSpec({ particles: 64, precision: 'float64', ...given });
  let state: RunState = { ...nothingKnown, expectedId: 1 };
  await createAskHere()(
    'run',
    { spec, predictors: ['nn', 'linearised', 'ntk', 'meanField'] },
    {
      onEvent: (event: RunEvent) => {
        state = applyEvent(state, 1, event);
      },
    },
  );
  return state.run!;
}

const sentence = (run: Run, t: number) => leadAt(run, t, outputScale(run.series.nn!, run.header.p));

it('takes its numbers at the time that it names, wherever the playhead stands between two records', async () => {
  // One step: records at t = 0 and 0.5. Centred outputs are 0 at t = 0, of every theory.
  const run = await runOf({
    preset: 'jacot',
    n: 1,
    width: 3,
    activation: 'square',
    optimizer: 'gd',
    lr: 0.5,
    horizon: 0.5,
  });
  expect(sentence(run, 0.4)).toBe(sentence(run, 0));
  expect(sentence(run, 0.4)).toContain('At t = 0 the network and its theories start together');
  expect(sentence(run, 0.5)).toContain('By t = 0.5');
});

it('says where the network diverged, and what is known of it', async () => {
  const run = await runOf({ width: 16, activation: 'cube', optimizer: 'gd', lr: 40, horizon: 800 });
  const { times } = run.header;
  expect(sentence(run, times[times.length - 1])).toMatch(/^The network diverged at t = /);
  expect(sentence(run, 0)).not.toContain('diverged');
});
