import { expect, it } from 'vitest';
import { formatMoment } from '../../src/theory/formatMoment';

it.each([
  [0, '0'],
  [4.777e-6, '4.8 × 10⁻⁶'],
  [0.00123, '0.00123'],
  [4.5149, '4.51'],
  [1234.5, '1230'],
  [123_456, '1.2 × 10⁵'],
  [9.76e-30, '9.8 × 10⁻³⁰'],
])('says %f as %s, with no e', (t, text) => {
  expect(formatMoment(t)).toBe(text);
});
