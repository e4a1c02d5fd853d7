import { beforeEach, describe, expect, it } from 'vitest';
import {
  chooseOrder,
  hierarchyStore,
  nothingAnalysed,
  startHierarchy,
  toggleLayer,
} from '../../src/state/hierarchyStore';
import type { HierarchyAnalysis } from '../../src/protocol/analysis';
import { decodePermalink } from '../../src/protocol/permalink';
import { FakeClock, FakePort } from './fakePort';

const { spec } = decodePermalink('#v=1');
const analysis = { t: 1, n: 2 } as HierarchyAnalysis;

function start() {
  const ports: FakePort[] = [];
  const clock = new FakeClock();
  const client = startHierarchy(() => {
    const port = new FakePort();
    ports.push(port);
    return port;
  }, clock);
  return { client, ports, clock };
}

beforeEach(() => hierarchyStore.setState(nothingAnalysed, true));

describe('the hierarchy’s worker', () => {
  it('is started with the first question, and its answer is stored with what was asked', () => {
    const { client, ports } = start();
    expect(ports).toHaveLength(0);
    client.analyse(spec, 1, 4);
    const { runId, request } = ports[0].last('analyse');
    expect(request).toMatchObject({ t: 1, order: 4 });
    expect(hierarchyStore.getState().computing).toBe('analyse');
    ports[0].say({
      kind: 'event',
      runId,
      sequence: 1,
      event: { kind: 'progress', fraction: 0.5, secondsLeft: null },
    });
    expect(hierarchyStore.getState().progress).toBe(0.5);
    ports[0].say({ kind: 'analysis', runId, analysis });
    const { analysed, computing } = hierarchyStore.getState();
    expect(analysed).toEqual({ spec, t: 1, order: 4, analysis });
    expect(computing).toBeNull();
  });

  it('answers the newest question only: the older one is cancelled, its late answer ignored', () => {
    const { client, ports } = start();
    client.analyse(spec, 1, 3);
    const first = ports[0].last('analyse').runId;
    client.analyse(spec, 2, 3);
    expect(ports[0].kinds()).toEqual(['analyse', 'cancel']);
    ports[0].say({ kind: 'analysis', runId: first, analysis });
    expect(hierarchyStore.getState().analysed).toBeNull();
    ports[0].say({ kind: 'idle' });
    const second = ports[0].last('analyse');
    expect(second.request.t).toBe(2);
    ports[0].say({ kind: 'analysis', runId: second.runId, analysis });
    expect(hierarchyStore.getState().analysed?.t).toBe(2);
  });

  it('is replaced when it does not stop within 150 ms of a cancel', () => {
    const { client, ports, clock } = start();
    client.analyse(spec, 1, 5);
    client.cancel();
    expect(hierarchyStore.getState().computing).toBeNull();
    clock.advance(149);
    expect(ports[0].terminated).toBe(false);
    clock.advance(1);
    expect(ports[0].terminated).toBe(true);
    client.analyse(spec, 1, 3);
    expect(ports).toHaveLength(2);
  });

  it('says why it failed, and works again', () => {
    const { client, ports } = start();
    client.compare(spec);
    const { runId } = ports[0].last('compare');
    ports[0].say({ kind: 'failed', runId, problem: { name: 'TooLarge', message: 'too large', field: 'n' } });
    expect(hierarchyStore.getState().problem?.message).toBe('too large');
    client.analyse(spec, 0, 3);
    expect(hierarchyStore.getState().problem).toBeNull();
    ports[0].die('out of memory');
    expect(hierarchyStore.getState().problem?.message).toMatch(/out of memory/);
    expect(hierarchyStore.getState().computing).toBeNull();
    client.analyse(spec, 0, 3);
    expect(ports).toHaveLength(2);
  });
});

it('a layer is left out and taken back; the order is what was chosen', () => {
  toggleLayer(1);
  toggleLayer(0);
  expect(hierarchyStore.getState().excluded).toEqual([1, 0]);
  toggleLayer(1);
  expect(hierarchyStore.getState().excluded).toEqual([0]);
  chooseOrder(5);
  expect(hierarchyStore.getState().order).toBe(5);
});
