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

it('noisy particles under the logistic loss bear every step that the network of one neuron bears', async () => {
  const backend = await createFloat64Backend();
  // μP at width 1: γ = 1, and every rate of the M particles is M times the neuron's.
  for (const lr of [0.1, 1, 3])
    for (const temperature of [0.001, 0.1, 1])
      for (const seed of [0, 1]) {
        const problem = makeSetup({
          ...spec,
          preset: 'mup',
          loss: 'logistic',
          target: 'signs',
          optimizer: 'noisy',
          lr,
          temperature,
          horizon: 40,
          seed,
        });
        const weights = initialWeights(problem.definition.parametrisation, seed);
        const network = await NetworkPredictor.create(backend, problem, weights);
        const particles = await MeanFieldPredictor.create(backend, problem, true, []);
        for (const predictor of [network, particles]) await predictor.advance(40, noPause);
        expect([lr, temperature, seed, network.divergence, particles.divergence]).toEqual([
          lr,
          temperature,
          seed,
          null,
          null,
        ]);
        // Finite is not enough: a loss that noise drives up by a random walk of a stays of the size of its outputs.
        const { loss } = await particles.predict();
        expect(loss).toBeLessThan(Math.log(2) + 1);
        network.close();
        particles.close();
      }
  backend.close();
});
