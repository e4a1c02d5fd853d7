import { describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { widenDefinition } from '../../../src/engine/network/widen';
import { MeanFieldPredictor } from '../../../src/engine/predictors/meanFieldPredictor';
import { populations } from '../../../src/engine/predictors/populations';
import { NetworkPredictor } from '../../../src/engine/predictors/networkPredictor';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { runExperiment } from '../../../src/engine/run/runExperiment';
import { flowTolerance } from '../../../src/engine/training/flowTolerance';
import { trainingBytes } from '../../../src/engine/training/trainingBytes';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';

type Change = Partial<ExperimentSpec>;
const sphere: Change = { dataset: 'sphere', target: 'linear', d: 784 };

/** Times with some steps before and between them, so that interpolation and rejected steps have happened. */
function timesOf({ optimizer }: ExperimentSpec): number[] {
  return optimizer === 'flow' ? [0, 0.02, 0.1, 0.3] : [0, 0.1, 0.2, 0.4];
}

const networks: [string, Change][] = [
  ['parameters', { width: 600, depth: 2 }],
  ['a kinked activation', { width: 400, depth: 2, activation: 'relu' }],
  ['points', { n: 256, width: 512 }],
  ['depth', { n: 128, width: 64, depth: 6 }],
  ['inputs', { ...sphere, n: 8, width: 256 }],
  ['probe points', { n: 4, width: 4096 }],
  ['gradient descent', { width: 400, depth: 2, optimizer: 'gd' }],
  ['momentum', { width: 400, depth: 2, optimizer: 'momentum' }],
  ['noise', { width: 400, depth: 2, optimizer: 'noisy' }],
  ['batches of many points', { n: 256, width: 128, depth: 2, optimizer: 'sgd' }],
];
const particles: [string, Change, boolean][] = [
  ['few inputs', { particles: 4096 }, true],
  ['few inputs, on the page', { particles: 4096 }, false],
  ['many inputs', { ...sphere, n: 4, particles: 1024 }, true],
  ['many inputs, on the page', { ...sphere, n: 4, particles: 1024 }, false],
  ['many inputs, noise', { ...sphere, n: 16, particles: 1024, optimizer: 'noisy' }, false],
];

/** An upper estimate, and not so high that it refuses what would fit well. */
function expectClose(estimate: number, used: number): void {
  expect(estimate).toBeGreaterThan(used);
  expect(estimate).toBeLessThan(1.8 * used);
}

describe('the memory of a training is what was estimated', () => {
  it.each(networks)('network: %s', async (_, change) => {
    const spec = { ...defaultSpec, ...change };
    const problem = makeSetup(spec);
    const { definition, data } = problem;
    const backend = await createFloat64Backend();
    const network = await NetworkPredictor.create(
      backend,
      problem,
      initialWeights(definition.parametrisation, 1),
    );
    for (const t of timesOf(spec)) {
      await network.advance(t, noPause);
      await network.predict();
    }
    const { order } = flowTolerance(spec.activation, 'float64');
    const { optimizer } = spec;
    expectClose(trainingBytes({ definition, data, optimizer, order, networks: 1 }), backend.reserved);
    network.close();
    backend.close();
  });

  it.each(particles)('particles: %s', async (_, change, exact) => {
    const spec = { ...defaultSpec, ...change };
    const problem = makeSetup(spec);
    const backend = await createFloat64Backend();
    const predictor = await MeanFieldPredictor.create(backend, problem, exact, []);
    for (const t of timesOf(spec)) {
      await predictor.advance(t, noPause);
      await predictor.predict();
    }
    const estimate = trainingBytes({
      definition: widenDefinition(problem.definition, spec.particles / populations),
      data: problem.data,
      optimizer: spec.optimizer,
      order: exact ? 8 : 5,
      networks: populations,
    });
    expectClose(estimate, backend.reserved);
    predictor.close();
    backend.close();
  });
});

describe('what cannot fit is refused before a weight is drawn', () => {
  it.each([
    ['particles', { ...sphere, n: 256, width: 64, alpha: 1, particles: 262144, predictors: ['meanField'] }],
    ['a network', { width: 4096, depth: 3, predictors: ['nn'] }],
    [
      'a network up to an expansion point',
      { width: 4096, depth: 2, expansion: 1, predictors: ['linearised'] },
    ],
  ] as [string, Change][])('%s', async (_, change) => {
    const spec = { ...defaultSpec, ...change };
    const backend = await createFloat64Backend();
    const refused: (string | null)[] = [];
    await runExperiment(
      spec,
      {
        backend,
        float64: backend,
        choice: { backend: 'float64', adapter: backend.adapter, precision: 0, reason: 'a test' },
        clock: { now: () => 0 },
      },
      {
        predictors: spec.predictors,
        emit: (event) => {
          if (event.kind === 'status' && event.status.state === 'refused') refused.push(event.status.message);
          // Nothing has been put into the memory, not even weights.
          expect(backend.reserved).toBe(0);
          return Promise.resolve();
        },
      },
    );
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatch(/GB, more than the 1\.6 GB allowed; use/);
    backend.close();
  });
});
