import { independentInputs } from '../../../theory/assumptions/independentInputs';
import { smoothActivation } from '../../../theory/assumptions/smoothActivation';
import { flowOnly, meanOfTraining, positiveAtExpansion } from '../assumptions';
import { HierarchyPredictor, type HierarchyOrder } from '../hierarchyPredictor';
import type { Builder } from './builder';

/** The hierarchy truncated at p, around the network at t₀. */
export function hierarchy(p: HierarchyOrder): Builder {
  return async ({ problem, expansion, pause }) => {
    const { spec, data } = problem;
    const expanded = await expansion();
    const assumptions = [
      smoothActivation(spec.activation),
      independentInputs(data.x, data.d, p),
      await positiveAtExpansion(problem, expanded, pause),
      ...flowOnly(problem),
      ...meanOfTraining(problem),
    ];
    return HierarchyPredictor.create(problem, expanded, p, assumptions, pause);
  };
}
