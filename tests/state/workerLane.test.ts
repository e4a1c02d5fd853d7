import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import type { EngineProblem, RunEvent } from '../../src/protocol/run';
import { WorkerLane } from '../../src/state/workerLane';
import type { Job } from '../../src/state/workerLane';
import { FakeClock, FakePort } from './fakePort';
import { framesEvent, headerEvent } from './fakeRun';

function setUp() {
  const ports: FakePort[] = [];
  const clock = new FakeClock();
  const events: [number, RunEvent][] = [];
  const notices: EngineProblem[] = [];
  const settled: Job[] = [];
  const lane = new WorkerLane(
    () => {
      ports.push(new FakePort());
      return ports[ports.length - 1];
    },
    {
      event: (runId, event) => events.push([runId, event]),
      notice: (problem) => notices.push(problem),
      settled: (job) => settled.push(job),
    },
    clock,
  );
  const job = (runId: number): Job => ({ runId, spec: defaultSpec, predictors: ['nn'], restarts: 0 });
  const say = (port: FakePort, runId: number, event: RunEvent, sequence = 0): void =>
    port.say({ kind: 'event', runId, sequence, event });
  return { lane, ports, clock, events, notices, settled, job, say };
}

describe('one run in flight, the latest waiting', () => {
  it('posts a run at once, and of many newer ones only the last', () => {
    const { lane, ports, job, say } = setUp();
    for (let runId = 1; runId <= 9; runId++) lane.submit(job(runId));
    const [port] = ports;
    expect(port.kinds()).toEqual(['run']);
    port.say({ kind: 'ready' });
    say(port, 1, headerEvent());
    say(
      port,
      1,
      framesEvent('nn', 0, 1, () => 0),
    );
    expect(port.kinds().filter((kind) => kind === 'cancel')).toHaveLength(1);
    port.say({ kind: 'idle' });
    expect(port.last('run').runId).toBe(9);
    expect(port.kinds().filter((kind) => kind === 'run')).toHaveLength(2);
  });

  it('lets a run show its first curve before it yields, but not for longer than 80 ms', () => {
    const { lane, ports, clock, job } = setUp();
    lane.submit(job(1));
    ports[0].say({ kind: 'ready' });
    lane.submit(job(2));
    expect(ports[0].kinds()).toEqual(['run']);
    clock.advance(79);
    expect(ports[0].kinds()).toEqual(['run']);
    clock.advance(1);
    expect(ports[0].kinds()).toEqual(['run', 'cancel']);
  });

  it('acknowledges every event, after the listener has it', () => {
    const { lane, ports, events, job, say } = setUp();
    lane.submit(job(1));
    say(ports[0], 1, headerEvent(), 7);
    expect(events).toHaveLength(1);
    expect(ports[0].last('acknowledge').sequence).toBe(7);
  });
});

describe('a worker that does not obey or dies', () => {
  it('replaces a worker that is not idle 150 ms after a cancel, and runs what waits on the new one', () => {
    const { lane, ports, clock, job, settled } = setUp();
    lane.submit(job(1));
    ports[0].say({ kind: 'ready' });
    clock.advance(100);
    lane.submit(job(2));
    clock.advance(149);
    expect(ports[0].terminated).toBe(false);
    clock.advance(1);
    expect(ports[0].terminated).toBe(true);
    expect(ports[1].last('run').runId).toBe(2);
    expect(settled.map((j) => j.runId)).toEqual([1]);
  });

  it('does not take a worker that is still loading for one that is stuck', () => {
    const { lane, ports, clock, job } = setUp();
    lane.submit(job(1));
    clock.advance(100);
    lane.submit(job(2));
    clock.advance(1000);
    expect(ports[0].terminated).toBe(false);
    ports[0].say({ kind: 'ready' });
    clock.advance(150);
    expect(ports[0].terminated).toBe(true);
  });

  it('goes on once in a fresh worker from the last checkpoint, without what is done, and says so', () => {
    const { lane, ports, notices, settled, job, say } = setUp();
    lane.submit({ ...job(1), predictors: ['nn', 'ntk'] });
    say(ports[0], 1, headerEvent());
    const checkpoint = {
      index: 7,
      t: 2.5,
      steps: 3,
      weights: { weights: [], biases: [] },
      velocity: null,
      h: 0.1,
    };
    say(ports[0], 1, { kind: 'checkpoint', checkpoint });
    say(ports[0], 1, {
      kind: 'status',
      status: {
        predictor: 'ntk',
        state: 'done',
        milliseconds: 1,
        divergedAt: null,
        message: null,
        assumptions: [],
      },
    });
    ports[0].die('out of memory');
    expect(ports[1].last('run')).toMatchObject({ runId: 1, predictors: ['nn'], from: checkpoint });
    expect(notices[0].message).toContain('goes on from t = 2.5');
    say(ports[1], 1, headerEvent());
    ports[1].die('device lost');
    expect(ports).toHaveLength(2);
    expect(notices[1].message).toContain('stopped twice');
    expect(settled.map((j) => j.runId)).toEqual([1]);
  });

  it('takes a run whose GPU was lost to double precision', () => {
    const { lane, ports, notices, job, say } = setUp();
    lane.submit(job(1));
    const header = headerEvent();
    if (header.kind !== 'header') throw new Error('no header');
    const engine = { ...header.header.engine, backend: 'webgpu' as const };
    say(ports[0], 1, { kind: 'header', header: { ...header.header, engine } });
    ports[0].say({
      kind: 'failed',
      runId: 1,
      problem: { name: 'GpuLost', message: 'The GPU was lost.', field: null },
    });
    expect(ports[1].last('run')).toMatchObject({ runId: 1, spec: { precision: 'float64' } });
    expect(notices[0].message).toContain('in double precision');
  });

  it('gives up on a worker that cannot be started', () => {
    const { lane, ports, notices, settled, job } = setUp();
    lane.submit(job(1));
    ports[0].die('404');
    ports[1].die('404');
    expect(ports).toHaveLength(2);
    expect(notices.at(-1)?.message).toContain('could not be started');
    expect(settled).toHaveLength(1);
  });

  it('ignores a late word from a worker that was replaced', () => {
    const { lane, ports, events, clock, job, say } = setUp();
    lane.submit(job(1));
    ports[0].say({ kind: 'ready' });
    clock.advance(100);
    lane.submit(job(2));
    clock.advance(150);
    say(ports[0], 1, headerEvent());
    expect(events).toHaveLength(0);
  });
});
