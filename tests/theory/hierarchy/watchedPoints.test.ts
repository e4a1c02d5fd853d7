import { describe, expect, it } from 'vitest';
import { watchedPoints } from '../../../src/theory/hierarchy/watchedPoints';

/** K(x, s) = Σ_{k < rank} cos(k x) cos(k s): rows of this rank, on one training point 0 … n − 1 and test points beyond. */
function kernel(N: number, n: number, rank: number): Float64Array {
  return Float64Array.from({ length: N * n }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < rank; k++) sum += Math.cos(k * 0.05 * Math.floor(i / n)) * Math.cos(k * (i % n));
    return sum;
  });
}

describe('watched points', () => {
  it('are the training points and as many test points as their rows have directions beyond them', () => {
    const [n, N] = [3, 60];
    // Rows of [K(2), K(3)]: twelve numbers, of which the nine of K(3) have rank 5.
    const k3 = kernel(N, n * n, 5);
    const watched = watchedPoints([kernel(N, n, 5), k3], n, N);
    expect(watched.slice(0, n)).toEqual([0, 1, 2]);
    expect(new Set(watched).size).toBe(watched.length);
    expect(watched.length).toBeLessThanOrEqual(5);
    expect(watched.length).toBeGreaterThan(3);
  });

  it('are all where test points are few', () => {
    expect(watchedPoints([kernel(9, 3, 1)], 3, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('leave out what vanishes, and keep one row that nothing else resembles', () => {
    const rows = new Float64Array(20).fill(1);
    rows[7] = 0;
    expect(watchedPoints([rows], 1, 20)).toEqual([0]);
    const k2 = Float64Array.from({ length: 40 }, (_, i) => (i === 2 * 13 + 1 ? 5 : i % 2 === 0 ? 1 : 0));
    expect(watchedPoints([k2], 2, 20)).toEqual([0, 1, 13]);
  });
});
