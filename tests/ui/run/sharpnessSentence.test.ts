import { expect, it } from 'vitest';
import { sharpnessSentence } from '../../../src/ui/run/sharpnessSentence';

const record = (...sharpness: number[]) => ({
  times: Float64Array.from(sharpness, (_, i) => i),
  sharpness: Float64Array.from(sharpness),
  kernel: Float64Array.from(sharpness),
  residual: Float64Array.from(sharpness, () => 0),
  loss: Float64Array.from(sharpness),
  divergedAt: null,
});

it('does not say that a sharpness rises to an edge that it starts beyond', () => {
  expect(sharpnessSentence(record(370, 3e6), 0.1)).toBe(
    'The step is too large: the sharpness starts at 3700 of the edge 0.10 and ends at 3.0 × 10⁷ of it.',
  );
  expect(sharpnessSentence(record(0.5, 2), 2)).toContain('rises to the edge of stability');
  expect(sharpnessSentence(record(4, 1), 2)).toContain('A catapult');
});
