import { densityEnergy } from './densityEnergy';
import { densityGrid } from './densityGrid';
import { DensityFlow, type DensityProblem } from './densityFlow';
import { plainKernels, type DensityKernels } from './densityKernels';

/** The PDE's solution at one time. */
export interface DensityMoment {
  readonly t: number;
  /** f at the training and probe inputs, and its error by refinement. */
  readonly train: Float64Array; // [n]
  readonly probe: Float64Array; // [p]
  readonly trainError: Float64Array; // [n]
  readonly probeError: Float64Array; // [p]
  readonly mass: number;
  readonly least: number;
  /** Share of the mass at the grid's border. */
  readonly atBorder: number;
  /** L, the free energy that training lowers, its rate of change, and what FDZ eq. 22 says that rate is, with its error by refinement. */
  readonly loss: number;
  readonly energy: number;
  readonly energyRate: number;
  readonly dissipation: number;
  readonly dissipationError: number;
  /** Total variation between ρ_± and e^{−g_±/λ_p}, the mean of both; NaN without noise. */
  readonly fromGibbs: number;
  /** ρ₊ and ρ₋ at the cells' centres. */
  readonly densities: readonly [Float64Array, Float64Array];
}

/**
 * Leads the PDE through ascending times on a grid and on one of half its cells beside it. The scheme is of second order, so the finer
 * solution is off by a third of their difference (Richardson); that is its error here. Yields null between steps, so that the caller may rest.
 */
export function* densityRun(
  problem: DensityProblem,
  d: 1 | 2,
  cells: number,
  extent: number,
  times: ArrayLike<number>,
  xProbe: Float64Array,
  kernels: () => DensityKernels = () => plainKernels,
): Generator<DensityMoment | null> {
  const fine = new DensityFlow(problem, densityGrid(d, cells, extent), kernels(), xProbe);
  const coarse = new DensityFlow(problem, densityGrid(d, Math.ceil(cells / 2), extent), kernels(), xProbe);
  for (let k = 0; k < times.length; k++) {
    const t = times[k];
    yield* coarse.advanceTo(t);
    yield* fine.advanceTo(t);
    const train = fine.train();
    const probe = fine.probe();
    const energy = densityEnergy(fine);
    yield {
      ...energy,
      dissipationError: Math.abs(energy.dissipation - densityEnergy(coarse).dissipation) / 3,
      t,
      train,
      probe,
      trainError: thirdOfDifference(train, coarse.train()),
      probeError: thirdOfDifference(probe, coarse.probe()),
      mass: fine.mass(),
      least: fine.least(),
      atBorder: fine.atBorder(),
      densities: [fine.density(1), fine.density(-1)],
    };
  }
}

function thirdOfDifference(fine: Float64Array, coarse: Float64Array): Float64Array {
  return fine.map((value, i) => Math.abs(value - coarse[i]) / 3);
}
