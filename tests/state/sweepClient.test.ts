import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSweep } from '../../src/protocol/defaultSweep';
import type { SweepMember, SweepRow } from '../../src/protocol/sweep';
import { sweepMembers } from '../../src/protocol/sweep';
import { createSweepClient, sweepPoolSize } from '../../src/state/sweepClient';
import type { SweepClient } from '../../src/state/sweepClient';
import { draftedPlan, SweepRunner, sweepStore } from '../../src/state/sweepStore';
import { FakePort } from './fakePort';

const members = sweepMembers({ ...defaultSweep, axes: [{ field: 'seed', values: [0, 1, 2, 3, 4] }] });

const rowOf = ({ key, overrides }: SweepMember): SweepRow => ({
  key,
  overrides,
  values: { drift: 1 },
  problem: null,
  seconds: 0.1,
});

const answer = (port: FakePort): void => {
  const { member, runId } = port.last('member');
  port.say({ kind: 'row', runId, row: rowOf(member) });
};

describe('the sweep’s pool of workers', () => {
  let ports: FakePort[];
  let rows: string[];
  let failures: string[];
  let finished: number;
  let client: SweepClient;

  beforeEach(() => {
    [ports, rows, failures, finished] = [[], [], [], 0];
    client = createSweepClient(
      {
        row: ({ key }) => rows.push(key),
        failed: ({ key }, { message }) => failures.push(`${key}: ${message}`),
        finished: () => finished++,
      },
      () => {
        ports.push(new FakePort());
        return ports[ports.length - 1];
      },
      2,
    );
  });

  const working = (): FakePort[] => ports.filter((port) => !port.terminated);

  it('has one worker per core, at most 16', () => {
    expect([1, 2, 8, 64, NaN].map(sweepPoolSize)).toEqual([1, 2, 8, 16, 2]);
  });

  it('gives every worker one member at a time and ends them all when nothing is left', () => {
    client.start(members, ['drift']);
    expect(ports.map((port) => port.kinds())).toEqual([['member'], ['member']]);
    for (let i = 0; i < 5; i++) answer(ports[i % 2]);
    expect(rows).toEqual(members.map(({ key }) => key));
    expect(finished).toBe(1);
    expect(working()).toEqual([]);
  });

  it('replaces a worker that dies and tries its member once more', () => {
    client.start(members, ['drift']);
    ports[0].die('out of memory');
    expect(ports.length).toBe(3);
    expect(ports[2].last('member').member.key).toBe('seed=0');
    ports[2].die('out of memory');
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/seed=0.*out of memory/);
    const [busy, fresh] = working();
    [busy, fresh, busy, fresh].forEach(answer);
    expect(rows).toEqual(['seed=1', 'seed=2', 'seed=3', 'seed=4']);
    expect(finished).toBe(1);
  });

  it('goes on after a member that fails', () => {
    client.start(members, ['drift']);
    const { runId } = ports[0].last('member');
    ports[0].say({ kind: 'failed', runId, problem: { name: 'x', message: 'too large', field: null } });
    expect(failures).toEqual(['seed=0: too large']);
    expect(ports[0].last('member').member.key).toBe('seed=2');
  });

  it('pauses the work under way and hands out nothing', () => {
    client.start(members, ['drift']);
    client.pause(true);
    expect(ports[0].kinds()).toEqual(['member', 'pause']);
    answer(ports[1]);
    expect(ports[1].kinds()).toEqual(['member', 'pause']);
    client.pause(false);
    expect(ports[1].kinds()).toEqual(['member', 'pause', 'resume', 'member']);
  });

  it('cancels at once and says nothing more', () => {
    client.start(members, ['drift']);
    const [late] = ports;
    const say = late.onmessage;
    client.cancel();
    expect(working()).toEqual([]);
    expect(say).not.toBeNull();
    expect(late.onmessage).toBeNull();
    expect(finished).toBe(0);
  });
});

describe('the sweep’s store', () => {
  it('streams rows in, tells what is left, and keeps what is done after a cancel', () => {
    const ports: FakePort[] = [];
    const calls: (() => void)[] = [];
    const runner = new SweepRunner(
      (listener) =>
        createSweepClient(
          listener,
          () => {
            ports.push(new FakePort());
            return ports[ports.length - 1];
          },
          1,
        ),
      1,
      (call) => calls.push(call),
    );
    const draft = draftedPlan(defaultSweep.base, {
      axes: [
        { field: 'width', text: '8,16' },
        { field: 'seed', text: '0:1' },
      ],
      outputs: ['drift'],
    });
    if (!('plan' in draft)) throw new Error(draft.problem);
    expect(draft.count).toBe(4);
    runner.start(draft.plan);
    expect(sweepStore.getState()).toMatchObject({ status: 'running', total: 4, rows: [] });
    answer(ports[0]);
    answer(ports[0]);
    expect(sweepStore.getState().rows).toEqual([]);
    calls.splice(0).forEach((call) => call());
    expect(sweepStore.getState().rows.map(({ key }) => key)).toEqual(['width=8&seed=0', 'width=8&seed=1']);
    // Two members of twice the width and more are left: more than twice the 0.1 s of the first two.
    expect(sweepStore.getState().secondsLeft).toBeGreaterThan(0.2);
    answer(ports[0]);
    runner.pause(true);
    expect(sweepStore.getState().status).toBe('paused');
    runner.cancel();
    expect(sweepStore.getState()).toMatchObject({ status: 'cancelled', secondsLeft: null });
    expect(sweepStore.getState().rows).toHaveLength(3);
    runner.cancel();
    expect(sweepStore.getState().status).toBe('cancelled');
  });

  it('says what is wrong with a draft', () => {
    const problem = (field: 'width' | 'depth', text: string) => {
      const draft = draftedPlan(defaultSweep.base, { axes: [{ field, text }], outputs: ['k3'] });
      return 'problem' in draft ? draft.problem : null;
    };
    expect(problem('width', '0:3')).toMatch(/^width must be 1…16384/);
    expect(problem('width', 'wide')).toMatch(/^width/);
    expect(problem('width', '1:3000')).toMatch(/at most 2000/);
    expect(problem('depth', '')).toMatch(/^depth/);
    expect(problem('depth', '1:3')).toBeNull();
  });
});
