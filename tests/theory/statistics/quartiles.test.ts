import { describe, expect, it } from 'vitest';
import { quartiles } from '../../../src/theory/statistics/quartiles';
import { scaling } from '../../../src/theory/statistics/scaling';

describe('quartiles', () => {
  it('are linear between order statistics, as in R and numpy', () => {
    expect(quartiles([4, 1, 3, 2])).toEqual({ lower: 1.75, median: 2.5, upper: 3.25, count: 4 });
    expect(quartiles([5, 1, 2, 4, 3])).toEqual({ lower: 2, median: 3, upper: 4, count: 5 });
    expect(quartiles([7])).toEqual({ lower: 7, median: 7, upper: 7, count: 1 });
  });

  it('count +∞ as the largest value and leave out what is no number', () => {
    expect(quartiles([NaN, 2, Infinity, 4])).toEqual({ lower: 3, median: 4, upper: Infinity, count: 3 });
    expect(quartiles([1, Infinity, Infinity])).toMatchObject({ lower: Infinity, median: Infinity });
    expect(quartiles([1, 2, Infinity, Infinity])).toMatchObject({ lower: 1.75, median: Infinity });
    expect(quartiles([NaN])).toBeNull();
  });
});

describe('scaling of grouped runs', () => {
  const x = [64, 32, 64, 32, 32, 64, 128];
  const y = [2, 4, 3, 8, 5, 1, null];

  it('has one group per x, ascending, without what is missing', () => {
    const { groups } = scaling(x, y);
    expect(groups.map((group) => [group.x, group.median, group.count])).toEqual([
      [32, 5, 3],
      [64, 2, 3],
    ]);
  });

  it('fits the medians and all runs apart', () => {
    const { overMedians, overRuns } = scaling(x, y);
    // Medians 5 and 2, one doubling apart; all runs: difference of the mean logarithms.
    expect(Math.abs(overMedians!.slope - Math.log2(2 / 5))).toBeLessThan(1e-13);
    expect(Math.abs(overRuns!.slope - Math.log2((2 * 3 * 1) / (4 * 8 * 5)) / 3)).toBeLessThan(1e-13);
    expect(overRuns!.count).toBe(6);
  });

  it('counts a run that diverged as +∞, and leaves a group without a majority of survivors out of the fits', () => {
    // At 16 one run of four survives, at 32 three of four: of the survivor alone the median would be 1.
    const widths = [16, 16, 16, 16, 32, 32, 32, 32, 64, 64, 64, 64];
    const blown = [1, Infinity, Infinity, Infinity, 4, 5, 6, Infinity, 1, 2, 3, 4];
    const { groups, overMedians, overRuns } = scaling(widths, blown);
    expect(groups.map(({ median, survivors, count }) => [median, survivors, count])).toEqual([
      [Infinity, 1, 4],
      [5.5, 3, 4],
      [2.5, 4, 4],
    ]);
    expect(Math.abs(overMedians!.slope - Math.log2(2.5 / 5.5))).toBeLessThan(1e-13);
    expect(overRuns!.count).toBe(7);
  });

  it('is the same bits in any order of the runs', () => {
    const reversed = scaling([...x].reverse(), [...y].reverse());
    expect(reversed).toEqual(scaling(x, y));
  });
});
