/**
 * The neural tangent hierarchy truncated at order p (HY eq. 15; test points HY eq. 22), in float64:
 *
 *   df̃_x/dt = −(c/n) Σ_s K̃^{(2)}(x, s) g_s,   dK̃^{(r)}(x, …)/dt = −(c/n) Σ_s K̃^{(r+1)}(x, …, s) g_s,   K̃^{(p)} frozen
 *
 * with g = ∂ℓ/∂f at the n training points, c the time factor (m/α² in lazy time, Mathematics §2), t in the units of the
 * run. The system is solved exactly through iterated integrals of u = −(c/n) g (`IteratedIntegrals`):
 *
 *   K̃^{(r)}(t) = K^{(r)} + Σ_{k=1}^{p−r} K^{(r+k)} · S_k(t),   f̃(t) = f₀ + Σ_{k=1}^{p−1} K^{(k+1)} · S_k(t)
 *
 * so only n + n² + … + n^{p−1} numbers are integrated and test points cost nothing until they are asked for. For p = 3
 * it is HY's eq. 30 in the residual and its integral. p = 2 is the linearised network.
 *
 * Validity: a truncated hierarchy may reach infinity in finite time. The first time at which |f̃| or some |K̃^{(r)}|, r < p, on the
 * training points exceeds both 10⁶ and 10³ times the largest of its own values at the start is its `divergedAt`, and it stops there
 * (Mathematics §5). Test points have no part in it.
 *
 * Error: each step keeps f̃ on all points and K̃^{(2)} on the training points to the tolerance (`OutputSpace`), whatever the scale of the inputs.
 */
import { Dop853 } from '../ode/dop853';
import { HierarchyReadOut } from './hierarchyReadOut';
import { IteratedIntegrals } from './iteratedIntegrals';
import { largestIn } from './largestIn';
import { OutputSpace } from './outputSpace';
import { silentDirections } from './silentDirections';
import { watchedPoints } from './watchedPoints';
import { lossSlope, pointLoss } from '../loss/pointLoss';
import type { LossName } from '../loss/pointLoss';

export interface HierarchyProblem {
  /** Training points n, and rows N = n + test points, the training points first. */
  readonly n: number;
  readonly N: number;
  /** f at the expansion point (0 for a centred output at t = 0). [N] */
  readonly f0: Float64Array;
  /** K^{(2)} [N, n], K^{(3)} [N, n, n] … K^{(p)} at the expansion point: p − 1 of them. Not copied, not changed. */
  readonly kernels: readonly Float64Array[];
  readonly y: Float64Array;
  readonly loss: LossName;
  /** c: m/α² in lazy time, else 1. */
  readonly timeFactor: number;
  /** The expansion point t₀; 0 by default. */
  readonly startTime?: number;
  /** Error of one step, relative to the targets and the value; 1e-10 by default, for 1e-8 or better at the end of hundreds of steps. */
  readonly tolerance?: number;
}

/** A value beyond this, and beyond so many times its start, counts as diverged. */
const blowUp = 1e6;
const growth = 1e3;

export class TruncatedHierarchy {
  /** p. */
  readonly order: number;
  t: number;
  divergedAt: number | null = null;
  /** It ended since the integrator found no step size, and not since a value grew beyond its limit. */
  stuck = false;

  private readonly integrals: IteratedIntegrals;
  private readonly readOut: HierarchyReadOut;
  private readonly silent: readonly Float64Array[];
  private readonly solver: Dop853<Float64Array>;
  private state: Float64Array;
  private crossing: number | null = null;
  /** Of f̃, K̃^{(2)} … K̃^{(p−1)}. */
  private readonly limits: readonly number[];

