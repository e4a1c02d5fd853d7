import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { disposeKernel, tangentKernel } from '../../../src/engine/kernel/tangentKernel';
import { fullPass } from '../../../src/engine/network/backward';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { lossHessian } from '../../../src/engine/network/hessianVector';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { parameterList, stateFromList, uploadState } from '../../../src/engine/network/networkState';
import { selfCurvature } from '../../../src/engine/network/selfCurvature';
import type { Tensor } from '../../../src/engine/tensor/backend';
import { lossCurvature, lossSlope } from '../../../src/theory/loss/pointLoss';
import { presets, residuals } from '../../../src/theory/network/parametrisation';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

const n = 3;
const y = Float64Array.of(1, -1, 1);
const cases = presets
  .flatMap((preset) => residuals.map((residual) => ({ preset, residual })))
  .flatMap((c) => ([1, 3] as const).map((depth) => ({ ...c, depth })))
  .filter((c) => c.preset !== 'fang' || c.depth === 1)
  .flatMap((c) => (['square', 'logistic'] as const).map((loss) => ({ ...c, loss })));

it.each(cases)(
  '$preset, $residual, H = $depth, $loss loss: half the gradient of (1/n) Σ g² K(x, x)',
  async ({ loss, ...c }) => {
    const backend = await createFloat64Backend();
    const definition = networkDefinition(
      {
        width: 4,
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
        ...c,
      },
      2,
    );
    const x = backend.upload(normal(prngKey(3), 2 * n), n, 2);
    const theta = parameterList(
      uploadState(backend, definition, initialWeights(definition.parametrisation, 6)),
    );
    const column = (values: ArrayLike<number>): Tensor => backend.upload(Float64Array.from(values), n, 1);
    /** From the kernel alone, which knows nothing of second derivatives. */
    const value = (list: readonly Tensor[]): number =>
      backend.scope(() => {
        const pass = fullPass(backend, definition, stateFromList(definition, list), x);
        const kernel = tangentKernel(backend, definition, pass);
        const k = backend.peek(kernel.total)!.slice();
        disposeKernel(backend, kernel);
        return backend
          .peek(pass.f)!
          .reduce((sum, f, i) => sum + (lossSlope(loss, f, y[i]) ** 2 * k[i * n + i]) / n, 0);
      });
    const state = stateFromList(definition, theta);
    const pass = fullPass(backend, definition, state, x);
    const f = backend.peek(pass.f)!;
    const hessian = lossHessian(backend, {
      definition,
      state,
      pass,
      slope: column(f.map((one, i) => lossSlope(loss, one, y[i]))),
      curvature: column(f.map((one, i) => lossCurvature(loss, one, y[i]))),
    });
    const found = selfCurvature(backend, hessian).map((part) => backend.peek(part)!.slice());
    const size = Math.max(...found.map((part) => Math.max(...part.map(Math.abs))));
    const h = 1e-3;
    theta.forEach((part, k) => {
      for (let i = 0; i < found[k].length; i++) {
        const at = (s: number): number => {
          const moved = backend.peek(part)!.slice();
          moved[i] += s;
          return value(theta.map((t, j) => (j === k ? backend.upload(moved, t.rows, t.cols) : t)));
        };
        // Central differences, extrapolated: error h⁴ times a fifth derivative of order 100, and rounding 1e-16/h.
        const slope = (4 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h)) / 2) / (6 * h);
        expect(Math.abs(found[k][i] - slope / 2)).toBeLessThan(1e-8 * size);
      }
    });
  },
);
