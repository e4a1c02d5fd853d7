import { expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { noPause } from '../../../src/engine/work/pause';
import { Trainer } from '../../../src/engine/training/trainer';
import type { TrainedPart } from '../../../src/theory/network/parametrisation';
import { requireSpec, validateSpec } from '../../../src/protocol/validate';

/** Kernel at t = 0 and the weights at t = 3 of a network some of whose layers are trained. */
async function train(
  trained: TrainedPart,
): Promise<{ kernel: Float64Array; start: Float64Array[]; end: Float64Array[] }> {
  const { spec, problems } = validateSpec({ trained, depth: 2, width: 12, horizon: 3 });
  expect(problems).toEqual([]);
  const { definition, data } = makeSetup(spec);
  const backend = await createFloat64Backend();
  const initial = initialWeights(definition.parametrisation, spec.seed);
  const trainer = await Trainer.create(backend, definition, data, spec, { initial });
  const kernel = await backend.download(trainer.kernel().total);
  await trainer.advanceTo(3, noPause);
  const { weights } = await trainer.checkpoint();
  backend.close();
  return { kernel, start: [...initial.weights], end: [...weights.weights] };
}

it('gives each trained layer its summand of the kernel: hidden and output together are all', async () => {
  const [all, hidden, output] = await Promise.all([train('all'), train('hidden'), train('output')]);
  all.kernel.forEach((value, i) => expect(hidden.kernel[i] + output.kernel[i]).toBeCloseTo(value, 12));
});

it.each([
  ['hidden', [false, false, true]],
  ['output', [true, true, false]],
] as const)('with %s layers trained the others keep their values to the bit', async (trained, frozen) => {
  const { start, end } = await train(trained);
  frozen.forEach((still, l) => {
    if (still) expect(end[l]).toEqual(start[l]);
    else expect(end[l]).not.toEqual(start[l]);
  });
});

it('draws ±σ_a under the law of signs, each the sign of the Gaussian draw, as many of one as of the other', () => {
  const weights = (outputLaw: 'gaussian' | 'signs'): Float64Array => {
    const { spec } = validateSpec({ preset: 'fang', sigmaA: 0.7, width: 4096, outputLaw });
    return initialWeights(makeSetup(spec).definition.parametrisation, spec.seed).weights[1];
  };
  const gaussian = weights('gaussian');
  const signs = weights('signs');
  signs.forEach((u, j) => expect(u).toBe(gaussian[j] < 0 ? -0.7 : 0.7));
  // Binomial: the mean of 4096 fair signs lies within 4/√4096 of 0.
  expect(Math.abs(signs.reduce((sum, u) => sum + u / 0.7, 0)) / 4096).toBeLessThan(4 / 64);
});

it('leaves random features theirs where the network’s output layer stands still', async () => {
  const curve = async (trained: TrainedPart): Promise<Float64Array> => {
    const spec = requireSpec({ trained, width: 12, horizon: 3, predictors: ['randomFeatures'] });
    const frames: Float64Array[] = [];
    await createAskHere()(
      'run',
      { spec, predictors: spec.predictors, times: [3] },
      {
        onEvent: (event) => {
          if (event.kind === 'frames') frames.push(event.frames.probe);
        },
      },
    );
    return frames[0];
  };
  const all = await curve('all');
  expect(Math.max(...all)).toBeGreaterThan(0.01);
  expect(await curve('hidden')).toEqual(all);
});
