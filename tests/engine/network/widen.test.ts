import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { tangentKernel } from '../../../src/engine/kernel/tangentKernel';
import { fullPass } from '../../../src/engine/network/backward';
import type { Weights } from '../../../src/engine/network/drawWeights';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { uploadState } from '../../../src/engine/network/networkState';
import { widenDefinition } from '../../../src/engine/network/widen';
import { normal } from '../../../src/theory/random/normal';
import { prngKey } from '../../../src/theory/random/key';

const narrow = networkDefinition(
  {
    preset: 'hayou',
    width: 8,
    depth: 1,
    activation: 'tanh',
    activationParam: 1,
    sigmaW: 1.3,
    sigmaB: 0.2,
    sigmaA: 1,
    alpha: 1,
    residual: 'none',
    centred: false,
    lrRule: 'lazy',
  },
  2,
);

/** Every neuron of w three times over; the output bias as `widenDefinition` scales it. */
function thrice(w: Weights): Weights {
  const m = narrow.width;
  const rows = (values: Float64Array, perNeuron: boolean) =>
    perNeuron
      ? Float64Array.from({ length: 3 * values.length }, (_, i) => {
          const row = Math.floor(i / (3 * m));
          return values[row * m + (i % m)];
        })
      : values;
  return {
    weights: [rows(w.weights[0], true), rows(w.weights[1], true)],
    biases: [rows(w.biases[0]!, true), w.biases[1]!.map((b) => b * Math.sqrt(3))],
  };
}

it('particles that repeat the neurons of a network have its outputs and its kernel', async () => {
  const backend = await createFloat64Backend();
  const wide = widenDefinition(narrow, 24);
  const weights = initialWeights(narrow.parametrisation, 4);
  backend.scope(() => {
    const x = backend.upload(normal(prngKey(3), 10), 5, 2);
    const values = [
      { definition: narrow, state: uploadState(backend, narrow, weights) },
      { definition: wide, state: uploadState(backend, wide, thrice(weights)) },
    ].map(({ definition, state }) => {
      const pass = fullPass(backend, definition, state, x);
      return [...backend.peek(pass.f)!, ...backend.peek(tangentKernel(backend, definition, pass).total)!];
    });
    // The same sums in another order: a few units of the last place.
    values[0].forEach((v, i) => {
      expect(Math.abs(values[1][i] - v)).toBeLessThan(1e-13 * Math.max(1, Math.abs(v)));
    });
  });
});

it('refuses more than one hidden layer', () => {
  const layers = [...narrow.layers, narrow.layers[1]];
  expect(() => widenDefinition({ ...narrow, layers, depth: 2 }, 16)).toThrow(/one hidden layer/);
});
