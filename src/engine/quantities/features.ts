import type { FeatureName } from '../../protocol/quantities/features';
import type { Weights } from '../network/drawWeights';
import { kernelsAtInfinity } from '../predictors/kernelsAtInfinity';
import { featureRegression, regressed, relativeError } from '../sweep/featureRegression';
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
    const { backend, problem, initial, pause } = member;
    const { last, train, probe, divergedAt } = await member.training();
    const { ntk, ntkProbe } = await kernelsAtInfinity(problem, pause);
    const trained = divergedAt === null;
    const regression = (weights: Weights, outputAlone: boolean): Promise<Float64Array | null> =>
      featureRegression(backend, problem, weights, outputAlone, pause);
    return {
      ...errorsOf(member, 'random', await regression(initial, true)),
      ...errorsOf(member, 'tangent0', await regression(initial, false)),
      ...errorsOf(member, 'tangentT', trained ? await regression(last, false) : null),
      ...errorsOf(member, 'infinite', regressed(joined(ntk, ntkProbe), problem.data.y)),
      ...errorsOf(
        member,
        'network',
        trained ? joined(train[train.length - 1], probe[probe.length - 1] ?? []) : null,
      ),
    };
  },
};

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
