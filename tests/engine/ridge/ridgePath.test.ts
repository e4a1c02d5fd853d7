import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { ridgePath } from '../../../src/engine/ridge/ridgePath';
import { noPause } from '../../../src/engine/work/pause';
import { fdz12 } from '../../../src/experiments/fdz/fdz12';
import type { RidgeRow } from '../../../src/protocol/ridgePath';
import { kernelRegression } from '../../../src/theory/learningCurve/kernelRegression';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

const path = async (change: object, lambdas: number[], descended = lambdas): Promise<readonly RidgeRow[]> => {
  const spec = { ...fdz12.spec, n: 12, width: 64, ...change };
  const backend = await createFloat64Backend();
  return (await ridgePath({ spec, lambdas, descended }, backend, noPause, () => Promise.resolve())).rows;
};

it('eq. 14: separate coefficients for the two kernels end at regression with their sum and the ridge nλ', () => {
  const [n, lambda] = [5, 0.03];
  const gram = (seed: number): Float64Array => {
    const z = normal(prngKey(seed), n * n);
    return Float64Array.from({ length: n * n }, (_, e) => {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += z[Math.floor(e / n) * n + k] * z[(e % n) * n + k];
      return sum / n;
    });
  };
  const kernels = [gram(1), gram(2)];
  const y = normal(prngKey(3), n);
  const times = (k: Float64Array, v: Float64Array): Float64Array =>
    v.map((_, i) => v.reduce((sum, value, j) => sum + k[i * n + j] * value, 0));
  const beta = kernels.map(() => new Float64Array(n));
  const outputs = (): Float64Array => {
    const parts = kernels.map((k, s) => times(k, beta[s]));
    return parts[0].map((value, i) => value + parts[1][i]);
  };
  // Plain gradient descent on (1/n) Σ ½(f − y)² + (λ/2) Σ_s β_sᵀ k_s β_s, preconditioned by 1/k_s: its β-gradient is k_s((f − y)/n + λ β_s).
  for (let step = 0; step < 20_000; step++) {
    const f = outputs();
    for (const b of beta) b.forEach((value, i) => (b[i] -= 0.5 * ((f[i] - y[i]) / n + lambda * value)));
  }
  const sum = kernels[0].map((value, e) => value + kernels[1][e]);
  const expected = kernelRegression(sum, y, n * lambda)!;
  outputs().forEach((value, i) => expect(value).toBeCloseTo(expected[i], 9));
});

it.each([true, false])(
  'a network that is linear in what is trained ends exactly at its minimiser (centred: %s)',
  async (centred) => {
    for (const { gap } of await path({ trained: 'output', centred }, [1e-3, 0.1])) {
      // Descent stops at e^{−18}, times the growth of heavy-ball transients.
      expect(gap.networkLinearised).toBeLessThan(1e-6);
    }
  },
);

it('the wider, the nearer to the infinite kernel, network and linearisation alike', async () => {
  const gaps = await Promise.all([32, 512].map(async (width) => (await path({ width }, [0.01]))[0].gap));
  // m^{−1/2}: a factor of 4, of one draw.
  for (const name of ['linearisedInfinite', 'networkInfinite', 'networkLinearised'] as const)
    expect(gaps[1][name]! / gaps[0][name]!, name).toBeLessThan(0.6);
});

it('interpolates as λ → 0 and gives up as λ → ∞', async () => {
  const rows = await path({}, [1e-8, 1e4], []);
  expect(rows[0].infinite.train).toBeLessThan(1e-9);
  expect(rows[1].infinite.train).toBeGreaterThan(0.999);
  expect(rows[0].network).toBeNull();
});

it('refuses another loss, with the remedy', async () => {
  await expect(path({ loss: 'logistic' }, [0.1])).rejects.toThrow(/loss must be square.*set loss to square/);
});
