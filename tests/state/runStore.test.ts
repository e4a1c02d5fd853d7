import { beforeEach, describe, expect, it } from 'vitest';
import { expectRun, finishRun, receive, runStore } from '../../src/state/runStore';
import { framesEvent, headerEvent, times } from './fakeRun';

beforeEach(() => runStore.setState(runStore.getInitialState(), true));

const now = () => runStore.getState();

/** A complete run of the network f = t and, if asked, of the linearised one f = t + 0.05 t². */
function complete(runId: number, linearised = true): void {
  expectRun(runId, false);
  receive(runId, headerEvent());
  receive(
    runId,
    framesEvent('nn', 0, 5, (t) => t),
  );
  if (linearised)
    receive(
      runId,
      framesEvent('linearised', 0, 5, (t) => t + 0.05 * t * t),
    );
}

describe('runStore', () => {
  it('joins blocks of frames into one array per quantity', () => {
    expectRun(1, false);
    receive(1, headerEvent());
    receive(
      1,
      framesEvent('nn', 0, 2, (t) => t),
    );
    expect(now().run?.series.nn?.count).toBe(2);
    receive(
      1,
      framesEvent('nn', 2, 3, (t) => t),
    );
    expect(now().run?.series.nn?.count).toBe(5);
    expect([...(now().run?.series.nn?.loss ?? [])]).toEqual([...times]);
  });

  it('says aloud that the network diverged, but not that a theory did, and forgets it with the next run', () => {
    const diverged = (predictor: 'nn' | 'nth4', message: string) =>
      ({
        kind: 'status',
        status: { predictor, state: 'diverged', milliseconds: 1, divergedAt: 2, message, assumptions: [] },
      }) as const;
    complete(1);
    receive(1, diverged('nth4', 'the hierarchy blew up'), diverged('nn', 'step 7'), diverged('nn', 'step 7'));
    expect(now().notices.map((notice) => notice.message)).toEqual(['step 7']);
    expect(now().run?.statuses.nth4?.state).toBe('diverged');
    expectRun(2, false);
    expect(now().notices).toEqual([]);
  });

  it('measures the RMS error over the probe set whichever of the two comes first', () => {
    expectRun(1, false);
    receive(1, headerEvent());
    receive(
      1,
      framesEvent('linearised', 0, 5, (t) => t + 0.05 * t * t),
    );
    expect(now().run?.errors.linearised).toBeUndefined();
    receive(
      1,
      framesEvent('nn', 0, 3, (t) => t),
    );
    expect(now().run?.errors.linearised?.count).toBe(3);
    receive(
      1,
      framesEvent('nn', 3, 2, (t) => t),
    );
    const rms = now().run?.errors.linearised?.rms ?? [];
    // The difference is 0.05 t² at both probe points; only the rounding of t + 0.05 t² − t remains.
    times.forEach((t, i) => expect(rms[i]).toBeCloseTo(0.05 * t * t, 14));
  });

  it('trusts a theory until its error passes 5 % of the largest RMS output', () => {
    complete(1);
    // Largest output 4, so the limit is 0.2 = 0.05 · 2²: reached exactly at the record t = 2.
    expect(now().run?.trusted.linearised).toBeCloseTo(2, 12);
    receive(
      1,
      framesEvent('ntk', 0, 5, (t) => t + 0.1),
    );
    expect(now().run?.trusted.ntk).toBeNull();
  });

  it('keeps the old run until the new header, then as a ghost until the run has ended', () => {
    complete(1);
    const old = now().run;
    expectRun(2, false);
    expect(now().run).toBe(old);
    receive(2, headerEvent());
    expect(now().ghost).toBe(old);
    expect(now().run?.series).toEqual({});
    receive(
      2,
      framesEvent('nn', 0, 4, (t) => t),
    );
    expect(now().ghost).toBe(old);
    receive(
      2,
      framesEvent('nn', 4, 1, (t) => t),
    );
    expect(now().ghost).toBe(old);
    finishRun();
    expect(now().ghost).toBeNull();
  });

  it('keeps the arrays at hand when only predictors are added', () => {
    complete(1, false);
    const nn = now().run?.series.nn;
    expectRun(2, true);
    receive(2, headerEvent());
    expect(now().run?.series.nn).toBe(nn);
    receive(
      2,
      framesEvent('linearised', 0, 5, (t) => t),
    );
    expect(now().run?.errors.linearised?.count).toBe(5);
  });

  it('forgets events of a run older than the one shown', () => {
    complete(1, false);
    expectRun(2, false);
    receive(2, headerEvent());
    receive(
      1,
      framesEvent('nn', 0, 5, () => 9),
    );
    expect(now().run?.series.nn).toBeUndefined();
  });
});
