import { expect, it } from 'vitest';
import { fitLine } from '../../../src/theory/statistics/line';

it('is the line of least squares, with its standard error', () => {
  // Worked by hand: Sxx = 10, Sxy = 19, Syy = 38.8; rest = 38.8 − 19²/10 = 2.7 over three degrees of freedom.
  const { slope, intercept, standardError, count } = fitLine([1, 2, 3, 4, 5], [1, 3, 4, 8, 8])!;
  expect(slope).toBeCloseTo(1.9, 12);
  expect(intercept).toBeCloseTo(-0.9, 12);
  expect(standardError).toBeCloseTo(Math.sqrt(2.7 / 30), 12);
  expect(count).toBe(5);
});

it('leaves out what is not finite, and needs two different x', () => {
  expect(fitLine([1, 2, NaN, 3], [2, 4, 1, Infinity])).toMatchObject({ slope: 2, intercept: 0, count: 2 });
  expect(fitLine([1, 1], [0, 5])).toBeNull();
  expect(fitLine([1, 2], [3, 5])!.standardError).toBeNaN();
});
