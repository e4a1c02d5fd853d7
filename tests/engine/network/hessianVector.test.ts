import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { fullPass } from '../../../src/engine/network/backward';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { gradient } from '../../../src/engine/network/gradient';
import { hessianVector, lossHessian } from '../../../src/engine/network/hessianVector';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { parameterList, stateFromList, uploadState } from '../../../src/engine/network/networkState';
import type { Tensor } from '../../../src/engine/tensor/backend';
import { presets, residuals } from '../../../src/theory/network/parametrisation';
import { lossCurvature, lossSlope, type LossName } from '../../../src/theory/loss/pointLoss';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

const cases = presets
  .flatMap((preset) => residuals.map((residual) => ({ preset, residual })))
  .flatMap((c) => ([1, 2, 4] as const).map((depth) => ({ ...c, depth })))
  .filter((c) => c.preset !== 'fang' || c.depth === 1)
  .flatMap((c) => (['square', 'logistic'] as const).map((loss) => ({ ...c, loss })));

const n = 3;
const y = Float64Array.of(1, -1, 1);

/** A network of width 5 with every kind of parameter; H v by hand and ∇L wherever θ is. */
async function setUp(loss: LossName, network: Partial<Parameters<typeof networkDefinition>[0]>) {
  const backend = await createFloat64Backend();
  const definition = networkDefinition(
    {
      preset: 'jacot',
      residual: 'none',
      depth: 2,
      width: 5,
      activation: 'tanh',
      activationParam: 1,
      sigmaW: 1.2,
      sigmaB: 0.3,
      sigmaA: 0.8,
      alpha: 2,
      centred: false,
      lrRule: 'lazy',
      outputLaw: 'gaussian',
      trained: 'all',
      ...network,
    },
    2,
  );
  const x = backend.upload(normal(prngKey(3), 2 * n), n, 2);
  const theta = parameterList(
    uploadState(backend, definition, initialWeights(definition.parametrisation, 6)),
  );
  const slopeAt = (f: Tensor) =>
    backend.upload(
      backend.peek(f)!.map((value, i) => lossSlope(loss, value, y[i])),
      n,
      1,
    );
  /** ∂L/∂θ without learning-rate multipliers. */
  const gradientAt = (list: readonly Tensor[]): Float64Array[] =>
    backend.scope(() => {
      const pass = fullPass(backend, definition, stateFromList(definition, list), x);
      const plain = { ...definition, layers: definition.layers.map((layer) => ({ ...layer, rate: 1 })) };
      return gradient(backend, plain, pass, slopeAt(pass.f), 1).map((t) => backend.peek(t)!.slice());
    });
  const state = stateFromList(definition, theta);
  const pass = fullPass(backend, definition, state, x);
  const curvature = backend.peek(pass.f)!.map((f, i) => lossCurvature(loss, f, y[i]));
  const hessian = lossHessian(backend, {
    definition,
    state,
    pass,
    slope: slopeAt(pass.f),
    curvature: backend.upload(curvature, n, 1),
  });
  const times = (v: readonly Tensor[]): Float64Array[] =>
    backend.scope(() =>
      hessianVector(backend, hessian, stateFromList(definition, v)).map((t) => backend.peek(t)!.slice()),
    );
  return { backend, theta, gradientAt, times };
}

const flat = (parts: readonly Float64Array[]): number[] => parts.flatMap((part) => [...part]);

it.each(cases)(
  '$preset, $residual, H = $depth, $loss loss: H v is the derivative of the gradient along v',
  async (c) => {
    const { backend, theta, gradientAt, times } = await setUp(c.loss, c);
    const v = theta.map((t, k) =>
      backend.upload(normal(foldIn(prngKey(9), k), t.rows * t.cols), t.rows, t.cols),
    );
    const moved = (s: number) => flat(gradientAt(theta.map((t, k) => backend.addScaled(t, v[k], s))));
    // Two central differences, extrapolated: error h⁴ ≈ 1e-12 and rounding 1e-16/h.
    const h = 1e-3;
    const difference = (step: number) => {
      const [up, down] = [moved(step), moved(-step)];
      return up.map((value, i) => (value - down[i]) / (2 * step));
    };
    const [wide, narrow] = [difference(2 * h), difference(h)];
    const expected = narrow.map((value, i) => (4 * value - wide[i]) / 3);
    const found = flat(times(v));
    const size = Math.max(...expected.map(Math.abs));
    // The fifth derivative along a direction of length 10 is what h⁴ multiplies.
    found.forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(2e-6 * size));
  },
);

it('gives a symmetric matrix, whose columns are differences of the gradient', async () => {
  const { backend, theta, gradientAt, times } = await setUp('square', { width: 3 });
  const count = flat(gradientAt(theta)).length;
  const direction = (index: number, s: number): Tensor[] => {
    let at = 0;
    return theta.map((t) => {
      const values = new Float64Array(t.rows * t.cols);
      if (index >= at && index < at + values.length) values[index - at] = s;
      at += values.length;
      return backend.upload(values, t.rows, t.cols);
    });
  };
  const columns = Array.from({ length: count }, (_, k) => flat(times(direction(k, 1))));
  const h = 1e-4;
  const size = Math.max(...columns.flat().map(Math.abs));
  for (let k = 0; k < count; k++) {
    const shift = direction(k, h);
    const up = flat(gradientAt(theta.map((t, i) => backend.add(t, shift[i]))));
    const down = flat(gradientAt(theta.map((t, i) => backend.sub(t, shift[i]))));
    for (let i = 0; i < count; i++) {
      expect(Math.abs(columns[k][i] - columns[i][k])).toBeLessThan(1e-14 * size);
      // Error h² = 1e-8 times a third derivative of order 1.
      expect(Math.abs(columns[k][i] - (up[i] - down[i]) / (2 * h))).toBeLessThan(1e-7 * size);
    }
  }
});

it('frees all that a product makes', async () => {
  const { backend, theta, times } = await setUp('square', {});
  const before = backend.memory().tensors;
  times(theta);
  expect(backend.memory().tensors).toBe(before);
});
