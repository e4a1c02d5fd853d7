import { afterEach, describe, expect, it } from 'vitest';
import { createAskHere } from '../../src/engine/tasks/askHere';
import { defaultLabSettings } from '../../src/protocol/labFields';
import type { TaskName } from '../../src/protocol/tasks';
import { validateSpec } from '../../src/protocol/validate';
import { meanFieldStore, nothingOfMeanField, startMeanField } from '../../src/state/meanFieldStore';
import type { Pool } from '../../src/state/pool/pool';
import { TaskFailed } from '../../src/state/pool/taskFailed';

const { spec } = validateSpec({ n: 3, alpha: 1, horizon: 1, width: 16 });
const frozen = { ...spec, outputLaw: 'signs', trained: 'hidden', sigmaB: 0 } as const;
const settings = { ...defaultLabSettings.particles, count: 64, grid: 16 };
/** Moments are shown at once. */
const clock = {
  now: () => 0,
  after: (_: number, call: () => void) => {
    call();
    return () => undefined;
  },
};

/** The engine in this process in place of the pool; failures are what the pool makes of them. */
function poolHere(): { readonly pool: Pick<Pool, 'ask'>; readonly asked: TaskName[] } {
  const here = createAskHere();
  const asked: TaskName[] = [];
  const ask: Pool['ask'] = async (task, request, options = {}) => {
    asked.push(task);
    try {
      return await here(task, request, options);
    } catch (thrown) {
      throw new TaskFailed({ name: 'Error', message: (thrown as Error).message, field: null });
    }
  };
  return { pool: { ask }, asked };
}

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      const { particles, density, chaos } = meanFieldStore.getState();
      if (particles.computing || density.computing || chaos?.computing) setTimeout(look, 5);
      else resolve();
    };
    look();
  });

afterEach(() => meanFieldStore.setState(nothingOfMeanField, true));

describe('the mean field of the present experiment', () => {
  it('gathers particles and density, and computes nothing twice', async () => {
    const { pool, asked } = poolHere();
    const client = startMeanField(pool, clock);
    client.follow(frozen, settings);
    await settled();
    const { particles, density } = meanFieldStore.getState();
    expect(particles.frames).toHaveLength(particles.start!.times.length);
    expect(density.frames.map(({ index }) => index)).toEqual(particles.frames.map(({ index }) => index));
    client.follow({ ...frozen, theme: 'dark', predictors: ['nn'] }, { ...settings, trails: false });
    expect(asked).toEqual(['particles', 'density']);
    client.follow(frozen, { ...settings, grid: 32 });
    expect(asked).toEqual(['particles', 'density', 'density']);
    await settled();
    client.close();
    expect(meanFieldStore.getState()).toEqual(nothingOfMeanField);
  });

  it('says why there is no density, and keeps the particles', async () => {
    const client = startMeanField(poolHere().pool, clock);
    client.follow(spec, settings);
    await settled();
    const { particles, density } = meanFieldStore.getState();
    expect(density.problem).toMatch(/^outputLaw must be signs/);
    expect(density.frames).toEqual([]);
    expect(particles.problem).toBeNull();
    expect(particles.frames.length).toBeGreaterThan(0);
    client.close();
  });
});
