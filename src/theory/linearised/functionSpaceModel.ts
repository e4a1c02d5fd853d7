import { HierarchyReadOut } from '../hierarchy/hierarchyReadOut';
import { IteratedIntegrals } from '../hierarchy/iteratedIntegrals';
import { OutputSpace } from '../hierarchy/outputSpace';
import { watchedPoints } from '../hierarchy/watchedPoints';
import { Dop853 } from '../ode/dop853';
import type { LinearOutputs, LinearProblem } from './linearModel';

/**
 * A linear model trained under any loss, in function space: with g_i = ∂ℓ/∂f(x_i),
 *
 *   f_t(x) = f₀(x) + (κ/n) K(x,X) w_t,  flow ẇ = −g(f_t(X)),  GD w ← w − lr g,  momentum v ← μ v + g, w ← w − lr v
 *
 * so n numbers are the whole state and probe points follow from it. Here w is the multiplier, not an eigenvalue filter.
 * t: flow time, or step · lr. The flow is integrated by an embedded pair of order 8 with an error of 1e-11 of the outputs a step
 * (`OutputSpace`): w itself has the scale of 1/K, which inputs of size 10³ make 10⁻⁶ of the outputs' and deep cubes 10⁻¹⁵.
 * Source: COB19; HY eq. 22 for probe points.
 */
export class FunctionSpaceModel {
  private readonly n: number;
  private readonly p: number;
  private readonly factor: number;
  private w: Float64Array;
  private v: Float64Array;
  private time = 0;
  private integrator: Dop853<Float64Array> | null = null;

  /** `lossSlope(f, y)` = ∂ℓ/∂f. */
  constructor(
    private readonly problem: LinearProblem,
    private readonly lossSlope: (f: number, y: number) => number,
  ) {
    this.n = problem.y.length;
    this.p = Math.round(problem.kernelProbe.length / this.n);
    this.factor = (problem.timeFactor ?? 1) / this.n;
    this.w = new Float64Array(this.n);
    this.v = new Float64Array(this.n);
  }

  get t(): number {
    return this.time;
  }

  /** Flow to time t exactly; false when no step size gives a finite state. */
  advanceFlow(t: number): boolean {
    if (!(t > this.time)) return true;
    this.integrator ??= new Dop853(this.outputSpace(), (_t, w) => this.force(w), this.time, this.w, {
      atol: 0,
      rtol: 1e-11,
    });
    this.integrator.advanceTo(t);
    this.w = Float64Array.from(this.integrator.state);
    this.time = this.integrator.t;
    return this.integrator.status === 'running';
  }

  /**
   * One step of GD (momentum 0) or of the heavy ball. With `batch` the gradient is that of the mean over these points.
   * False when the outputs are no longer finite.
   */
  step(lr: number, momentum = 0, batch?: ArrayLike<number>): boolean {
    this.integrator = null;
    const force = this.force(this.w);
    const push = new Float64Array(this.n);
    if (batch === undefined) push.set(force);
    else for (let b = 0; b < batch.length; b++) push[batch[b]] += (force[batch[b]] * this.n) / batch.length;
    let finite = true;
    for (let i = 0; i < this.n; i++) {
      this.v[i] = momentum * this.v[i] + push[i];
      this.w[i] += lr * this.v[i];
      if (!Number.isFinite(this.w[i])) finite = false;
    }
    this.time += lr;
    return finite;
  }

  outputs(): LinearOutputs {
    return { train: this.trainOutputs(this.w), probe: this.probeOutputs() };
  }

  /** w is the first iterated integral of −g, read by (κ/n) K: the hierarchy at p = 2. */
  private outputSpace(): OutputSpace {
    const { n, p, factor } = this;
    const { kernel, kernelProbe, f0, f0Probe, y } = this.problem;
    const all = new Float64Array(n + p);
    if (f0 !== undefined) all.set(f0);
    if (f0Probe !== undefined) all.set(f0Probe, n);
    const rows = new Float64Array((n + p) * n);
    rows.set(kernel);
    rows.set(kernelProbe, n * n);
    for (let i = 0; i < rows.length; i++) rows[i] *= factor;
    const readOut = new HierarchyReadOut(all, [rows], new IteratedIntegrals(n, 1));
    return new OutputSpace(readOut, y, watchedPoints([rows], n, n + p));
  }

  private force(w: Float64Array): Float64Array {
    return this.trainOutputs(w).map((f, i) => -this.lossSlope(f, this.problem.y[i]));
  }

  private trainOutputs(w: Float64Array): Float64Array {
    return affine(this.problem.kernel, this.problem.f0, w, this.n, this.n, this.factor);
  }

  private probeOutputs(): Float64Array {
    return affine(this.problem.kernelProbe, this.problem.f0Probe, this.w, this.p, this.n, this.factor);
  }
}

/** f₀ + factor · K w for K [rows, n]. */
function affine(
  k: Float64Array,
  f0: Float64Array | undefined,
  w: Float64Array,
  rows: number,
  n: number,
  factor: number,
): Float64Array {
  const out = new Float64Array(rows);
  for (let x = 0; x < rows; x++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += k[x * n + i] * w[i];
    out[x] = (f0 === undefined ? 0 : f0[x]) + factor * sum;
  }
  return out;
}
