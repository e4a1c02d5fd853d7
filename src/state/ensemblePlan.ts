/** What the infinite-width lab asks of the pool for one experiment. */
import type { ExperimentSpec } from '../protocol/experimentSpec';
import { readWidths } from '../protocol/infiniteSettings';
import type { LabSettings } from '../protocol/labFields';
import { memberCost } from '../protocol/sweep';
import { defaultSpec } from '../protocol/fields';

export interface EnsemblePlan {
  readonly spec: ExperimentSpec;
  readonly seeds: readonly number[];
  /** 0 and halves of the horizon, ascending; [T]. */
  readonly times: readonly number[];
  /** Widths beside the spec's own at which the kernel alone is looked at, ascending. */
  readonly widths: readonly number[];
  readonly hierarchies: boolean;
}

/** Recorded times: 0, and the horizon halved up to ten times. */
const halvings = 10;

/** Networks per width for the kernel, as in JGH §6. */
export const kernelSeeds = 10;

/** Probe points between which the limit's covariance is known, and those of the hierarchies: a curve of each. */
export const [covariancePoints, hierarchyPoints] = [64, 24];

/** K⁽⁴⁾ has n³ numbers a point, and n passes for each: beyond this the hierarchies of an ensemble take minutes. */
export const mostHierarchyPoints = 12;

export function ensemblePlan(spec: ExperimentSpec, { infinite }: LabSettings): EnsemblePlan {
  const widths = readWidths(infinite.widths);
  const { horizon } = spec;
  return {
    // A finding does not depend on the graphics card, and neither do these.
    spec: { ...spec, precision: 'float64' },
    seeds: Array.from({ length: infinite.seeds }, (_, seed) => seed),
    times: [0, ...Array.from({ length: halvings + 1 }, (_, k) => horizon * 2 ** (k - halvings))],
    widths: typeof widths === 'string' ? [] : widths,
    hierarchies: infinite.hierarchy && spec.n <= mostHierarchyPoints && spec.optimizer === 'flow',
  };
}

/** Up to so many times the work of the default experiment the page computes without being asked. */
const cheap = 40;

export function isCheap({ spec, widths }: EnsemblePlan): boolean {
  const most = Math.max(memberCost(spec), ...widths.map((width) => memberCost({ ...spec, width })));
  return most <= cheap * memberCost({ ...defaultSpec, width: 512 });
}

/** Places of the kernel's slice: one every 3.75°. */
export const slicePlaces = 97;
