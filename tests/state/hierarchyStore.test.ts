import { beforeEach, describe, expect, it } from 'vitest';
import { chooseOrder, hierarchyStore, nothingAnalysed, startHierarchy } from '../../src/state/hierarchyStore';
import type { HierarchyAnalysis } from '../../src/protocol/analysis';
import { decodePermalink } from '../../src/protocol/permalink';
import { Pool } from '../../src/state/pool/pool';
import { FakeClock, FakePort } from './fakePort';

const { spec } = decodePermalink('#v=1');
const analysis = { t: 1, n: 2 } as HierarchyAnalysis;

function start() {
  const ports: FakePort[] = [];
  const clock = new FakeClock();
  const spawn = () => {
    const port = new FakePort();
    ports.push(port);
    return port;
  };
  const client = startHierarchy(new Pool(spawn, clock, 2));
  return { client, ports, clock };
}

/** Promises are kept in later microtasks. */
const soon = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => hierarchyStore.setState(nothingAnalysed, true));

describe('the hierarchy’s questions', () => {
  it('start a worker with the first, and the answer is stored with what was asked', async () => {
    const { client, ports } = start();
    expect(ports).toHaveLength(0);
    client.analyse(spec, 1, 4);
    const { id, request } = ports[0].asked('kernels');
    expect(request).toMatchObject({ t: 1, order: 4 });
    expect(hierarchyStore.getState().computing).toBe('analyse');
    const event = { kind: 'progress', fraction: 0.5, secondsLeft: null } as const;
    ports[0].say({ kind: 'event', id, sequence: 1, event });
    expect(hierarchyStore.getState().progress).toBe(0.5);
    ports[0].say({ kind: 'answer', id, answer: analysis });
    await soon();
    const { analysed, computing } = hierarchyStore.getState();
    expect(analysed).toEqual({ spec, t: 1, order: 4, analysis });
    expect(computing).toBeNull();
  });

  it('are answered newest only: the older one is cancelled, its late answer ignored', async () => {
    const { client, ports } = start();
    client.analyse(spec, 1, 3);
    ports[0].say({ kind: 'ready' });
    const first = ports[0].asked('kernels').id;
    client.analyse(spec, 2, 3);
    expect(ports[0].kinds()).toEqual(['ask', 'cancel']);
    ports[0].say({ kind: 'answer', id: first, answer: analysis });
    await soon();
    expect(hierarchyStore.getState()).toMatchObject({ analysed: null, computing: 'analyse' });
    ports[0].say({ kind: 'idle' });
    const second = ports[0].asked('kernels');
    expect(second.request.t).toBe(2);
    ports[0].say({ kind: 'answer', id: second.id, answer: analysis });
    await soon();
    expect(hierarchyStore.getState().analysed?.t).toBe(2);
  });

  it('end the worker that does not stop within 150 ms of a cancel', () => {
    const { client, ports, clock } = start();
    client.analyse(spec, 1, 5);
    ports[0].say({ kind: 'ready' });
    client.cancel();
    expect(hierarchyStore.getState().computing).toBeNull();
    clock.advance(149);
    expect(ports[0].terminated).toBe(false);
    clock.advance(1);
    expect(ports[0].terminated).toBe(true);
  });

  it('say why they failed, and work again', async () => {
    const { client, ports } = start();
    client.compare(spec);
    const { id } = ports[0].asked('compare');
    ports[0].say({ kind: 'failed', id, problem: { name: 'TooLarge', message: 'too large', field: 'n' } });
    await soon();
    expect(hierarchyStore.getState().problem?.message).toBe('too large');
    client.analyse(spec, 0, 3);
    expect(hierarchyStore.getState().problem).toBeNull();
    ports[0].say({ kind: 'ready' });
    ports[0].die('out of memory');
    expect(ports[1].asked('kernels').request.t).toBe(0);
    ports[1].say({ kind: 'ready' });
    ports[1].die('out of memory');
    ports[2].say({ kind: 'ready' });
    ports[2].die('out of memory');
    await soon();
    expect(hierarchyStore.getState().problem?.message).toMatch(/out of memory/);
    expect(hierarchyStore.getState().computing).toBeNull();
    client.analyse(spec, 0, 3);
    expect(ports[3].asked('kernels').request.t).toBe(0);
  });
});

it('the order is what was chosen', () => {
  chooseOrder(5);
  expect(hierarchyStore.getState().order).toBe(5);
});
