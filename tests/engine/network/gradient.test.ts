import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { fullPass } from '../../../src/engine/network/backward';
import type { Weights } from '../../../src/engine/network/drawWeights';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { outputs } from '../../../src/engine/network/forward';
import { gradient } from '../../../src/engine/network/gradient';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { parameterCount } from '../../../src/theory/network/parameterCount';
import { stateFromList, uploadState } from '../../../src/engine/network/networkState';
import { lossSlope, meanLoss } from '../../../src/theory/loss/pointLoss';
import { normal } from '../../../src/theory/random/normal';
import { prngKey } from '../../../src/theory/random/key';
import { presets, residuals } from '../../../src/theory/network/parametrisation';

const cases = presets
  .flatMap((preset) => residuals.map((residual) => ({ preset, residual })))
  .flatMap((c) => ([1, 2, 10] as const).map((depth) => ({ ...c, depth })))
  .filter((c) => c.preset !== 'fang' || c.depth === 1);

it.each(cases)('$preset, $residual, H = $depth: the gradient is the slope of the loss', async (c) => {
  const backend = await createFloat64Backend();
  const definition = networkDefinition(
    {
      ...c,
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
    },
    2,
  );
  const n = 3;
  const weights = initialWeights(definition.parametrisation, 6);
  const y = Float64Array.of(1, -1, 1);
  backend.scope(() => {
    const x = backend.upload(normal(prngKey(3), 2 * n), n, 2);
    const loss = (w: Weights) =>
      meanLoss(
        'logistic',
        backend.peek(outputs(backend, definition, uploadState(backend, definition, w), x))!,
        y,
      );
    const pass = fullPass(backend, definition, uploadState(backend, definition, weights), x);
    const g = backend.peek(pass.f)!.map((f, i) => lossSlope('logistic', f, y[i]));
    const list = gradient(backend, definition, pass, backend.upload(g, n, 1), 1);
    const slopes = stateFromList(definition, list);

    // Along a random direction v: (L(θ + hv) − L(θ − hv))/2h = Σ ⟨∂L/∂θ_ℓ, v_ℓ⟩, error h² ≈ 1e-10 and rounding 1e-16/h.
    const h = 1e-5;
    const along = (s: number): Weights => {
      let key = 0;
      const move = (v: Float64Array) => {
        const u = normal(prngKey(100 + key++), v.length);
        return v.map((value, i) => value + s * u[i]);
      };
      return {
        weights: weights.weights.map(move),
        biases: weights.biases.map((b) => (b === null ? null : move(b))),
      };
    };
    const measured = (loss(along(h)) - loss(along(-h))) / (2 * h);
    const unit = along(1);
    let expected = 0;
    let parameters = 0;
    definition.layers.forEach((layer, l) => {
      const parts: [Float64Array, Float64Array, Float64Array][] = [
        [backend.peek(slopes.weights[l])!, unit.weights[l], weights.weights[l]],
      ];
      const bias = slopes.biases[l];
      if (bias !== null) parts.push([backend.peek(bias)!, unit.biases[l]!, weights.biases[l]!]);
      for (const [slope, moved, start] of parts) {
        parameters += slope.length;
        slope.forEach((v, i) => (expected += (v / layer.rate) * (moved[i] - start[i])));
      }
    });
    expect(parameters).toBe(parameterCount(definition));
    expect(Math.abs(measured - expected)).toBeLessThan(2e-8 * Math.max(1, Math.abs(expected)));
  });
});
