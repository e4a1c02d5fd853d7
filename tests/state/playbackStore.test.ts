import { beforeEach, describe, expect, it } from 'vitest';
import { advance, play, playbackStore, reset, scrub, step } from '../../src/state/playbackStore';
import { indexAt, positionAt, timeAt } from '../../src/state/recordedTime';
import { expectRun, finishRun, receive, runStore } from '../../src/state/runStore';
import { framesEvent, headerEvent } from './fakeRun';

const grid = Float64Array.of(0, 0.1, 1, 10);
const time = () => playbackStore.getState().time;

beforeEach(() => {
  runStore.setState(runStore.getInitialState(), true);
  playbackStore.setState(playbackStore.getInitialState(), true);
  expectRun(1, false);
  receive(1, headerEvent());
  receive(
    1,
    framesEvent('nn', 0, 3, (t) => t),
  );
});

describe('places on the record', () => {
  it('finds the last record not after t', () => {
    expect([-1, 0, 0.05, 0.1, 0.99, 1, 10, 99].map((t) => indexAt(grid, t))).toEqual([
      0, 0, 0, 1, 1, 2, 3, 3,
    ]);
  });

  it('timeAt undoes positionAt', () => {
    for (const t of [0, 0.03, 0.1, 0.7, 5, 10]) expect(timeAt(grid, positionAt(grid, t))).toBeCloseTo(t, 12);
  });
});

describe('playing', () => {
  it('waits at the end of what is computed, goes on when more comes, and stops at the end of the run', () => {
    play();
    advance(100);
    expect(time()).toBe(2);
    expect(playbackStore.getState().playing).toBe(true);
    receive(
      1,
      framesEvent('nn', 3, 2, (t) => t),
    );
    finishRun();
    advance(0.3);
    expect(time()).toBeGreaterThan(2);
    advance(100);
    expect(time()).toBe(4);
    expect(playbackStore.getState().playing).toBe(false);
  });

  it('waits where it is for a new run that has not come as far', () => {
    receive(
      1,
      framesEvent('nn', 3, 2, (t) => t),
    );
    finishRun();
    scrub(2.5);
    play();
    expectRun(2, false);
    receive(2, headerEvent());
    receive(
      2,
      framesEvent('nn', 0, 1, (t) => t),
    );
    advance(0.3);
    expect(time()).toBe(2.5);
    receive(
      2,
      framesEvent('nn', 1, 4, (t) => t),
    );
    advance(0.3);
    expect(time()).toBeGreaterThan(2.5);
  });

  it('plays from the start again after the end', () => {
    receive(
      1,
      framesEvent('nn', 3, 2, (t) => t),
    );
    finishRun();
    scrub(4);
    play();
    expect(time()).toBe(0);
  });

  it('passes quickly what cannot be seen, until the loss has left its start', () => {
    const moved = (loss: (t: number) => number): number => {
      expectRun(2, false);
      receive(2, headerEvent(), framesEvent('nn', 0, 5, loss));
      finishRun();
      scrub(1);
      play();
      advance(0.1);
      return time() - 1;
    };
    const inSight = moved((t) => 1 / (1 + t));
    expect(moved((t) => (t < 2 ? 1 - 1e-4 * t : 0.5))).toBeGreaterThan(4 * inSight);
  });

  it('steps by records within what is computed; reset goes to t = 0', () => {
    step(1);
    expect(time()).toBe(1);
    step(50);
    expect(time()).toBe(2);
    step(-Infinity);
    expect(time()).toBe(0);
    scrub(1.5);
    reset();
    expect(time()).toBe(0);
  });

  it('keeps its time, not its index, when the configuration changes', () => {
    scrub(2);
    expectRun(2, false);
    receive(2, headerEvent());
    expect(time()).toBe(2);
  });
});
