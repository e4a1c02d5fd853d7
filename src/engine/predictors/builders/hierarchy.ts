import { independentInputs } from '../../../theory/assumptions/independentInputs';
import { smoothActivation } from '../../../theory/assumptions/smoothActivation';
import { flowOnly, meanOfTraining, positiveAtExpansion, stepFits } from '../assumptions';
import { HierarchyPredictor, type HierarchyOrder } from '../hierarchyPredictor';
import type { Builder } from './builder';

/** The hierarchy truncated at p, around the network at t₀. */
export function hierarchy(p: HierarchyOrder): Builder {
  return async ({ problem, expansion, pause }) => {
    const { spec, data } = problem;
    const expanded = await expansion();
    const [k2] = await expanded.kernels(2, pause);
    const assumptions = [
      smoothActivation(spec.activation, spec.activationParam),
      independentInputs(data.x, data.d, p),
      await positiveAtExpansion(problem, expanded, pause),
      ...flowOnly(problem),
      ...(await stepFits(problem, k2.slice(0, data.n * data.n), 'flow', pause)),
      ...meanOfTraining(problem),
    ];
    return HierarchyPredictor.create(problem, expanded, p, assumptions, pause);
  };
}
