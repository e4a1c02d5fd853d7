import { expect, it } from 'vitest';
import { squareProduct, squareProductTransposed } from '../../../src/theory/linalg/squareProduct';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';
import { batchSizes } from '../../../src/theory/sgd/batchSizes';
import { EpochCloud } from '../../../src/theory/sgd/epochCloud';
import { batchVariance, IndependentCloud } from '../../../src/theory/sgd/independentCloud';
import { orderMoments } from '../../../src/theory/sgd/orderMoments';

/** A network linear in its parameters on n points: r ← (1 − η K P_B/s) r. The oracle is the sum over all orders, or all batches. */
const n = 6;
const kernel = (() => {
  const features = normal(prngKey(4), n * n);
  return squareProductTransposed(features, features, n).map((v) => v / n);
})();
const start = normal(prngKey(5), n);
const curvature = new Float64Array(n).fill(1);

function* subsets(points: readonly number[], size: number): Generator<readonly [number[], number[]]> {
  for (let bits = 0; bits < 1 << points.length; bits++) {
    const inside = points.filter((_, i) => (bits >> i) & 1);
    if (inside.length === size) yield [inside, points.filter((_, i) => !((bits >> i) & 1))];
  }
}

function* ordersOf(points: readonly number[], sizes: readonly number[]): Generator<number[][]> {
  if (sizes.length === 0) yield [];
  else
    for (const [batch, rest] of subsets(points, sizes[0]))
      for (const others of ordersOf(rest, sizes.slice(1))) yield [batch, ...others];
}

const everything = Array.from({ length: n }, (_, i) => i);
const orders = (sizes: readonly number[]): number[][][] => [...ordersOf(everything, sizes)];

function moved(r: Float64Array, batch: readonly number[], lr: number): Float64Array {
  return r.map((v, i) => batch.reduce((sum, l) => sum - (lr / batch.length) * kernel[i * n + l] * r[l], v));
}

const identity = Float64Array.from({ length: n * n }, (_, e) => (e % (n + 1) === 0 ? 1 : 0));

/** The matrices of all orders of the first `steps` batches of an epoch. */
function matrices(sizes: readonly number[], steps: number, lr: number): Float64Array[] {
  return orders(sizes).map((batches) =>
    batches.slice(0, steps).reduce<Float64Array>((product, batch) => {
      const columns = everything.map((j) => moved(identity.subarray(j * n, (j + 1) * n), batch, lr));
      const step = Float64Array.from({ length: n * n }, (_, e) => columns[e % n][Math.floor(e / n)]);
      return squareProduct(step, product, n);
    }, identity),
  );
}

/** Covariance of r after whole epochs and some steps more, from first and second moments. */
function exact(sizes: readonly number[], epochs: number, steps: number, lr: number): Float64Array {
  let mean = start;
  let second = squareProductTransposed(
    Float64Array.from({ length: n * n }, (_, e) => (e % n === 0 ? start[Math.floor(e / n)] : 0)),
    Float64Array.from({ length: n * n }, (_, e) => (e % n === 0 ? start[Math.floor(e / n)] : 0)),
    n,
  );
  const parts = [...new Array<number>(epochs).fill(sizes.length), ...(steps > 0 ? [steps] : [])];
  for (const length of parts) {
    const all = matrices(sizes, length, lr);
    const average = (values: Float64Array[]): Float64Array =>
      values[0].map((_, e) => values.reduce((sum, one) => sum + one[e], 0) / values.length);
    const [m, s] = [mean, second];
    mean = average(
      all.map((a) => m.map((_, i) => everything.reduce((sum, l) => sum + a[i * n + l] * m[l], 0))),
    );
    second = average(all.map((a) => squareProductTransposed(squareProduct(a, s, n), a, n)));
  }
  return second.map((v, e) => v - mean[Math.floor(e / n)] * mean[e % n]);
}

/** Steps along the path of gradient descent. */
function predicted(cloud: Pick<EpochCloud, 'step' | 'covariance'>, steps: number, lr: number): Float64Array {
  let slope = start;
  for (let k = 0; k < steps; k++) {
    cloud.step({ kernel, slope, curvature });
    slope = moved(slope, everything, lr);
  }
  return cloud.covariance();
}

const size = (a: Float64Array): number => Math.sqrt(a.reduce((sum, v) => sum + v * v, 0));
const off = (a: Float64Array, b: Float64Array): number => size(a.map((v, e) => v - b[e])) / size(b);

