import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { expand } from '../../../src/engine/predictors/expansion';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';
import { silentDirections } from '../../../src/theory/hierarchy/silentDirections';
import { TruncatedHierarchy } from '../../../src/theory/hierarchy/truncatedHierarchy';
import { lossSlope } from '../../../src/theory/loss/pointLoss';
import { arraySpace } from '../../../src/theory/ode/arraySpace';
import { Dop853 } from '../../../src/theory/ode/dop853';

// Six points in the plane and a linear φ: every kernel has rank two in every index, and labels that no line separates keep
// the rates from vanishing, so that integrals along the other four directions would grow for ever.
const spec: ExperimentSpec = {
  ...defaultSpec,
  target: 'signs',
  preset: 'fang',
  activation: 'linear',
  loss: 'logistic',
  width: 32,
};

it('p = 5 with kernels of low rank: the hierarchy’s own equations, integrated as they stand', async () => {
  const backend = await createFloat64Backend();
  const problem = makeSetup(spec);
  const { data, N, definition } = problem;
  const { n, y } = data;
  const weights = initialWeights(definition.parametrisation, spec.seed);
  const expansion = await expand(backend, problem, weights, weights, 0);
  const kernels = await expansion.kernels(5, noPause);
  backend.close();
  expect(silentDirections(kernels, n)).toHaveLength(4);

  // df = −(c/n) K² g, dK^r = −(c/n) K^{r+1} g on the training points, K⁵ frozen.
  const training = kernels.map((k, r) => k.slice(0, n ** (r + 2)));
  const parts = [expansion.f0.slice(0, n), ...training.slice(0, 3)];
  const starts = parts.map((_, r) => parts.slice(0, r).reduce((sum, part) => sum + part.length, 0));
  const state = new Float64Array(starts[3] + parts[3].length);
  parts.forEach((part, r) => {
    state.set(part, starts[r]);
  });
  const field = (_: number, s: Float64Array) => {
    const out = new Float64Array(s.length);
    const rates = y.map((target, i) => (-definition.lazyFactor / n) * lossSlope('logistic', s[i], target));
    parts.forEach((part, r) => {
      const above = r < 3 ? s.subarray(starts[r + 1]) : training[3];
      for (let i = 0; i < part.length; i++)
        for (let k = 0; k < n; k++) out[starts[r] + i] += above[i * n + k] * rates[k];
    });
    return out;
  };
  const direct = new Dop853(arraySpace, field, 0, state, { rtol: 1e-11, atol: 1e-13 });
  const hierarchy = new TruncatedHierarchy({
    n,
    N,
    f0: expansion.f0,
    kernels,
    y,
    loss: 'logistic',
    timeFactor: definition.lazyFactor,
  });
  for (const t of [1, 5, 20, 60]) {
    direct.advanceTo(t);
    hierarchy.advance(t);
    hierarchy
      .outputs()
      .slice(0, n)
      .forEach((f, i) => {
        // A hundred steps of 1e-9; without the projection it was 3e-5.
        expect(Math.abs(f - direct.state[i])).toBeLessThan(1e-7);
      });
  }
});

it('kernels of full rank have no silent direction', async () => {
  const backend = await createFloat64Backend();
  const problem = makeSetup(defaultSpec);
  const weights = initialWeights(problem.definition.parametrisation, defaultSpec.seed);
  const expansion = await expand(backend, problem, weights, weights, 0);
  expect(silentDirections(await expansion.kernels(3, noPause), problem.data.n)).toEqual([]);
  backend.close();
});
