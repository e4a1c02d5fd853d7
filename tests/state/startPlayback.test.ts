import { beforeEach, describe, expect, it } from 'vitest';
import { pause, play, playbackStore } from '../../src/state/playbackStore';
import { expectRun, finishRun, receive, runStore } from '../../src/state/runStore';
import { startClock } from '../../src/state/startPlayback';
import { framesEvent, headerEvent } from './fakeRun';

/** A page that paints 60 times a second when told how long to wait, and counts the moves of the playhead. */
function fakePage() {
  let now = 0;
  let calls: { at: number; call: (now: number) => void; id: number }[] = [];
  let ids = 0;
  const add = (at: number, call: (now: number) => void): number => {
    calls.push({ at, call, id: ++ids });
    return ids;
  };
  const remove = (id: number): void => {
    calls = calls.filter((one) => one.id !== id);
  };
  const page = {
    performance: { now: () => now },
    requestAnimationFrame: (call: (now: number) => void) => add(now + 16, call),
    cancelAnimationFrame: remove,
    setTimeout: (call: () => void, wait: number) => add(now + wait, call),
    clearTimeout: remove,
  } as unknown as Window;
  const elapse = (milliseconds: number): void => {
    for (const end = now + milliseconds; now < end; now++) {
      const due = calls.filter(({ at }) => at <= now);
      calls = calls.filter(({ at }) => at > now);
      for (const { call } of due) call(now);
    }
  };
  return { page, elapse };
}

beforeEach(() => {
  runStore.setState(runStore.getInitialState(), true);
  playbackStore.setState(playbackStore.getInitialState(), true);
  expectRun(1, false);
  receive(1, headerEvent());
  receive(
    1,
    framesEvent('nn', 0, 5, (t) => t),
  );
});

function movesWithin(milliseconds: number): number {
  const { page, elapse } = fakePage();
  let moves = 0;
  const end = startClock(page);
  play();
  const stop = playbackStore.subscribe((state, old) => {
    if (state.time !== old.time) moves++;
  });
  elapse(milliseconds);
  stop();
  end();
  pause();
  return moves;
}

describe('the clock of the playhead', () => {
  it('moves it with every paint when the run is complete', () => {
    finishRun();
    expect(movesWithin(480)).toBeGreaterThan(26);
  });

  it('moves it more seldom while the engine computes, and as far', () => {
    const moves = movesWithin(480);
    expect(moves).toBeGreaterThan(4);
    expect(moves).toBeLessThan(9);
    const whileComputing = playbackStore.getState().time;
    playbackStore.setState({ time: 0 });
    finishRun();
    movesWithin(480);
    expect(whileComputing / playbackStore.getState().time).toBeGreaterThan(0.8);
  });
});
