import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { runExperiment } from '../../../src/engine/run/runExperiment';
import type { Backend } from '../../../src/engine/tensor/backend';
import { defaultSpec } from '../../../src/protocol/fields';
import type { RunEvent } from '../../../src/protocol/run';

/** A device that answers so many read-backs and then is gone, as a browser says it: in its own words, to whoever waits. */
function mortalGpu(backend: Backend, answers: number): Backend {
  let left = answers;
  return new Proxy(backend, {
    get(target, key) {
      if (key === 'name') return 'webgpu';
      if (key === 'download')
        return (t: never) =>
          left-- > 0
            ? target.download(t)
            : Promise.reject(new DOMException("Failed to execute 'mapAsync' on 'GPUBuffer'"));
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

it.each([2, 60, 300])(
  'a GPU that is gone after %i read-backs ends the run as lost, and no predictor counts as refused',
  async (answers) => {
    const float64 = await createFloat64Backend();
    const events: RunEvent[] = [];
    const run = runExperiment(
      { ...defaultSpec, width: 16, horizon: 5 },
      {
        backend: mortalGpu(float64, answers),
        float64,
        choice: { backend: 'webgpu', adapter: '', precision: 0, reason: '' },
        clock: { now: () => performance.now() },
      },
      {
        predictors: ['nn', 'ntk'],
        emit: (event) => {
          events.push(event);
          return Promise.resolve();
        },
      },
    );
    if (answers === 2) await expect(run).rejects.toThrow();
    else await expect(run).rejects.toMatchObject({ name: 'GpuLost', field: 'precision' });
    expect(events.filter(({ kind }) => kind === 'status')).toEqual([]);
  },
);
