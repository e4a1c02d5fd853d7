/** The base of the width experiments: Huang and Yau's setting at a size that a browser sweeps in seconds. */
import { defaultSweep } from '../protocol/defaultSweep';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { SweepAxis, SweepOutput, SweepPlan } from '../protocol/sweep';

export const base: ExperimentSpec = defaultSweep.base;

/** The same experiment opened where its run, not its sweep, is looked at. */
export function inHierarchy(change: Partial<ExperimentSpec>): ExperimentSpec {
  return {
    ...base,
    tab: 'hierarchy',
    predictors: ['nn', 'linearised', 'nth3', 'nth4'],
    ...change,
  };
}

export const seeds = (count: number): SweepAxis => ({
  field: 'seed',
  values: Array.from({ length: count }, (_, i) => i),
});

/** Widths by doubling, `from` to `to`. */
export function widths(from: number, to: number): SweepAxis {
  const values: number[] = [];
  for (let m = from; m <= to; m *= 2) values.push(m);
  return { field: 'width', values };
}

export function plan(
  spec: ExperimentSpec,
  axes: readonly SweepAxis[],
  outputs: readonly SweepOutput[],
): SweepPlan {
  return { base: spec, axes, outputs };
}
