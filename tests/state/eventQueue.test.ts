import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventQueue } from '../../src/state/eventQueue';
import { expectRun, runStore } from '../../src/state/runStore';
import { FakeClock } from './fakePort';
import { framesEvent, headerEvent } from './fakeRun';

let clock = new FakeClock();
let paints: (() => void)[] = [];
let updates = 0;
let stop = (): void => undefined;
let queue = new EventQueue(() => undefined, clock);

const same = (t: number): number => t;
const paint = (): void => paints.splice(0).forEach((call) => call());

beforeEach(() => {
  runStore.setState(runStore.getInitialState(), true);
  expectRun(1, false);
  clock = new FakeClock();
  paints = [];
  updates = 0;
  stop = runStore.subscribe(() => updates++);
  queue = new EventQueue((call) => paints.push(call), clock);
});
afterEach(() => stop());

describe('what the engine says between two redraws', () => {
  it('shows the network at the next paint, with everything heard before it, in order', () => {
    queue.add(1, headerEvent());
    paint();
    expect(updates).toBe(0);
    queue.add(1, framesEvent('nn', 0, 1, same));
    paint();
    expect(updates).toBe(1);
    expect(runStore.getState().run?.series.nn?.count).toBe(1);
  });

  it('shows the first curve of a run whichever it is, and the network that follows it', () => {
    queue.add(1, headerEvent());
    queue.add(1, framesEvent('ntk', 0, 1, same));
    paint();
    expect(updates).toBe(1);
    queue.add(1, framesEvent('ntk', 1, 1, same));
    queue.add(1, framesEvent('linearised', 0, 1, same));
    paint();
    expect(updates).toBe(1);
    queue.add(1, framesEvent('nn', 0, 1, same));
    paint();
    expect(updates).toBe(2);
    expect(Object.keys(runStore.getState().run?.series ?? {}).sort()).toEqual(['linearised', 'nn', 'ntk']);
  });

  it('gathers what follows into one update', () => {
    queue.add(1, headerEvent());
    queue.add(1, framesEvent('nn', 0, 1, same));
    paint();
    for (let k = 1; k < 5; k++) {
      queue.add(1, framesEvent('nn', k, 1, same));
      clock.advance(16);
      paint();
    }
    expect(updates).toBe(1);
    clock.advance(36);
    paint();
    expect(updates).toBe(2);
    expect(runStore.getState().run?.series.nn?.count).toBe(5);
  });

  it('does not hold back the first frames of the next run', () => {
    queue.add(1, headerEvent());
    queue.add(1, framesEvent('nn', 0, 1, same));
    paint();
    expectRun(2, false);
    queue.add(2, headerEvent());
    queue.add(2, framesEvent('nn', 0, 2, same));
    paint();
    expect(runStore.getState().shownId).toBe(2);
    expect(runStore.getState().run?.series.nn?.count).toBe(2);
  });

  it('flushes at once when the run is through, and not again', () => {
    queue.add(1, headerEvent());
    queue.flush();
    expect(runStore.getState().shownId).toBe(1);
    clock.advance(1000);
    paint();
    expect(updates).toBe(1);
  });
});
