import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { MeanFieldPredictor } from '../../../src/engine/predictors/meanFieldPredictor';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { noPause } from '../../../src/engine/work/pause';
import { defaultSpec } from '../../../src/protocol/fields';

it('particles say the same at a time whether or not they were asked before', async () => {
  const backend = await createFloat64Backend();
  const problem = makeSetup({ ...defaultSpec, particles: 256 });
  const at = async (times: readonly number[]) => {
    const predictor = await MeanFieldPredictor.create(backend, problem, true, []);
    let probe = new Float64Array(0);
    for (const t of times) {
      await predictor.advance(t, noPause);
      probe = Float64Array.from((await predictor.predict()).probe);
    }
    predictor.close();
    return probe;
  };
  const alone = await at([10]);
  expect(Math.max(...alone.map(Math.abs))).toBeGreaterThan(0.1);
  expect(alone).toEqual(await at([0, 1, 10]));
  backend.close();
});
