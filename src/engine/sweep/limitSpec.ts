import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { regardlessOf } from '../../protocol/sameRun';

/** Any power of two: α/m and all that follows from it are then exact multiples of those at another width. */
const standardWidth = 1024;

/**
 * The experiment whose limits m → ∞ are those of this one at whatever width: what a plane over widths computes once for each α. Null
 * where a limit depends on the width that it is the limit of: α given by it, rates that contain it, or, for several layers, a network
 * of a width that stands in. In lazy time with a fixed α the particles' flow has no m, nor has the tangent kernel (MATH §4, §6).
 */
export function limitSpec(spec: ExperimentSpec): ExperimentSpec | null {
  if (spec.preset !== 'ntk-alpha' || spec.alpha === 'sqrt' || spec.depth > 1) return null;
  return { ...regardlessOf(spec, 'selection', 'machine', 'view'), width: standardWidth };
}
