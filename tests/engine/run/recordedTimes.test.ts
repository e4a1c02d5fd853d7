import { expect, it } from 'vitest';
import { recordedTimes } from '../../../src/engine/run/recordedTimes';
import { changeSpec } from '../../../src/protocol/validate';
import { defaultSpec } from '../../../src/protocol/fields';

it.each([
  { horizon: 20, lr: 0.3, last: 66 * 0.3 },
  { horizon: 20, lr: 0.1, last: 20 },
  { horizon: 1, lr: 0.7, last: 0.7 },
])('ends with the last whole step of $lr within $horizon', ({ horizon, lr, last }) => {
  const { spec } = changeSpec(defaultSpec, { optimizer: 'gd', horizon, lr });
  const times = recordedTimes(spec);
  expect(times.at(-1)).toBeCloseTo(last, 12);
  expect([...times]).toEqual([...new Set(times)].sort((a, b) => a - b));
});
