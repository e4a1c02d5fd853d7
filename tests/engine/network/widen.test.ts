import { describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { tangentKernel } from '../../../src/engine/kernel/tangentKernel';
import { fullPass } from '../../../src/engine/network/backward';
import type { Weights } from '../../../src/engine/network/drawWeights';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { uploadState } from '../../../src/engine/network/networkState';
import { initialParticles, widenDefinition } from '../../../src/engine/network/widen';
import { normal } from '../../../src/theory/random/normal';
import { foldIn } from '../../../src/theory/random/foldIn';
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
    outputLaw: 'gaussian',
    trained: 'all',
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

describe('quasi-random particles', () => {
  const M = 4096;
  const wide = widenDefinition(narrow, M);
  const key = foldIn(prngKey(4), 2000);
  const draw = (mirrored: boolean) => initialParticles(wide, key, prngKey(4), mirrored);
  const moment = (values: Float64Array, power: number) =>
    values.reduce((s, v) => s + v ** power, 0) / values.length;

  it('have the law of the neurons: unit Gaussians with the preset’s deviations', () => {
    const { weights, biases } = draw(false);
    for (const values of [weights[0].subarray(0, M), weights[0].subarray(M), weights[1], biases[0]!]) {
      // Stratified in every coordinate: moments to well below M^(−1/2) = 0.016; the tails limit the fourth.
      expect(Math.abs(moment(values, 1))).toBeLessThan(1e-3);
      expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(3e-3);
      expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(0.06);
    }
  });

  it('keep the output bias of the network itself, at its own speed', () => {
    const own = initialWeights(narrow.parametrisation, 4).biases[1]![0];
    const { layers } = wide;
    expect(draw(false).biases[1]![0] * layers[1].bias).toBeCloseTo(own * narrow.layers[1].bias, 14);
  });

  it('mirrored: every a is positive, and with an odd φ the particles and their mirror images have the same outputs', async () => {
    const backend = await createFloat64Backend();
    const half = draw(true);
    expect(half.weights[1].every((a) => a > 0)).toBe(true);
    const image = {
      weights: half.weights.map((w) => w.map((v) => -v)),
      biases: [half.biases[0]!.map((v) => -v), half.biases[1]],
    };
    backend.scope(() => {
      const x = backend.upload(normal(prngKey(3), 10), 5, 2);
      const [f, g] = [half, image].map((w) =>
        backend.peek(fullPass(backend, wide, uploadState(backend, wide, w), x).f)!,
      );
      expect(g).toEqual(f);
    });
    backend.close();
  });
});

it('refuses more than one hidden layer', () => {
  const layers = [...narrow.layers, narrow.layers[1]];
  expect(() => widenDefinition({ ...narrow, layers, depth: 2 }, 16)).toThrow(/one hidden layer/);
});
