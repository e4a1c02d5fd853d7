import { expect, it } from 'vitest';
import { inputCoordinates } from '../../../src/theory/meanField/inputCoordinates';
import { newDirections } from '../../../src/theory/meanField/newDirections';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

const S = 50;
const mean = (u: Float64Array, v: Float64Array) => u.reduce((sum, value, s) => sum + value * v[s], 0) / S;

it('finds orthonormal directions that leave of every vector no more than asked', () => {
  // Six vectors in four dimensions, the fourth of which is small.
  const axes = normal(prngKey(5), 4 * S);
  const mix = normal(prngKey(6), 6 * 4);
  const vectors = new Float64Array(6 * S);
  for (let i = 0; i < 6; i++)
    for (let k = 0; k < 4; k++)
      for (let s = 0; s < S; s++)
        vectors[i * S + s] += mix[4 * i + k] * axes[k * S + s] * (k === 3 ? 1e-3 : 1);
  const counts = [1e-6, 0.05].map((threshold) => {
    const found = newDirections(vectors.slice(), S, threshold, 10);
    const rows = Array.from({ length: found.length / S }, (_, k) => found.subarray(k * S, (k + 1) * S));
    // 50 terms of rounding each.
    rows.forEach((u, k) =>
      rows.forEach((v, j) => {
        expect(mean(u, v)).toBeCloseTo(k === j ? 1 : 0, 12);
      }),
    );
    for (let i = 0; i < 6; i++) {
      const rest = vectors.slice(i * S, (i + 1) * S);
      for (const u of rows) {
        const c = mean(rest, u);
        for (let s = 0; s < S; s++) rest[s] -= c * u[s];
      }
      expect(Math.sqrt(mean(rest, rest))).toBeLessThan(threshold * (1 + 1e-9) + 1e-13);
    }
    return rows.length;
  });
  expect(counts).toEqual([4, 3]);
});

it('keeps every inner product of the inputs in no more coordinates than they span', () => {
  const d = 20;
  const x = normal(prngKey(7), 5 * d);
  for (let k = 0; k < d; k++) x[4 * d + k] = x[k] - 2 * x[d + k]; // the fifth depends on two others
  const { coordinates, r } = inputCoordinates(x, d);
  expect(r).toBe(4);
  const product = (values: Float64Array, width: number, i: number, j: number) => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += values[i * width + k] * values[j * width + k];
    return sum;
  };
  for (let i = 0; i < 5; i++)
    for (let j = 0; j < 5; j++) expect(product(coordinates, r, i, j)).toBeCloseTo(product(x, d, i, j), 10);
});
