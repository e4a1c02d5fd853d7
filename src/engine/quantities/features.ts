import type { FeatureName } from '../../protocol/quantities/features';
import { kernelRegression } from '../../theory/learningCurve/kernelRegression';
import { featureRidge } from '../../theory/learningCurve/featureRidge';
import type { Weights } from '../network/drawWeights';
import { networkDefinition } from '../network/networkDefinition';
import { expand } from '../predictors/expansion';
import { kernelsAtInfinity } from '../predictors/kernelsAtInfinity';
import type { Member } from './member';
import type { Quantity, Values } from './quantity';

/**
 * `testError.*` and `trainError.*` of f(x) = K(x, X)(K + λI)⁻¹y with K the kernel of the output layer at 0 (random features), the tangent kernel
 * at 0, the tangent kernel at the horizon (learned features), the infinite one, and of the network that learned them. λ is 1e-6 of the mean of
 * K(x, x): f is all but the interpolation, and the system stays solvable. Null without held-out targets.
 */
export const features: Quantity = {
  needs: { orders: [], training: { kernels: false }, probe: true },
  async compute(member) {
    const { problem, initial, pause } = member;
    const { last, train, probe, divergedAt } = await member.training();
    const { ntk, ntkProbe } = await kernelsAtInfinity(problem, pause);
    const trained = divergedAt === null;
    return {
      ...errorsOf(member, 'random', await regression(member, initial, true)),
      ...errorsOf(member, 'tangent0', await regression(member, initial, false)),
      ...errorsOf(member, 'tangentT', trained ? await regression(member, last, false) : null),
      ...errorsOf(member, 'infinite', regressed(joined(ntk, ntkProbe), problem.data.y)),
      ...errorsOf(
        member,
        'network',
        trained ? joined(train[train.length - 1], probe[probe.length - 1] ?? []) : null,
      ),
    };
  },
};

/** f at all points of regression with the tangent kernel at these weights, of all trained layers or of the output layer alone. */
async function regression(
  { backend, problem, pause }: Member,
  weights: Weights,
  outputAlone: boolean,
): Promise<Float64Array | null> {
  const { spec, data } = problem;
  const definition = outputAlone
    ? networkDefinition({ ...spec, trained: 'output' }, data.d)
    : problem.definition;
  const { kernels } = await expand(backend, { ...problem, definition }, weights, weights, 0);
  const [kernel] = await kernels(2, pause);
  return regressed(kernel, data.y);
}

function regressed(kernel: Float64Array, y: Float64Array): Float64Array | null {
  return kernelRegression(kernel, y, featureRidge(kernel, y.length));
}

/** The training points' numbers, then the held-out ones'. */
function joined(train: Float64Array, probe: ArrayLike<number>): Float64Array {
  const all = new Float64Array(train.length + probe.length);
  all.set(train);
  all.set(probe, train.length);
  return all;
}

function errorsOf({ problem: { data } }: Member, name: FeatureName, f: Float64Array | null): Values {
  const { y, yProbe, n } = data;
  return {
    [`trainError.${name}`]: f && relativeError(f.subarray(0, n), y),
    [`testError.${name}`]: f && yProbe && relativeError(f.subarray(n), yProbe),
  };
}

/** Σ (f − y)²/Σ y²: 1 for the function that is 0. */
function relativeError(f: Float64Array, y: Float64Array): number {
  let error = 0;
  let size = 0;
  for (let i = 0; i < y.length; i++) {
    error += (f[i] - y[i]) * (f[i] - y[i]);
    size += y[i] * y[i];
  }
  return error / size;
}
