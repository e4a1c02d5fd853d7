import { beforeEach, expect, it } from 'vitest';
import { defaultSpec } from '../../../src/protocol/fields';
import { expectRun, receive, runStore } from '../../../src/state/runStore';
import { settledAt } from '../../../src/ui/run/settledAt';
import { framesEvent, headerEvent } from '../../state/fakeRun';

const settled = (t: number) => settledAt(runStore.getState().run!, t);

beforeEach(() => {
  runStore.setState(runStore.getInitialState(), true);
  expectRun(1, false);
  receive(1, headerEvent({ ...defaultSpec, predictors: ['nn', 'linearised', 'ntk'] }));
});

it('holds once the network and all theories have come to t, or have ended', () => {
  const f = (t: number): number => t;
  receive(1, framesEvent('nn', 0, 5, f), framesEvent('linearised', 0, 3, f));
  expect(settled(2)).toBe(false);
  receive(1, {
    kind: 'status',
    status: {
      predictor: 'ntk',
      state: 'refused',
      milliseconds: 0,
      divergedAt: null,
      message: 'no',
      assumptions: [],
    },
  });
  expect(settled(2)).toBe(true);
  expect(settled(3)).toBe(false);
});

it('does not hold before the network is there', () => {
  expect(settled(0)).toBe(false);
});
