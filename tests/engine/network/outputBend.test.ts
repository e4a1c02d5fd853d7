import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { fullPass } from '../../../src/engine/network/backward';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { outputs } from '../../../src/engine/network/forward';
import { lossHessian } from '../../../src/engine/network/hessianVector';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { parameterList, stateFromList, uploadState } from '../../../src/engine/network/networkState';
import { outputBend } from '../../../src/engine/network/outputBend';
import { residuals } from '../../../src/theory/network/parametrisation';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

const n = 3;

it.each(residuals.flatMap((residual) => [1, 2, 3].map((depth) => ({ residual, depth }))))(
  '$residual, H = $depth: second derivatives of the outputs are second differences',
  async (c) => {
    const backend = await createFloat64Backend();
    const definition = networkDefinition(
      {
        preset: 'hayou',
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
        ...c,
      },
      2,
    );
    const x = backend.upload(normal(prngKey(3), 2 * n), n, 2);
    const theta = parameterList(
      uploadState(backend, definition, initialWeights(definition.parametrisation, 6)),
    );
    const v = theta.map((t, k) =>
      backend.upload(normal(foldIn(prngKey(9), k), t.rows * t.cols), t.rows, t.cols),
    );
    const f = (s: number): Float64Array =>
      backend.scope(() => {
        const moved = theta.map((t, k) => backend.addScaled(t, v[k], s));
        return backend.peek(outputs(backend, definition, stateFromList(definition, moved), x))!.slice();
      });
    const state = stateFromList(definition, theta);
    const pass = fullPass(backend, definition, state, x);
    const none = backend.zeros(n, 1);
    const hessian = lossHessian(backend, { definition, state, pass, slope: none, curvature: none });
    const found = backend.peek(outputBend(backend, hessian, stateFromList(definition, v)))!;
    const h = 1e-3;
    const [up, middle, down, upper, lower] = [f(h), f(0), f(-h), f(2 * h), f(-2 * h)];
    const size = Math.max(...found.map(Math.abs));
    found.forEach((value, i) => {
      // Fourth-order differences: h⁴ times a sixth derivative along a direction of length 8, and rounding 1e-16/h².
      const second = (-upper[i] + 16 * up[i] - 30 * middle[i] + 16 * down[i] - lower[i]) / (12 * h * h);
      expect(Math.abs(value - second)).toBeLessThan(1e-6 * size);
    });
  },
);
