/** The mean field of one hidden layer as the page asks for it and hears of it: its density, its particles, its fluctuations. */
import type { DensityMoment } from '../theory/density/densityRun';
import type { ExperimentSpec } from './experimentSpec';

export interface DensityRequest {
  readonly spec: ExperimentSpec;
  /** Cells along each axis. */
  readonly cells: number;
  /** Ascending; the run's own recorded times when absent. */
  readonly times?: readonly number[];
}

export interface DensityStart {
  readonly kind: 'start';
  readonly times: Float64Array; // [F]
  readonly d: 1 | 2;
  readonly cells: number;
  /** The grid is [−extent, extent]^d. */
  readonly extent: number;
}

/** The PDE at one time. */
export interface DensityFrame extends Omit<DensityMoment, 'densities'> {
  readonly kind: 'moment';
  readonly index: number;
  /** ρ₊ and ρ₋ at the cells' centres, [cells^d] each; row-major in (θ₁, θ₂) for d = 2. */
  readonly plus: Float32Array;
  readonly minus: Float32Array;
}

export type DensityEvent = DensityStart | DensityFrame;

/** Which plane the particles are seen in. */
export const planes = ['motion', 'coordinates', 'output'] as const;
export type Plane = (typeof planes)[number];

export interface ParticlesRequest {
  readonly spec: ExperimentSpec;
  /** M */
  readonly particles: number;
  /**
   * `motion`: θ along the two axes in which neurons move most (θ itself for d ≤ 2); `coordinates`: θ_first and θ_second, counted
   * from 1; `output`: θ_first, and u upwards. With d = 1 always `output`.
   */
  readonly plane: Plane;
  readonly first: number;
  readonly second: number;
  readonly times?: readonly number[];
}

export interface ParticlesStart {
  readonly kind: 'start';
  readonly times: Float64Array; // [F]
  readonly particles: number;
  /** What the axes show, as mathematics. */
  readonly xTitle: string;
  readonly yTitle: string;
  /** Share of the motion that the plane holds, for `motion` with d > 2; else null. */
  readonly share: number | null;
}

/** Both sides of FDZ eq. 22 for finitely many neurons. */
export interface FlowEnergy {
  readonly loss: number;
  /** E = L + R, R = (1/2m) Σ_j (λ_u u_j² + λ_θ ‖θ_j‖²). */
  readonly energy: number;
  /** dE/dt at θ along θ̇, from outputs alone. */
  readonly energyRate: number;
  /** −Σ_ℓ ‖θ̇_ℓ‖²/(lazy η_ℓ) = −∫ ‖∇g‖² dρ: the right side of FDZ eq. 22. */
  readonly dissipation: number;
}

export interface ParticlesFrame extends FlowEnergy {
  readonly kind: 'moment';
  readonly index: number;
  readonly t: number;
  /** Place in the plane and u of every particle, [3 M]. */
  readonly points: Float32Array;
  readonly probe: Float64Array; // [p]
  /** Mean over particles of ‖θ − mean θ‖²/d. */
  readonly variance: number;
}

export type ParticlesEvent = ParticlesStart | ParticlesFrame;

export interface ChaosRequest {
  readonly spec: ExperimentSpec;
  /** Ascending numbers M of neurons. */
  readonly sizes: readonly number[];
  /** Independent populations of each size. */
  readonly populations: number;
  /** Ascending. */
  readonly times: readonly number[];
  /** Particles of the reference. */
  readonly reference: number;
}

/** Squared errors on the probe points of independent populations of M neurons. */
export interface ChaosRow {
  readonly M: number;
  /** Mean over points and populations of (f_M − f_∞)², by time. */
  readonly squared: Float64Array; // [times]
  /** Standard error of that mean over the populations, by time. */
  readonly standardError: Float64Array; // [times]
}

export type ChaosEvent = { readonly kind: 'row'; readonly row: ChaosRow; readonly fraction: number };
