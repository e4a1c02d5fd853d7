import { describe, expect, it } from 'vitest';
import type { HierarchyAnalysis } from '../../../src/protocol/analysis';
import { asymmetry, largestEntries, lazyKernels } from '../../../src/ui/hierarchy/lazyKernels';
import { firstFailure } from '../../../src/ui/hierarchy/truncation';

describe('kernels as the page shows them', () => {
  const analysis = {
    n: 1,
    lazyFactor: 3,
    layerNames: ['W^{1}', 'a'],
    k2Layers: Float64Array.of(1, 10),
    k3Layers: Float64Array.of(2, 20),
    k4: Float64Array.of(5),
    k5: null,
  } as unknown as HierarchyAnalysis;

  it('carry c^{r−1}, and leave excluded layers out of orders 2 and 3', () => {
    expect(lazyKernels(analysis, []).map(({ order, values }) => [order, values[0]])).toEqual([
      [2, 33],
      [3, 9 * 22],
      [4, 27 * 5],
    ]);
    expect(lazyKernels(analysis, [1]).map(({ values }) => values[0])).toEqual([3, 18, 135]);
  });

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

describe('the horizon of validity', () => {
  const times = Float64Array.of(0, 1, 2, 3, 4);

  it('is where the error crosses the limit, linear between records', () => {
    expect(firstFailure(Float64Array.of(0, 0.1, 0.3, 1, 2), times, 0.2, 0, null)).toBeCloseTo(1.5, 12);
    expect(firstFailure(Float64Array.of(0, 0.1, 0.1, 0.1, 0.1), times, 0.2, 0, null)).toBeNull();
  });

  it('begins at the expansion point: before it there is no prediction', () => {
    expect(firstFailure(Float64Array.of(NaN, NaN, 0, 0.1, 0.5), times, 0.3, 1.5, null)).toBeCloseTo(3.5, 12);
  });

  it('ends at a blow-up that comes before the limit is passed', () => {
    expect(firstFailure(Float64Array.of(0, 0.1, 0.15), times, 0.2, 0, 2.4)).toBe(2.4);
  });
});
