import { expect, it } from 'vitest';
import type { SharpnessRecord } from '../../../src/protocol/sharpness';
import { sharpnessSentence } from '../../../src/ui/run/sharpnessSentence';

const record = (...sharpness: number[]): SharpnessRecord => ({
  times: Float64Array.from(sharpness, (_, i) => i),
  sharpness: Float64Array.from(sharpness),
  residual: new Float64Array(sharpness.length),
  kernel: Float64Array.from(sharpness),
  loss: new Float64Array(sharpness.length),
  divergedAt: null,
});

it.each([
  [record(0.5, 0.97), /rises to the edge of stability: from 0\.50 .* to 0\.97 of it/],
  [record(0.5, 2.4), /passes its edge: at most 2\.4 /],
  [record(0.5, 0.6), /small enough throughout/],
  [record(1.5, 0.6), /catapult/],
])('says that it rests at the edge only where it does', (one, text) => {
  expect(sharpnessSentence(one, 1)).toMatch(text);
});
