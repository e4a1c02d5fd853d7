/**
 * The neural tangent hierarchy truncated at order p (HY eq. 15; test points HY eq. 22), in float64:
 *
 *   df̃_x/dt = −(c/n) Σ_s K̃^{(2)}(x, s) g_s,   dK̃^{(r)}(x, …)/dt = −(c/n) Σ_s K̃^{(r+1)}(x, …, s) g_s,   K̃^{(p)} frozen
 *
 * with g = ∂ℓ/∂f at the n training points, c the time factor (m/α² in lazy time, MATH §2), t in the units of the
 * run. The system is solved exactly through iterated integrals of u = −(c/n) g (`IteratedIntegrals`):
 *
 *   K̃^{(r)}(t) = K^{(r)} + Σ_{k=1}^{p−r} K^{(r+k)} · S_k(t),   f̃(t) = f₀ + Σ_{k=1}^{p−1} K^{(k+1)} · S_k(t)
 *
 * so only n + n² + … + n^{p−1} numbers are integrated and test points cost nothing until they are asked for. For p = 3
 * it is HY's eq. 30 in the residual and its integral. p = 2 is the linearised network.
 *
 * Validity: a truncated hierarchy may reach infinity in finite time. The first time at which |f̃| or some |K̃^{(r)}|,
 * r < p, exceeds 10⁶ (or 10³ times its largest initial value, where that is more) is its `divergedAt`, and it stops there.
 */
import { arraySpace } from '../ode/arraySpace';
import { Dop853 } from '../ode/dop853';
import { IteratedIntegrals } from './iteratedIntegrals';
import { silentDirections } from './silentDirections';
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
  /** Relative tolerance of the integration; 1e-9 by default. */
  readonly tolerance?: number;
}

/** |state| beyond which a truncated hierarchy counts as diverged. */
const blowUp = 1e6;

export class TruncatedHierarchy {
  /** p. */
  readonly order: number;
  t: number;
  divergedAt: number | null = null;

  private readonly integrals: IteratedIntegrals;
  private readonly silent: readonly Float64Array[];
  private readonly solver: Dop853<Float64Array>;
  private state: Float64Array;
  private crossing: number | null = null;
  private readonly largest: readonly number[];
  private readonly limit: number;

  constructor(private readonly problem: HierarchyProblem) {
    const { n, N, f0, kernels, y, startTime = 0, tolerance = 1e-9 } = problem;
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
    this.largest = [f0, ...kernels].map(maxAbs);
    this.limit = Math.max(blowUp, 1e3 * Math.max(...this.largest.slice(0, -1)));
    this.solver = new Dop853(
      arraySpace,
      (_, state) => this.integrals.derivative(this.rates(state), state),
      startTime,
      this.state,
      // Outputs are sums of integrals times kernels, so the integrals are kept a decade closer than asked, and three where
      // kernels of low rank let the integrals grow far beyond the outputs.
      {
        rtol: (this.silent.length > 0 ? 1e-3 : 0.1) * tolerance,
        atol: (this.silent.length > 0 ? 1e-5 : 1e-3) * tolerance,
      },
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
    return this.outputsOf(this.state, this.problem.N);
  }

  /** K̃^{(r)} of the present time on the first `rows` points, r = 2 … p (p: the frozen one). [rows, n, …] */
  kernel(r = 2, rows = this.problem.n): Float64Array {
    return this.kernelOf(this.state, r, rows);
  }

  /** (1/n) Σ ℓ(f̃, y). */
  loss(): number {
    const { n, y, loss } = this.problem;
    const f = this.outputsOf(this.state, n);
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
    const u = this.outputsOf(state, n);
    for (let i = 0; i < n; i++) u[i] = -(timeFactor / n) * lossSlope(loss, u[i], y[i]);
    // Integrals along silent directions would grow without bound and cancel to their rounding.
    for (const v of this.silent) {
      let along = 0;
      for (let i = 0; i < n; i++) along += v[i] * u[i];
      for (let i = 0; i < n; i++) u[i] -= along * v[i];
    }
    return u;
  }

  private outputsOf(state: Float64Array, rows: number): Float64Array {
    const { f0, kernels } = this.problem;
    const f = f0.slice(0, rows);
    for (let k = 1; k < this.order; k++)
      for (let x = 0; x < rows; x++) f[x] += this.integrals.contract(k, kernels[k - 1], x, state);
    return f;
  }

  private kernelOf(state: Float64Array, r: number, rows: number): Float64Array {
    const { kernels, n } = this.problem;
    let length = rows;
    for (let j = 1; j < r; j++) length *= n;
    const kernel = kernels[r - 2].slice(0, length);
    for (let k = 1; k <= this.order - r; k++)
      for (let i = 0; i < length; i++) kernel[i] += this.integrals.contract(k, kernels[r + k - 2], i, state);
    return kernel;
  }

  /** Whether some |f̃| or |K̃^{(r)}|, r < p, is beyond the limit; exact only where a cheap bound does not exclude it. */
  private exceeds(state: Float64Array): boolean {
    const sums = [1];
    for (let k = 1; k < this.order; k++) sums.push(this.integrals.absoluteSum(k, state));
    for (let r = 1; r < this.order; r++) {
      let bound = 0;
      for (let k = 0; k <= this.order - r; k++) bound += this.largest[r + k - 1] * sums[k];
      if (bound <= this.limit) continue;
      const values =
        r === 1 ? this.outputsOf(state, this.problem.N) : this.kernelOf(state, r, this.problem.N);
      if (!(maxAbs(values) <= this.limit)) return true;
    }
    return false;
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

/** NaN counts as infinite. */
function maxAbs(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const a = Math.abs(values[i]);
    if (!(a <= largest)) largest = a === a ? a : Infinity;
  }
  return largest;
}
