import { featureRidge } from '../../theory/learningCurve/featureRidge';
import { kernelRegression } from '../../theory/learningCurve/kernelRegression';
import type { Weights } from '../network/drawWeights';
import { networkDefinition } from '../network/networkDefinition';
import { expand } from '../predictors/expansion';
import type { Setup } from '../predictors/setup';
import type { Backend } from '../tensor/backend';
import type { Pause } from '../work/pause';

/** f at all points of regression with the tangent kernel at these weights, of all trained layers or of the output layer alone. */
export async function featureRegression(
  backend: Backend,
  problem: Setup,
  weights: Weights,
  outputAlone: boolean,
  pause: Pause,
): Promise<Float64Array | null> {
  const { spec, data } = problem;
  const definition = outputAlone
    ? networkDefinition({ ...spec, trained: 'output' }, data.d)
    : problem.definition;
  const { kernels } = await expand(backend, { ...problem, definition }, weights, weights, 0);
  const [kernel] = await kernels(2, pause);
  return regressed(kernel, data.y);
}

/** Regression with a kernel [N, n] and the smallest ridge that keeps it solvable. */
export function regressed(kernel: Float64Array, y: Float64Array): Float64Array | null {
  return kernelRegression(kernel, y, featureRidge(kernel, y.length));
}

/** Σ (f − y)²/Σ y² over the points of y: 1 for the function that is 0. */
export function relativeError(f: Float64Array, y: Float64Array): number {
  let error = 0;
  let size = 0;
  for (let i = 0; i < y.length; i++) {
    error += (f[i] - y[i]) * (f[i] - y[i]);
    size += y[i] * y[i];
  }
  return error / size;
}
