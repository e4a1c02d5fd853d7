import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { regardlessOf } from '../../protocol/sameRun';

/** Any power of two: α/m and all that follows from it are then exact multiples of those at another width. */
const standardWidth = 1024;

/**
 * The experiment whose limits m → ∞ are those of this one at whatever width: what a plane over widths computes once for each α. Null
 * where a limit depends on the width that it is the limit of: α given by it, or rates that contain it. In lazy time with a fixed α
 * neither the mean field of any depth nor the tangent kernel has an m (MATH §4, §6).
 */
export function limitSpec(spec: ExperimentSpec): ExperimentSpec | null {
  if (spec.preset !== 'ntk-alpha' || spec.alpha === 'sqrt') return null;
  return { ...regardlessOf(spec, 'selection', 'machine', 'view'), width: standardWidth };
}
