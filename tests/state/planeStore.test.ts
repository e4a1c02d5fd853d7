import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import { defaultLabSettings } from '../../src/protocol/labFields';
import { coarseToFine, planeOf, type Plane, type PlaneSettings } from '../../src/protocol/plane';
import type { SweepRow } from '../../src/protocol/sweep';
import type { TaskRequest } from '../../src/protocol/tasks';
import { PlaneRunner, planeStore } from '../../src/state/planeStore';
import { TaskFailed } from '../../src/state/pool/taskFailed';

interface Asked {
  readonly request: TaskRequest<'member'>;
  readonly signal: AbortSignal;
  answer(values?: SweepRow['values']): void;
  fail(message: string): void;
}

/** A pool whose answers are given by hand. */
class HandPool {
  readonly size = 2;
  readonly asked: Asked[] = [];

  readonly ask = ((_task: 'member', request: TaskRequest<'member'>, options: { signal: AbortSignal }) =>
    new Promise<SweepRow>((resolve, reject) => {
      const { key, overrides } = request.member;
      this.asked.push({
        request,
        signal: options.signal,
        answer: (values = { drift: 1 }) => resolve({ key, overrides, values, problem: null, seconds: 0.5 }),
        fail: (message) => reject(new TaskFailed({ name: 'x', message, field: null })),
      });
    })) as never;
}

function planeWith(patch: Partial<PlaneSettings>, spec = defaultSpec): Plane {
  const found = planeOf(spec, { ...defaultLabSettings.regimes, among: ['ntk'], cells: 4, ...patch });
  if ('problem' in found) throw new Error(found.problem);
  return found.plane;
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

describe('a plane on the page', () => {
  let pool: HandPool;
  let runner: PlaneRunner;
  beforeEach(() => {
    planeStore.setState({ plane: null, rows: [], before: [], status: 'idle', done: 0, failures: [] });
    pool = new HandPool();
    runner = new PlaneRunner(pool, (call) => call());
  });
  const state = () => planeStore.getState();
  const finish = async (): Promise<void> => {
    for (let k = 0; k < pool.asked.length; k++) {
      pool.asked[k].answer();
      await soon();
    }
  };

  it('asks as many at once as there are workers, coarse to fine, and is done after the last', async () => {
    const plane = planeWith({});
    runner.show(plane);
    expect(state()).toMatchObject({ status: 'running', done: 0 });
    expect(pool.asked).toHaveLength(2);
    await finish();
    const [first] = coarseToFine(plane);
    expect(pool.asked[0].request.member.overrides).toEqual({
      width: plane.x.values[first % 4],
      alpha: plane.y.values[Math.floor(first / 4)],
    });
    expect(state()).toMatchObject({ status: 'done', done: 16, secondsLeft: null });
    expect(state().rows.every((row) => row?.values.drift === 1)).toBe(true);
  });

  it('pauses, rests while nobody looks, and goes on', async () => {
    runner.show(planeWith({}));
    runner.pause(true);
    pool.asked[0].answer();
    await soon();
    expect(state()).toMatchObject({ status: 'paused', done: 1 });
    expect(pool.asked).toHaveLength(2);
    runner.pause(false);
    expect(pool.asked).toHaveLength(3);
    runner.hold(true);
    pool.asked[1].answer();
    await soon();
    expect(pool.asked).toHaveLength(3);
    runner.hold(false);
    expect(pool.asked).toHaveLength(4);
  });

  it('keeps what is done after a cancel, does not begin again by itself, and goes on without it', async () => {
    const plane = planeWith({});
    runner.show(plane);
    pool.asked[0].answer();
    await soon();
    runner.cancel();
    expect(pool.asked[2].signal.aborted).toBe(true);
    pool.asked[1].answer();
    await soon();
    expect(state()).toMatchObject({ status: 'cancelled', done: 1 });
    runner.show(planeWith({}));
    expect(state().status).toBe('cancelled');
    runner.start();
    expect(state()).toMatchObject({ status: 'running', done: 1 });
    await finish();
    expect(state()).toMatchObject({ status: 'done', done: 16 });
  });

  it('computes nothing twice: a plane seen before is there at once, more of a cell asks for the rest alone', async () => {
    runner.show(planeWith({}));
    await finish();
    runner.show(planeWith({ widthTo: 512 }));
    // The columns at 16 are the same networks.
    expect(state().done).toBe(4);
    expect(state().before).toHaveLength(16);
    await finish();
    const before = pool.asked.length;
    runner.show(planeWith({}));
    expect(state()).toMatchObject({ status: 'done', done: 16 });
    expect(pool.asked).toHaveLength(before);
    runner.show(planeWith({ among: ['nth4'] }));
    expect(pool.asked[before].request.outputs).toEqual(['hierarchies']);
    pool.asked[before].answer({ 'theory.nth4': 0.5 });
    await soon();
    expect(state().rows.some((row) => row?.values.drift === 1 && row.values['theory.nth4'] === 0.5)).toBe(
      true,
    );
  });

  it('takes a coarse picture from the plane before only where it is around the same experiment', async () => {
    runner.show(planeWith({}));
    await finish();
    runner.show(planeWith({}, { ...defaultSpec, seed: 9 }));
    expect(state().before).toEqual([]);
  });

  it('goes on after a cell that fails, and names it', async () => {
    runner.show(planeWith({}));
    pool.asked[0].fail('too large');
    await soon();
    expect(state().failures).toEqual([expect.stringMatching(/^alpha=.*&width=.*: too large$/)]);
    for (let k = 1; k < pool.asked.length; k++) {
      pool.asked[k].answer();
      await soon();
    }
    expect(state()).toMatchObject({ status: 'done', done: 15 });
  });
});