it.each([
  { batch: 1, epochs: 1 },
  { batch: 2, epochs: 2 },
  { batch: 3, epochs: 3 },
])(
  'covariance at the end of $epochs epochs of batches of $batch is that of all orders',
  ({ batch, epochs }) => {
    const sizes = batchSizes(n, batch);
    const error = (lr: number): number =>
      off(predicted(new EpochCloud(n, sizes, lr), epochs * sizes.length, lr), exact(sizes, epochs, 0, lr));
    // The leading order: the relative error is of order η and halves with it.
    expect(error(0.01)).toBeLessThan(0.1);
    expect(error(0.005) / error(0.01)).toBeCloseTo(0.5, 1);
  },
);

it.each([
  { batch: 1, epochs: 1, steps: 3 },
  { batch: 2, epochs: 2, steps: 1 },
  { batch: 2, epochs: 1, steps: 2 },
  { batch: 4, epochs: 0, steps: 1 },
  // Batches of 4 and 2: the points of the smaller weigh more, and the cloud stays open.
  { batch: 4, epochs: 2, steps: 0 },
])('covariance after $epochs epochs and $steps batches of $batch is that of all orders', (c) => {
  const sizes = batchSizes(n, c.batch);
  const error = (lr: number): number =>
    off(
      predicted(new EpochCloud(n, sizes, lr), c.epochs * sizes.length + c.steps, lr),
      exact(sizes, c.epochs, c.steps, lr),
    );
  expect(error(0.01)).toBeLessThan(0.05);
  // A single step has no second order.
  if (c.epochs * sizes.length + c.steps > 1) expect(error(0.005)).toBeLessThan(0.65 * error(0.01));
});

it('a cloud of independent batches is exact at any step', () => {
  const [batch, lr, steps] = [2, 0.3, 4];
  const all = [...subsets(everything, batch)].map(([inside]) => inside);
  let second = start.reduce<Float64Array>(
    (sum, v, i) => (start.forEach((w, j) => (sum[i * n + j] = v * w)), sum),
    new Float64Array(n * n),
  );
  for (let k = 0; k < steps; k++) {
    const next = new Float64Array(n * n);
    for (const inside of all) {
      const a = Float64Array.from({ length: n * n }, (_, e) => {
        const [i, l] = [Math.floor(e / n), e % n];
        return (i === l ? 1 : 0) - (inside.includes(l) ? (lr / batch) * kernel[i * n + l] : 0);
      });
      squareProductTransposed(squareProduct(a, second, n), a, n).forEach(
        (v, e) => (next[e] += v / all.length),
      );
    }
    second = next;
  }
  let mean = start;
  for (let k = 0; k < steps; k++) mean = moved(mean, everything, lr);
  const covariance = second.map((v, e) => v - mean[Math.floor(e / n)] * mean[e % n]);
  const cloud = predicted(new IndependentCloud(n, lr, batchVariance(n, batch)), steps, lr);
  expect(off(cloud, covariance)).toBeLessThan(1e-12);
});

it.each([
  [6, 2],
  [5, 2],
  [6, 1],
  [7, 3],
  [4, 3],
  [3, 1],
  [2, 1],
])('correlations of who comes first are those of all orders, n = %i, S = %i', (count, batch) => {
  const sizes = batchSizes(count, batch);
  const points = Array.from({ length: count }, (_, i) => i);
  const all = [...ordersOf(points, sizes)];
  const a = all.map((batches) => {
    const of = points.map((i) => batches.findIndex((one) => one.includes(i)));
    return (i: number, l: number): number => (of[i] > of[l] ? 1 / (sizes[of[i]] * sizes[of[l]]) : 0);
  });
  const mean = (value: (one: (typeof a)[number]) => number): number =>
    a.reduce((sum, one) => sum + value(one), 0) / a.length;
  const mu = mean((one) => one(0, 1));
  const covariance = (j: number, k: number): number =>
    Math.max(j, k) < count ? mean((one) => one(0, 1) * one(j, k)) - mu * mu : 0;
  const found = orderMoments(count, sizes);
  expect(found.mean).toBeCloseTo(mu, 12);
  expect(found.same).toBeCloseTo(covariance(0, 1), 12);
  expect(found.reversed).toBeCloseTo(covariance(1, 0), 12);
  expect(found.later).toBeCloseTo(covariance(0, 2), 12);
  expect(found.earlier).toBeCloseTo(covariance(2, 1), 12);
  expect(found.chain).toBeCloseTo(covariance(1, 2), 12);
  expect(found.apart).toBeCloseTo(covariance(2, 3), 12);
});
