import { expect, it } from 'vitest';
import { CircleGrid } from '../../../src/engine/predictors/circleGrid';

const angles = (intervals: number) =>
  Float64Array.from({ length: intervals + 1 }, (_, i) => -Math.PI + (2 * Math.PI * i) / intervals);

function grid(intervals: number): CircleGrid {
  const found = CircleGrid.of({ kind: 'angle', probe: angles(intervals), train: new Float64Array(0) });
  if (!found) throw new Error('not a grid');
  return found;
}

/** Largest error of a harmonic cos(kγ + 0.3) between the evaluated angles. */
function error(intervals: number, k: number): number {
  const values = angles(intervals).map((angle) => Math.cos(k * angle + 0.3));
  const refined = grid(intervals).refine(grid(intervals).coarse(values, 1));
  return Math.max(...values.map((value, i) => Math.abs(value - refined[i])));
}

it('keeps what is evaluated and interpolates the rest to the sixth order, around the whole circle', () => {
  // (5/1024) (k h)⁶ with h = 2π/48 is the leading term: the next one adds a few per cent at k = 4.
  const bound = (5 / 1024) * ((4 * 2 * Math.PI) / 48) ** 6;
  expect(error(96, 4)).toBeLessThan(1.05 * bound);
  expect(error(96, 4)).toBeGreaterThan(0.5 * bound);
  expect(Math.log2(error(96, 4) / error(192, 4))).toBeGreaterThan(5.8);
  const values = angles(96).map((angle) => Math.sin(3 * angle));
  const refined = grid(96).refine(grid(96).coarse(values, 1));
  for (let i = 0; i <= 96; i += 2) expect(refined[i]).toBe(values[i]);
});

it('refuses what is no even grid of the whole circle', () => {
  const train = new Float64Array(0);
  const uneven = angles(96).map((angle) => angle + 0.01 * angle);
  expect(CircleGrid.of({ kind: 'angle', probe: uneven, train })).toBeNull();
  expect(CircleGrid.of({ kind: 'line', probe: angles(96), train })).toBeNull();
  expect(CircleGrid.of({ kind: 'angle', probe: angles(95), train })).toBeNull();
});
