import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { MeanFieldPredictor } from '../../../src/engine/predictors/meanFieldPredictor';
import { NetworkPredictor } from '../../../src/engine/predictors/networkPredictor';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';

// The one neuron of this network bears steps for which the kernel of the infinitely wide one grows too large in training.
const spec: ExperimentSpec = {
  ...defaultSpec,
  width: 1,
  alpha: 1,
  activation: 'gelu',
  optimizer: 'gd',
  lr: 2.5,
  horizon: 200,
  particles: 64,
  seed: 3,
};

it('says whose steps are too long where the particles diverge and the network does not', async () => {
  const backend = await createFloat64Backend();
  const problem = makeSetup(spec);
  const network = await NetworkPredictor.create(
    backend,
    problem,
    initialWeights(problem.definition.parametrisation, spec.seed),
  );
  await network.advance(spec.horizon, noPause);
  expect(network.divergence).toBeNull();
  network.close();
  const particles = await MeanFieldPredictor.create(backend, problem, true, []);
  await particles.advance(spec.horizon, noPause);
  expect(particles.divergence?.message).toMatch(/infinite width does not bear such steps/);
  particles.close();
  const slower = await MeanFieldPredictor.create(
    backend,
    { ...problem, spec: { ...spec, lr: 0.5 } },
    true,
    [],
  );
  await slower.advance(spec.horizon, noPause);
  expect(slower.divergence).toBeNull();
  slower.close();
  expect(backend.memory().tensors).toBe(0);
  backend.close();
});
