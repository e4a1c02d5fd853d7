import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import { createEngineClient, poolSize } from '../../src/state/engineClient';
import { FakeClock, FakePort } from './fakePort';

function setUp() {
  const ports: FakePort[] = [];
  const finished: number[] = [];
  const client = createEngineClient(
    { event: () => undefined, notice: () => undefined, finished: (runId) => finished.push(runId) },
    () => {
      ports.push(new FakePort());
      return ports[ports.length - 1];
    },
    new FakeClock(),
  );
  return { client, ports, finished };
}

const done = { kind: 'done' } as const;

describe('engineClient', () => {
  it('gives the mean field a worker of its own, under the same number', () => {
    const { client, ports } = setUp();
    const runId = client.run(defaultSpec, ['nn', 'ntk', 'meanField']);
    expect(ports.map((port) => port.last('run'))).toMatchObject([
      { runId, predictors: ['nn', 'ntk'] },
      { runId, predictors: ['meanField'] },
    ]);
  });

  it('is finished when both parts are', () => {
    const { client, ports, finished } = setUp();
    const runId = client.run(defaultSpec, ['nn', 'meanField']);
    ports[0].say({ kind: 'event', runId, sequence: 0, event: done });
    expect(finished).toEqual([]);
    ports[1].say({ kind: 'event', runId, sequence: 0, event: done });
    expect(finished).toEqual([runId]);
  });

  it('counts a part that failed as ended', () => {
    const { client, ports, finished } = setUp();
    const runId = client.run(defaultSpec, ['nn']);
    ports[0].say({ kind: 'failed', runId, problem: { name: 'E', message: 'no', field: null } });
    expect(finished).toEqual([runId]);
  });

  it('does not take the end of an older run for the end of the newest', () => {
    const { client, ports, finished } = setUp();
    const first = client.run(defaultSpec, ['nn']);
    const second = client.run(defaultSpec, ['nn']);
    ports[0].say({ kind: 'event', runId: first, sequence: 0, event: done });
    expect(finished).toEqual([]);
    ports[0].say({ kind: 'event', runId: second, sequence: 0, event: done });
    expect(finished).toEqual([second]);
  });

  it('keeps 2 to 4 workers, one per core between', () => {
    expect([NaN, 1, 2, 3, 4, 64].map(poolSize)).toEqual([2, 2, 2, 3, 4, 4]);
  });
});
