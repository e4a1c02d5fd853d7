import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { estimateBytes, refusal } from '../../../src/engine/jets/estimateBytes';
import { hierarchyKernels } from '../../../src/engine/jets/hierarchyKernels';
import type { Weights } from '../../../src/engine/network/drawWeights';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import type { NetworkDefinition, NetworkFields } from '../../../src/engine/network/networkDefinition';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { uploadState } from '../../../src/engine/network/networkState';
import { Cancelled } from '../../../src/engine/work/pause';
import type { Backend } from '../../../src/engine/tensor/backend';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';
import { relativeDifference } from './fixtureNetwork';
import { flatten, stateAt, velocity } from './networkFlow';

const base: NetworkFields = {
  preset: 'ntk-alpha',
  width: 7,
  depth: 3,
  activation: 'tanh',
  activationParam: 1,
  sigmaW: 1.4,
  sigmaB: 0.3,
  sigmaA: 1,
  alpha: 2,
  residual: 'none',
  centred: false,
  lrRule: 'lazy',
  outputLaw: 'gaussian',
  trained: 'all',
};
const d = 2;
const n = 3;
const N = 5;
const x = normal(foldIn(prngKey(7), 0), N * d);
const networks: readonly NetworkFields[] = [
  base,
  { ...base, preset: 'hayou', residual: 'scaled', activation: 'softplus' },
  { ...base, preset: 'mup', depth: 2, activation: 'erf' },
  { ...base, preset: 'fang', depth: 1, activation: 'sin', lrRule: '12' },
  { ...base, preset: 'standard', depth: 2, activation: 'silu', residual: 'resnet' },
];

