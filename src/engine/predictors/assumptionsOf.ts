import type { PredictorName } from '../../protocol/experimentSpec';
import type { Assumption } from '../../protocol/run';
import type { Problem } from './problem';

/** The assumptions of a theory, tested on this run. */
export function assumptionsOf(
  _name: PredictorName,
  _problem: Problem,
  _k0: Float64Array | null,
): readonly Assumption[] {
  return [];
}
