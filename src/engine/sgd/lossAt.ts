import { lossCurvature, lossSlope } from '../../theory/loss/pointLoss';
import { lossHessian, type LossHessian } from '../network/hessianVector';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import type { Pass } from '../network/backward';
import type { Backend, Tensor } from '../tensor/backend';
import type { TrainingRule } from '../training/trainingRule';

/** The loss of a network on its points as far as two derivatives, from the outputs f that are trained. Free with `disposeLossAt`. */
export function lossAt(
  backend: Backend,
  definition: NetworkDefinition,
  state: NetworkState,
  pass: Pass,
  f: Float64Array,
  y: Float64Array,
  { loss }: Pick<TrainingRule, 'loss'>,
): LossHessian {
  const column = (value: (f: number, y: number) => number): Tensor =>
    backend.upload(
      f.map((output, i) => value(output, y[i])),
      y.length,
      1,
    );
  return lossHessian(backend, {
    definition,
    state,
    pass,
    slope: column((output, target) => lossSlope(loss, output, target)),
    curvature: column((output, target) => lossCurvature(loss, output, target)),
  });
}
