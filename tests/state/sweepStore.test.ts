import { describe, expect, it } from 'vitest';
import { defaultSweep } from '../../src/protocol/defaultSweep';
import type { SweepMember, SweepRow } from '../../src/protocol/sweep';
import { Pool } from '../../src/state/pool/pool';
import { draftedPlan, SweepRunner, sweepStore } from '../../src/state/sweepStore';
import { FakeClock, FakePort } from './fakePort';

const rowOf = ({ key, overrides }: SweepMember): SweepRow => ({
  key,
  overrides,
  values: { drift: 1 },
  problem: null,
  seconds: 0.1,
});

const answer = (port: FakePort): void => {
  const { id, request } = port.asked('member');
  port.say({ kind: 'answer', id, answer: rowOf(request.member) });
};

const soon = () => new Promise((resolve) => setTimeout(resolve));

describe('the sweep’s store', () => {
  it('streams rows in, tells what is left, and keeps what is done after a cancel', async () => {
    const ports: FakePort[] = [];
    const calls: (() => void)[] = [];
    const spawn = () => {
      ports.push(new FakePort());
      return ports[ports.length - 1];
    };
    const runner = new SweepRunner(new Pool(spawn, new FakeClock(), 1), (call) => calls.push(call));
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
    await soon();
    expect(sweepStore.getState().rows).toEqual([]);
    calls.splice(0).forEach((call) => call());
    expect(sweepStore.getState().rows.map(({ key }) => key)).toEqual(['width=8&seed=0', 'width=8&seed=1']);
    // Two members of twice the width and more are left: more than twice the 0.1 s of the first two.
    expect(sweepStore.getState().secondsLeft).toBeGreaterThan(0.2);
    answer(ports[0]);
    await soon();
    runner.pause(true);
    expect(sweepStore.getState().status).toBe('paused');
    runner.cancel();
    expect(sweepStore.getState()).toMatchObject({ status: 'cancelled', secondsLeft: null });
    expect(sweepStore.getState().rows).toHaveLength(3);
    runner.cancel();
    expect(sweepStore.getState().status).toBe('cancelled');
  });

  it('goes on after a member that fails or whose worker dies three times, names it, and is done', async () => {
    const ports: FakePort[] = [];
    const spawn = () => {
      ports.push(new FakePort());
      return ports[ports.length - 1];
    };
    const runner = new SweepRunner(new Pool(spawn, new FakeClock(), 2), (call) => call());
    const draft = draftedPlan(defaultSweep.base, {
      axes: [{ field: 'seed', text: '0:4' }],
      outputs: ['drift'],
    });
    if (!('plan' in draft)) throw new Error(draft.problem);
    runner.start(draft.plan);
    ports.forEach((port) => port.say({ kind: 'ready' }));
    const { id } = ports[0].last('ask');
    ports[0].say({ kind: 'failed', id, problem: { name: 'x', message: 'too large', field: null } });
    ports[1].die('out of memory');
    ports[2].say({ kind: 'ready' });
    expect(ports[2].asked('member').request.member.key).toBe('seed=1');
    ports[2].die('out of memory');
    ports[3].say({ kind: 'ready' });
    ports[3].die('out of memory');
    const [busy, fresh] = ports.filter(({ terminated }) => !terminated);
    [busy, fresh, busy].forEach(answer);
    await soon();
    const { rows, failures, status } = sweepStore.getState();
    expect(rows.map(({ key }) => key)).toEqual(['seed=2', 'seed=3', 'seed=4']);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toBe('seed=0: too large');
    expect(failures[1]).toMatch(/^seed=1: .*out of memory/);
    expect(status).toBe('done');
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
