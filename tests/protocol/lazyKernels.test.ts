import { describe, expect, it } from 'vitest';
import type { HierarchyAnalysis } from '../../src/protocol/analysis';
import { lazyKernels, lazyName } from '../../src/protocol/lazyKernels';

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

  it('are named with their factor', () => {
    expect([2, 3, 5].map(lazyName)).toEqual(['cK', 'c^{2}K^{(3)}', 'c^{4}K^{(5)}']);
  });
});
