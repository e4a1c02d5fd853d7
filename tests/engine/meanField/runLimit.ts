import { DeepMeanFieldPredictor } from '../../../src/engine/predictors/deepMeanFieldPredictor';
import { makeSetup } from '../../../src/engine/predictors/setup';
import type { Prediction } from '../../../src/engine/predictors/predictor';
import type { Backend } from '../../../src/engine/tensor/backend';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';

/** The mean field of a spec at some times, its kernel with the lazy factor; `exact`: as for times that are asked for, else as on the page. */
export async function runLimit(
  backend: Backend,
  spec: ExperimentSpec,
  times: readonly number[],
  exact = true,
) {
  const problem = makeSetup(spec);
  const predictor = DeepMeanFieldPredictor.create(backend, problem, exact, []);
  const rows: (Prediction & { lazyKernel: Float64Array })[] = [];
  for (const t of times) {
    await predictor.advance(t, noPause);
    const prediction = await predictor.predict();
    const lazyKernel = prediction.kernel!.map((value) => value * problem.definition.lazyFactor);
    rows.push({ ...prediction, lazyKernel });
  }
  predictor.close();
  return rows;
}

export function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return largest(Array.from(a, (value, i) => value - b[i]));
}