  constructor(private readonly problem: HierarchyProblem) {
    const { n, N, f0, kernels, y, startTime = 0, tolerance = 1e-10 } = problem;
    this.order = kernels.length + 1;
    if (this.order < 2) throw new RangeError('a hierarchy needs at least K(2); got no kernel');
    if (f0.length !== N || y.length !== n)
      throw new RangeError(`f0 must have ${N} and y ${n} numbers, got ${f0.length} and ${y.length}`);
    kernels.forEach((kernel, i) => {
      let length = N;
      for (let j = 0; j <= i; j++) length *= n;
      if (kernel.length !== length)
        throw new RangeError(`K(${i + 2}) must have ${length} numbers, got ${kernel.length}`);
    });
    this.t = startTime;
    this.silent = silentDirections(kernels, n);
    this.integrals = new IteratedIntegrals(n, this.order - 1);
    this.state = new Float64Array(this.integrals.length);
    this.readOut = new HierarchyReadOut(f0, kernels, this.integrals);
    this.limits = Array.from({ length: this.order - 1 }, (_, below) => {
      const start = this.readOut.values(below + 1, n, this.state);
      return Math.max(blowUp, growth * largestIn(start, 0, start.length));
    });
    this.solver = new Dop853(
      new OutputSpace(this.readOut, y, watchedPoints(kernels, n, N)),
      (_, state) => this.integrals.derivative(this.rates(state), state),
      startTime,
      this.state,
      { rtol: tolerance, atol: 0 },
    );
  }

  /**
   * One attempted step of the integrator towards t, or, when it is already beyond, the state at t itself.
   * False while t is not reached; true at t and after divergence.
   */
  step(t: number): boolean {
    if (this.divergedAt !== null) return true;
    if (!(t >= this.t)) throw new RangeError(`time must be at least ${this.t}, got ${t}`);
    const { solver } = this;
    if (this.crossing === null && solver.t < t) {
      const outcome = solver.step();
      if (outcome === 'failed') {
        this.crossing = solver.t;
        this.stuck = true;
      } else if (outcome === 'accepted' && this.exceeds(solver.state)) {
        this.crossing = this.locate();
      }
      if (this.crossing === null) return false;
    }
    if (this.crossing !== null && this.crossing <= t) {
      this.divergedAt = this.crossing;
      this.moveTo(this.crossing);
    } else if (solver.t >= t) this.moveTo(t);
    return true;
  }

  /** Steps until t, or until divergence. */
  advance(t: number): void {
    while (!this.step(t));
  }

  /** f̃ at the present time. [N] */
  outputs(): Float64Array {
    return this.readOut.values(1, this.problem.N, this.state);
  }

  /** K̃^{(r)} of the present time on the first `rows` points, r = 2 … p (p: the frozen one). [rows, n, …] */
  kernel(r = 2, rows = this.problem.n): Float64Array {
    return this.readOut.values(r, rows, this.state);
  }

  /** (1/n) Σ ℓ(f̃, y). */
  loss(): number {
    const { n, y, loss } = this.problem;
    const f = this.readOut.values(1, n, this.state);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += pointLoss(loss, f[i], y[i]);
    return sum / n;
  }

  private moveTo(t: number): void {
    this.t = t;
    this.state = this.solver.interpolate(t);
  }

  /** u = −(c/n) g. */
  private rates(state: Float64Array): Float64Array {
    const { n, y, loss, timeFactor } = this.problem;
    const u = this.readOut.values(1, n, state);
    for (let i = 0; i < n; i++) u[i] = -(timeFactor / n) * lossSlope(loss, u[i], y[i]);
    // Integrals along silent directions would grow without bound and cancel to their rounding.
    for (const v of this.silent) {
      let along = 0;
      for (let i = 0; i < n; i++) along += v[i] * u[i];
      for (let i = 0; i < n; i++) u[i] -= along * v[i];
    }
    return u;
  }

  /** Whether f̃ or some K̃^{(r)}, r < p, on the training points is beyond its limit. */
  private exceeds(state: Float64Array): boolean {
    return this.limits.some((limit, below) => {
      const values = this.readOut.values(below + 1, this.problem.n, state);
      return !(largestIn(values, 0, values.length) <= limit);
    });
  }

  /** The first time of the last step beyond the limit, by bisection of its dense output. */
  private locate(): number {
    let inside = this.solver.previousT;
    let outside = this.solver.t;
    for (let i = 0; i < 50; i++) {
      const middle = inside + 0.5 * (outside - inside);
      if (!(middle > inside && middle < outside)) break;
      if (this.exceeds(this.solver.interpolate(middle))) outside = middle;
      else inside = middle;
    }
    return outside;
  }
}
