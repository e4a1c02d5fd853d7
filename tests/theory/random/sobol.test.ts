import { describe, expect, it } from 'vitest';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { scrambledSobol } from '../../../src/theory/random/sobol';
import { sobolDimensions, sobolDirections } from '../../../src/theory/random/sobolDirections';
import { uniform } from '../../../src/theory/random/uniform';

const key = prngKey(11);

/** Elements 0, 8, 16, 31 of the direction numbers: SciPy 1.17, qmc.Sobol(64, scramble=False, bits=32)._sv. */
const scipy: readonly (readonly [number, readonly number[]])[] = [
  [0, [2147483648, 8388608, 32768, 1]],
  [1, [2147483648, 2155872256, 2147516416, 4294967295]],
  [2, [2147483648, 1753219072, 3900735488, 3305133397]],
  [9, [2147483648, 864026624, 171606016, 2197780721]],
  [31, [2147483648, 914358272, 994672640, 789438707]],
  [47, [2147483648, 3414163456, 878346240, 563422341]],
  [63, [2147483648, 2155872256, 1960280064, 303916897]],
];

describe('direction numbers', () => {
  it.each(scipy)('dimension %i: those of SciPy', (dimension, expected) => {
    const v = sobolDirections(dimension);
    expect([v[0], v[8], v[16], v[31]]).toEqual(expected);
  });
});

describe('scrambled points', () => {
  it('put one of 2^k points into every interval of length 2^−k, in every coordinate', () => {
    const N = 512;
    const points = scrambledSobol(key, N, sobolDimensions);
    for (let j = 0; j < sobolDimensions; j++) {
      const cells = new Set(points.subarray(j * N, (j + 1) * N).map((u) => Math.floor(u * N)));
      expect(cells.size).toBe(N);
    }
  });

  it('are a (0, k, 2)-net in the first two coordinates', () => {
    const k = 8;
    const N = 1 << k;
    const points = scrambledSobol(key, N, 2);
    for (let a = 0; a <= k; a++) {
      const [rows, columns] = [1 << a, 1 << (k - a)];
      const cells = new Set<number>();
      for (let i = 0; i < N; i++)
        cells.add(Math.floor(points[i] * rows) * columns + Math.floor(points[N + i] * columns));
      expect(cells.size).toBe(N);
    }
  });

  it('depend on the key alone, and all coordinates on it', () => {
    expect(scrambledSobol(key, 64, 3)).toEqual(scrambledSobol(key, 64, 3));
    const other = scrambledSobol(prngKey(12), 64, 3);
    for (let j = 0; j < 3; j++)
      expect(other.slice(64 * j, 64 * j + 64)).not.toEqual(
        scrambledSobol(key, 64, 3).slice(64 * j, 64 * j + 64),
      );
  });

  it('integrate a smooth function without bias, and with a hundredth of the error of independent draws', () => {
    const [N, d, keys] = [1024, 4, 64];
    // ∫ Π_j (1 + (u_j − ½)) = 1, with variance (13/12)⁴ − 1.
    const error = (points: Float64Array) => {
      let sum = 0;
      for (let i = 0; i < N; i++) {
        let product = 1;
        for (let j = 0; j < d; j++) product *= 0.5 + points[j * N + i];
        sum += product;
      }
      return sum / N - 1;
    };
    const errors = (draw: (index: number) => Float64Array) =>
      Array.from({ length: keys }, (_, i) => error(draw(i)));
    const rms = (values: number[]) => Math.sqrt(values.reduce((s, e) => s + e * e, 0) / values.length);
    const sobol = errors((i) => scrambledSobol(foldIn(key, i), N, d));
    const independent = rms(errors((i) => uniform(foldIn(key, i), N * d)));
    expect(independent).toBeGreaterThan(0.5 * Math.sqrt(((13 / 12) ** 4 - 1) / N));
    expect(rms(sobol)).toBeLessThan(independent / 100);
    // The mean of 64 errors, within four of its standard errors.
    expect(Math.abs(sobol.reduce((s, e) => s + e, 0) / keys)).toBeLessThan(
      (4 * rms(sobol)) / Math.sqrt(keys),
    );
  });

  it('are independent uniform draws beyond the table', () => {
    const N = 4096;
    const beyond = scrambledSobol(key, N, sobolDimensions + 1).subarray(sobolDimensions * N);
    const mean = beyond.reduce((s, u) => s + u, 0) / N;
    // Four standard errors of the mean of uniform draws, and no stratification: about N (1 − 1/e) cells are met.
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / N));
    expect(new Set(beyond.map((u) => Math.floor(u * N))).size).toBeLessThan(0.7 * N);
  });
});
