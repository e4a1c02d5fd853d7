import { fieldProblem } from '../../protocol/fieldProblem';
import { SpecError } from '../../protocol/validate';
import { DensityFlow } from '../../theory/density/densityFlow';
import { densityGrid } from '../../theory/density/densityGrid';
import type { DensityKernels } from '../../theory/density/densityKernels';
import type { Pause } from '../work/pause';
import type { DensityOfSpec } from './densityOfSpec';

/** At the start the mass beyond six standard deviations is 2e-9 a side. */
const standardDeviations = 6;
/** Cells of the trial, at least; each of them a quarter of the grid's in either direction. */
const leastTrialCells = 24;
const enlargement = 1.4;
/** 6 · 1.4⁷ = 63 standard deviations: beyond it the grid's cells are too wide for where the mass began. */
const attempts = 7;
/** Share of the mass in the cells at the border that is borne. */
export const borderShare = 1e-6;

/**
 * Half the side of a grid that holds the density until the last time: from 6 standard deviations upwards, tried on a coarse grid, whose
 * own smearing reaches further than the true density does. Refuses a density that runs away.
 */
export async function densityExtent(
  { problem, d }: DensityOfSpec,
  cells: number,
  horizon: number,
  kernels: () => DensityKernels,
  pause: Pause,
): Promise<number> {
  let extent = standardDeviations * problem.sd;
  for (let k = 0; k < attempts; k++, extent *= enlargement) {
    const trial = new DensityFlow(
      problem,
      densityGrid(d, Math.max(leastTrialCells, Math.ceil(cells / 4)), extent),
      kernels(),
    );
    const parts = 8;
    let inside = true;
    for (let part = 1; part <= parts && inside; part++) {
      for (const step of trial.advanceTo((horizon * part) / parts)) {
        const wait = pause();
        if (wait) await wait;
        void step;
      }
      inside = trial.atBorder() <= borderShare;
    }
    if (inside) return extent;
  }
  throw new SpecError(
    fieldProblem(
      'horizon',
      String(horizon),
      `such that the density stays within ${(extent / enlargement / problem.sd).toFixed(0)} standard deviations of θ(0)`,
      'a shorter horizon, a hidden decay or a lower temperature',
    ),
  );
}
