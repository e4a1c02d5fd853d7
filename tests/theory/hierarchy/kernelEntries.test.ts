import { describe, expect, it } from 'vitest';
import { asymmetry, largestEntries } from '../../../src/theory/hierarchy/kernelEntries';

describe('the entries of a kernel', () => {
  it('the largest entries name their data points, one of each symmetric pair', () => {
    // K(i, j, k) [2, 2, 2], symmetric in i, j.
    const k3 = Float64Array.of(1, -2, 7, 3, 7, 3, 0, -9);
    expect(largestEntries(k3, 2, 3, 3)).toEqual([
      { points: [1, 1, 1], value: -9 },
      { points: [0, 1, 0], value: 7 },
      { points: [0, 1, 1], value: 3 },
    ]);
  });

  it('a fully symmetric kernel has asymmetry 0, one that changes sign under the exchange 1', () => {
    expect(asymmetry(Float64Array.of(1, 2, 2, 3, 2, 3, 3, 4), 2)).toBe(0);
    expect(asymmetry(Float64Array.of(0, 1, -1, 0, 0, 2, -2, 0), 2)).toBeCloseTo(1, 15);
  });
});
