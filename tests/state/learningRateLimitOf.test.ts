import { expect, it } from 'vitest';
import { learningRateLimitOf } from '../../src/state/learningRateLimitOf';
import { expectRun, receive, runStore } from '../../src/state/runStore';
import { fakeFrames, framesEvent, headerEvent } from './fakeRun';

it('the limit of the learning rate is 2/λ_max of the network’s first record, and unknown before', () => {
  expectRun(1, false);
  expect(learningRateLimitOf(null)).toBeNull();
  receive(
    1,
    headerEvent(),
    framesEvent('ntk', 0, 1, () => 0),
  );
  expect(learningRateLimitOf(runStore.getState().run)).toBeNull();
  const eigenvalues = Float64Array.of(4, 9);
  receive(1, { kind: 'frames', frames: { ...fakeFrames('nn', 0, 2, () => 0), eigenvalues } });
  expect(learningRateLimitOf(runStore.getState().run)).toBe(0.5);
});
