import { beforeEach, describe, expect, it } from 'vitest';
import { experiment } from '../../src/experiments/experiment';
import { n2 } from '../../src/experiments/notes/n2';
import { sweep } from '../../src/experiments/needs';
import type { SweepPlan, SweepRow } from '../../src/protocol/sweep';
import { sweepMembers } from '../../src/protocol/sweep';
import type { Ask } from '../../src/protocol/tasks';
import { ExperimentRunner, experimentRunStore } from '../../src/state/experimentRunner';
import { sweepStore } from '../../src/state/sweepStore';

const { title, source, spec, lookFor } = n2;
const plan: SweepPlan = {
  base: spec,
  axes: [
    { field: 'alpha', values: [1, 2] },
    { field: 'seed', values: [0, 1] },
  ],
  outputs: ['drift'],
};
const larger: SweepPlan = { ...plan, axes: [{ field: 'seed', values: [0, 1, 2, 3, 4] }] };

const subject = experiment({
  id: 'X1',
  title,
  source,
  spec,
  lookFor,
  needs: { rows: sweep(plan) },
  paperSize: { needs: { rows: sweep(larger) }, coreSeconds: 60 },
  check: ({ rows }) => ({ grade: 'seen', because: `${rows.length} rows`, numbers: {} }),
});

const rowOf = ({ member }: { member: { key: string; overrides: SweepRow['overrides'] } }): SweepRow => ({
  key: member.key,
  overrides: member.overrides,
  values: { drift: 1 },
  problem: null,
  seconds: 1,
});

/** Answers when told to; an aborted task rejects, as the pool's do. */
function heldAsk() {
  const held: { key: string; answer: () => void; fail: (message: string) => void }[] = [];
  const ask = ((_: string, request: Parameters<typeof rowOf>[0], { signal }: { signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('stopped')));
      held.push({
        key: request.member.key,
        answer: () => resolve(rowOf(request)),
        fail: (message) => reject(new Error(message)),
      });
    })) as unknown as Ask;
  return { ask, held };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const state = () => experimentRunStore.getState().X1;

describe('the page’s runner of experiments', () => {
  let time: number;
  let runner: ExperimentRunner;
  let held: ReturnType<typeof heldAsk>['held'];
  beforeEach(() => {
    experimentRunStore.setState({}, true);
    sweepStore.setState({ status: 'idle', plan: null, rows: [], total: 0, failures: [] });
    time = 0;
    const fake = heldAsk();
    held = fake.held;
    runner = new ExperimentRunner({ ask: fake.ask, size: 2 }, () => time);
  });

  it('asks for as many tasks at once as there are workers, says how far it is, and judges at the end', async () => {
    const done = runner.start(subject);
    expect(held.length).toBe(2);
    expect(state()).toMatchObject({ status: 'running', fraction: 0, finding: null });
    time = 1000;
    held[0].answer();
    await turn();
    expect(held.length).toBe(3);
    // All members of this plan cost the same: a quarter is done after a second.
    expect(state().fraction).toBeCloseTo(0.25, 12);
    expect(state().secondsLeft).toBeCloseTo(3, 12);
    void runner.start(subject); // runs already
    expect(held.length).toBe(3);
    for (const i of [1, 2, 3]) {
      held[i].answer();
      await turn();
    }
    await done;
    expect(state()).toMatchObject({
      status: 'done',
      fraction: 1,
      finding: { because: '4 rows' },
      problems: [],
    });
    expect(sweepStore.getState()).toMatchObject({ plan, status: 'done', total: 4 });
  });

  it('goes on after a cancel from the rows that were computed', async () => {
    const cancelled = runner.start(subject);
    held[0].answer();
    await turn();
    runner.cancel('X1');
    await cancelled;
    expect(state()).toMatchObject({ status: 'cancelled', finding: null });
    const first = held[0].key;
    held.length = 0;
    const again = runner.start(subject);
    for (let i = 0; i < 3; i++) {
      held[i].answer();
      await turn();
    }
    await again;
    expect(held.map(({ key }) => key)).not.toContain(first);
    expect(state().finding?.because).toBe('4 rows');
  });

  it('takes rows of the page’s sweep, under its own names', async () => {
    const turned = { ...plan, axes: [...plan.axes].reverse() };
    sweepStore.setState({ plan: turned, rows: sweepMembers(turned).map((member) => rowOf({ member })) });
    await runner.start(subject);
    expect(held).toEqual([]);
    expect(state()).toMatchObject({ status: 'done', finding: { because: '4 rows' } });
    expect(sweepStore.getState().rows.map(({ key }) => key)).toEqual(
      sweepMembers(plan).map(({ key }) => key),
    );
  });

  it('leaves a sweep that is under way alone', async () => {
    sweepStore.setState({ status: 'running' });
    const done = runner.start(subject);
    for (let i = 0; i < 4; i++) {
      held[i].answer();
      await turn();
    }
    await done;
    expect(sweepStore.getState()).toMatchObject({ status: 'running', plan: null });
  });

  it('names a member that failed, and takes the paper’s own size where it is asked for', async () => {
    const done = runner.start(subject, 'paper');
    held[0].fail('no memory');
    for (let i = 1; i < 5; i++) {
      await turn();
      held[i].answer();
    }
    await done;
    expect(state()).toMatchObject({
      size: 'paper',
      status: 'done',
      finding: { because: '4 rows' },
      problems: ['seed=0: no memory'],
    });
  });
});