describe('laws of the hierarchy of kernels', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await createFloat64Backend();
  });

  function setUp(fields: NetworkFields): { definition: NetworkDefinition; weights: Weights } {
    const definition = networkDefinition(fields, d);
    return { definition, weights: initialWeights(definition.parametrisation, 5) };
  }

  it.each(networks.map((f) => [f.preset, f.residual, f] as const))(
    'the time derivative of K(r) is −(1/n) Σ K(r+1) g, r = 2, 3, 4: %s, residual %s',
    async (_, _residual, fields) => {
      const { definition, weights } = setUp(fields);
      const theta = flatten(weights);
      const g = Float64Array.from([0.7, -0.4, 0.9]);
      const { v } = velocity(backend, definition, theta, x, n, () => g);
      const at = async (s: number, order: 4 | 5): Promise<readonly Float64Array[]> => {
        const moved = theta.map((value, i) => value + s * v[i]);
        return (await hierarchyKernels(backend, definition, stateAt(backend, definition, moved), x, n, order))
          .kernels;
      };
      const step = 1e-3;
      const samples = await Promise.all([-2, -1, 1, 2].map((k) => at(k * step, 4)));
      const kernels = await at(0, 5);
      for (let r = 2; r <= 4; r++) {
        const [a, b, c, e] = samples.map((s) => s[r - 2]);
        const measured = b.map((_, i) => (a[i] - 8 * b[i] + 8 * c[i] - e[i]) / (12 * step));
        const next = kernels[r - 1];
        const predicted = b.map((_, i) => {
          let sum = 0;
          for (let s = 0; s < n; s++) sum -= (next[i * n + s] * g[s]) / n;
          return sum;
        });
        // Five-point differences: h⁴ K⁽⁵⁾/30 ~ 1e-12 times a derivative up to 1e4, and 1e-16 K/h of rounding.
        expect(relativeDifference(measured, predicted)).toBeLessThan(1e-7);
      }
    },
  );

  it('is symmetric in the first two training points', async () => {
    const { definition, weights } = setUp(base);
    const { kernels } = await hierarchyKernels(
      backend,
      definition,
      uploadState(backend, definition, weights),
      x,
      n,
      5,
    );
    kernels.forEach((kernel, i) => {
      const tail = n ** i;
      const swapped = new Float64Array(n * n * tail);
      for (let a = 0; a < n; a++)
        for (let b = 0; b < n; b++)
          for (let s = 0; s < tail; s++) swapped[(a * n + b) * tail + s] = kernel[(b * n + a) * tail + s];
      expect(relativeDifference(swapped, kernel.subarray(0, swapped.length))).toBeLessThan(1e-13);
    });
  });

  it('permutes with the data, and a probe row is the row of the same point in training', async () => {
    const { definition, weights } = setUp(base);
    const state = uploadState(backend, definition, weights);
    const all = (await hierarchyKernels(backend, definition, state, x, N, 4)).kernels;
    const some = (await hierarchyKernels(backend, definition, state, x, n, 4)).kernels;
    const order = [4, 2, 0, 3, 1];
    const permuted = Float64Array.from(order.flatMap((i) => [x[i * d], x[i * d + 1]]));
    const shuffled = (await hierarchyKernels(backend, definition, state, permuted, N, 4)).kernels;
    const at = (kernel: Float64Array, size: number, index: readonly number[]): number =>
      kernel[index.reduce((sum, i) => sum * size + i, 0)];
    for (const index of [
      [0, 1, 2, 1],
      [4, 2, 2, 0],
      [3, 0, 1, 2],
    ]) {
      expect(at(some[2], n, index)).toBeCloseTo(at(all[2], N, index), 12);
      const original = index.map((i) => order[i]);
      expect(at(shuffled[2], N, index)).toBeCloseTo(at(all[2], N, original), 12);
    }
  });

  it('does not depend on the order of the neurons', async () => {
    const { definition, weights } = setUp({ ...base, depth: 2, preset: 'hayou' });
    const m = base.width;
    const order = Array.from({ length: m }, (_, i) => (3 * i + 2) % m);
    const [w1, w2, a] = weights.weights;
    const [b1, b2, bOut] = weights.biases;
    const columns = (w: Float64Array, rows: number): Float64Array =>
      Float64Array.from({ length: rows * m }, (_, i) => w[Math.floor(i / m) * m + order[i % m]]);
    const rows = (w: Float64Array, cols: number): Float64Array =>
      Float64Array.from({ length: m * cols }, (_, i) => w[order[Math.floor(i / cols)] * cols + (i % cols)]);
    const relabelled: Weights = {
      weights: [columns(w1, d), rows(w2, m), a],
      biases: [b1 && columns(b1, 1), b2, bOut],
    };
    const [before, after] = await Promise.all(
      [weights, relabelled].map((w) =>
        hierarchyKernels(backend, definition, uploadState(backend, definition, w), x, n, 5),
      ),
    );
    before.kernels.forEach((kernel, i) =>
      expect(relativeDifference(after.kernels[i], kernel)).toBeLessThan(1e-12),
    );
  });

  it('adds up over layers and does not depend on the slices', async () => {
    const { definition, weights } = setUp({ ...base, preset: 'hayou', residual: 'resnet' });
    const state = uploadState(backend, definition, weights);
    const whole = await hierarchyKernels(backend, definition, state, x, n, 5);
    const sliced = await hierarchyKernels(backend, definition, state, x, n, 5, {
      layers: true,
      blockRows: 4,
    });
    expect(sliced.layers?.length).toBe(base.depth + 1);
    whole.kernels.forEach((kernel, i) => {
      expect(relativeDifference(sliced.kernels[i], kernel)).toBeLessThan(1e-13);
      const sum = kernel.map((_, j) => sliced.layers!.reduce((s, layer) => s + layer[i][j], 0));
      expect(relativeDifference(sum, kernel)).toBeLessThan(1e-13);
    });
  });

  it('is the same without the fused operation, from gathers, products and sums', async () => {
    const { definition, weights } = setUp({ ...base, preset: 'hayou', residual: 'scaled' });
    const state = uploadState(backend, definition, weights);
    const plain: Backend = await createFloat64Backend();
    Object.defineProperty(plain, 'gatherProducts', { value: undefined });
    const plainState = uploadState(plain, definition, weights);
    const before = plain.memory();
    const composed = await hierarchyKernels(plain, definition, plainState, x, n, 5);
    expect(plain.memory()).toEqual(before);
    plain.close();
    const fused = await hierarchyKernels(backend, definition, state, x, n, 5);
    fused.kernels.forEach((kernel, i) =>
      expect(relativeDifference(composed.kernels[i], kernel)).toBeLessThan(1e-13),
    );
  });

  it('frees everything, also when it is cancelled at any pause', async () => {
    const { definition, weights } = setUp(base);
    const state = uploadState(backend, definition, weights);
    const before = backend.memory();
    let pauses = 0;
    await hierarchyKernels(backend, definition, state, x, n, 4, { pause: () => void pauses++ as undefined });
    expect(backend.memory()).toEqual(before);
    for (let stop = 1; stop <= pauses; stop += 5) {
      let left = stop;
      const pause = async (): Promise<void> => {
        if (--left === 0) throw new Cancelled();
      };
      await expect(hierarchyKernels(backend, definition, state, x, n, 4, { pause })).rejects.toThrow(
        Cancelled,
      );
      expect(backend.memory()).toEqual(before);
    }
  });

  it('refuses what needs more than 1 GB, with the numbers and the remedy', async () => {
    expect(refusal(8, 8, 512, 2, 4)).toBeNull();
    expect(estimateBytes(100, 64, 256, 2, 5)).toBeGreaterThan(1e9);
    expect(refusal(100, 64, 256, 2, 5)).toMatch(/n = 64, 36 probe points.*GB.*fewer.*order 4/);
    const definition = networkDefinition({ ...base, width: 64 }, d);
    const state = uploadState(backend, definition, initialWeights(definition.parametrisation, 1));
    const many = new Float64Array(200 * d);
    await expect(hierarchyKernels(backend, definition, state, many, 200, 4)).rejects.toThrow(/GB/);
  });
});
