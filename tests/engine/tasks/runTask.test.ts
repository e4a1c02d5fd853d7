import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import type { TaskMeans } from '../../../src/engine/tasks/taskHandler';
import { runTask } from '../../../src/engine/tasks/runTask';
import { Recent } from '../../../src/engine/work/recent';
import type { RunEvent } from '../../../src/protocol/run';
import { requireSpec } from '../../../src/protocol/validate';

it('theories wait for no measurement of the network, and a part of a run is computed in the order that is asked', async () => {
  const backend = await createFloat64Backend();
  const means: TaskMeans = {
    clock: { now: () => 0 },
    float64: () => Promise.resolve(backend),
    choose: () => Promise.reject(new Error('measured')),
    limits: new Recent(1),
    gpuLost: () => null,
  };
  const spec = requireSpec({ n: 4, width: 8 });
  const events: RunEvent[] = [];
  const context = {
    emit: (event: RunEvent) => Promise.resolve(void events.push(event)),
    pause: () => undefined,
  };
  await runTask({ spec, predictors: ['ntk', 'linearised'], times: [0, 1] }, means, context);
  const through = events.flatMap((event) => (event.kind === 'status' ? [event.status.predictor] : []));
  expect(through).toEqual(['ntk', 'linearised']);
  await expect(runTask({ spec, predictors: ['nn'], times: [0] }, means, context)).rejects.toThrow('measured');
});
