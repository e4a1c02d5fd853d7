import { symmetricEigen, type SymmetricEigen } from '../linalg/symmetricEigen';
import type { LinearTraining } from './modes';
import { modeAt, stabilityLimit } from './modes';

/** A model f₀ + tangent kernel, trained on n points and looked at on p probe points. */
export interface LinearProblem {
  /** K on the training points [n, n] and probe × train [p, n], without the lazy factor. */
  readonly kernel: Float64Array;
  readonly kernelProbe: Float64Array;
  /** Targets, [n]. */
  readonly y: Float64Array;
  /** Outputs at t = 0, [n] and [p]; 0 when absent (centred output, or the mean over initialisations). */
  readonly f0?: Float64Array;
  readonly f0Probe?: Float64Array;
  /** m/α² of lazy time (MATH §2); 1 when absent. */
  readonly timeFactor?: number;
}

/** Covariance of the outputs at t = 0 over initialisations: the NNGP kernel. */
export interface InitialCovariance {
  readonly train: Float64Array; // [n, n]
  readonly probe: Float64Array; // [p, n]
  readonly probeDiagonal: Float64Array; // [p]
}

export interface LinearOutputs {
  readonly train: Float64Array; // [n]
  readonly probe: Float64Array; // [p]
}

/**
 * Closed-form training of a linear model under the square loss, MATH §4:
 *
 *   f_t(x) = f₀(x) + A_t(x)(y − f₀(X)),  A_t(x) = (κ/n) K(x,X) Q diag(w_i(t)) Qᵀ,  κ K/n = Q diag(λ_i) Qᵀ
 *
 * with κ the lazy factor and w_i(t) = ∫ρ_i of `modes`; at the training points A_t = Q diag(1 − ρ_i) Qᵀ. Over
 * initialisations with covariance Σ the outputs are Gaussian with variance Σ(x,x) + A Σ(X,X) Aᵀ − 2 A Σ(X,x) (Lee19).
 *
 * Directions with λ_i ≤ n ε λ_max are the null space: f₀ stays there for ever (JGH §5), and since K is positive
 * semi-definite K(x,X) vanishes on them too, so they add nothing at probe points either.
 * t: flow time, or step · lr. Validity: K symmetric positive semi-definite; any t ≥ 0, Infinity included for the flow.
 */
export class LinearModel {
  /** Eigenvalues of κ K/n, descending, and the unit vectors as rows of `components` [n, n]: JGH's principal components. */
  readonly eigenvalues: Float64Array;
  readonly components: Float64Array;
  private readonly n: number;
  private readonly p: number;
  /** Qᵀ(y − f₀), [n]. */
  private readonly residual: Float64Array;
  /** (κ/n) K(x,X) Q, [p, n]; 0 on the null space. */
  private readonly gain: Float64Array;
  private readonly f0: Float64Array;
  private readonly f0Probe: Float64Array;

  /** `eigen`: of `problem.kernel`, where it is known already. */
  constructor(
    problem: LinearProblem,
    eigen: SymmetricEigen = symmetricEigen(problem.kernel, problem.y.length),
  ) {
    const { kernelProbe, y } = problem;
    const n = y.length;
    const p = Math.round(kernelProbe.length / n);
    this.n = n;
    this.p = p;
    this.f0 = problem.f0 ?? new Float64Array(n);
    this.f0Probe = problem.f0Probe ?? new Float64Array(p);
    const factor = (problem.timeFactor ?? 1) / n;
    const { values, components } = descending(eigen, n);
    const floor = n * 2.2e-16 * Math.max(0, n > 0 ? values[0] : 0);
    this.eigenvalues = values.map((value) => (value > floor ? factor * value : 0));
    this.components = components;
    const residual = y.map((target, i) => target - this.f0[i]);
    this.residual = rotate(components, residual, n);
    this.gain = rotateRows(components, kernelProbe, n, p).map((g, at) =>
      this.eigenvalues[at % n] > 0 ? factor * g : 0,
    );
  }

  /** λ_max of κ K/n; a step beyond `stabilityLimit`/λ_max diverges. */
  get largestEigenvalue(): number {
    return this.n > 0 ? this.eigenvalues[0] : 0;
  }

  /** Whether discrete training blows up: lr λ_max beyond 2 (2 + 2μ with momentum). */
  diverges(training: LinearTraining): boolean {
    return training.kind !== 'flow' && training.lr * this.largestEigenvalue > stabilityLimit(training);
  }

  /** Mean outputs at time t. */
  outputs(training: LinearTraining, t: number): LinearOutputs {
    const { n, p, components, residual, gain } = this;
    const { learned, integral } = this.filters(training, t);
    const train = Float64Array.from(this.f0);
    const probe = Float64Array.from(this.f0Probe);
    for (let i = 0; i < n; i++) {
      const along = learned[i] * residual[i];
      for (let a = 0; a < n; a++) train[a] += components[i * n + a] * along;
    }
    for (let x = 0; x < p; x++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += gain[x * n + i] * integral[i] * residual[i];
      probe[x] += sum;
    }
    return { train, probe };
  }

  /** Variance over initialisations at time t; `covariance` is prepared by `initialCovariance`. */
  variance(training: LinearTraining, t: number, covariance: RotatedCovariance): LinearOutputs {
    const { n, p, components, gain } = this;
    const { residual: rho, integral } = this.filters(training, t);
    const train = new Float64Array(n);
    const probe = new Float64Array(p);
    const v = new Float64Array(n);
    for (let a = 0; a < n; a++) {
      for (let i = 0; i < n; i++) v[i] = components[i * n + a] * rho[i];
      train[a] = quadraticForm(covariance.train, v);
    }
    for (let x = 0; x < p; x++) {
      let cross = 0;
      for (let i = 0; i < n; i++) v[i] = gain[x * n + i] * integral[i];
      for (let i = 0; i < n; i++) cross += v[i] * covariance.probe[x * n + i];
      const spread = quadraticForm(covariance.train, v);
      probe[x] = Math.max(0, covariance.probeDiagonal[x] + spread - 2 * cross);
    }
    return { train, probe };
  }

  /**
   * Covariance over initialisations between outputs at these probe points, by index:
   * Σ(x,x′) + A Σ(X,X) A′ᵀ − A Σ(X,x′) − Σ(x,X) A′ᵀ at time t. `initial` is Σ between them. [c, c]
   */
  covariance(
    training: LinearTraining,
    t: number,
    { train, probe }: RotatedCovariance,
    chosen: readonly number[],
    initial: Float64Array,
  ): Float64Array {
    const { n, gain } = this;
    const { integral } = this.filters(training, t);
    const count = chosen.length;
    const a = chosen.map((x) => Float64Array.from(integral, (w, i) => gain[x * n + i] * w));
    const spread = a.map((row) =>
      Float64Array.from(row, (_, j) => row.reduce((sum, value, i) => sum + value * train[i * n + j], 0)),
    );
    const result = new Float64Array(count * count);
    for (let u = 0; u < count; u++) {
      for (let v = 0; v <= u; v++) {
        let sum = initial[u * count + v];
        for (let i = 0; i < n; i++)
          sum += a[v][i] * (spread[u][i] - probe[chosen[u] * n + i]) - a[u][i] * probe[chosen[v] * n + i];
        result[u * count + v] = result[v * count + u] = sum;
      }
    }
    return result;
  }

  /** Σ in the eigenbasis, once for all times. */
  initialCovariance(covariance: InitialCovariance): RotatedCovariance {
    const { n, components } = this;
    const half = rotateRows(components, covariance.train, n, n);
    const train = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let a = 0; a < n; a++) sum += components[i * n + a] * half[a * n + j];
        train[i * n + j] = sum;
      }
    }
    const probe = rotateRows(components, covariance.probe, n, this.p);
    return { train, probe, probeDiagonal: covariance.probeDiagonal };
  }

  /** ρ_i, 1 − ρ_i and w_i; nothing is learned on the null space. */
  private filters(
    training: LinearTraining,
    t: number,
  ): { residual: Float64Array; learned: Float64Array; integral: Float64Array } {
    const residual = new Float64Array(this.n).fill(1);
    const learned = new Float64Array(this.n);
    const integral = new Float64Array(this.n);
    for (let i = 0; i < this.n; i++) {
      const lambda = this.eigenvalues[i];
      if (lambda === 0) continue;
      const mode = modeAt(training, lambda, t);
      residual[i] = mode.residual;
      integral[i] = mode.integral;
      learned[i] = lambda * mode.integral;
    }
    return { residual, learned, integral };
  }
}

/** Σ rotated into a model's eigenbasis. */
export interface RotatedCovariance {
  readonly train: Float64Array; // [n, n]
  readonly probe: Float64Array; // [p, n]
  readonly probeDiagonal: Float64Array; // [p]
}

/** Σ_ij v_i B_ij v_j ≥ 0. */
function quadraticForm(b: Float64Array, v: Float64Array): number {
  const n = v.length;
  let total = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += b[i * n + j] * v[j];
    total += v[i] * row;
  }
  return Math.max(0, total);
}

/** Q ᵀv for components as rows. */
function rotate(components: Float64Array, v: Float64Array, n: number): Float64Array {
  return rotateRows(components, v, n, 1);
}

/** Every row of [rows, n] in the eigenbasis. */
function rotateRows(components: Float64Array, m: Float64Array, n: number, rows: number): Float64Array {
  const out = new Float64Array(rows * n);
  for (let x = 0; x < rows; x++) {
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let a = 0; a < n; a++) sum += m[x * n + a] * components[i * n + a];
      out[x * n + i] = sum;
    }
  }
  return out;
}

/** Eigenvalues in descending order with their vectors as rows. */
function descending(
  { values, vectors }: SymmetricEigen,
  n: number,
): { values: Float64Array; components: Float64Array } {
  const components = new Float64Array(n * n);
  for (let i = 0; i < n; i++) components.set(vectors.subarray((n - 1 - i) * n, (n - i) * n), i * n);
  return { values: values.slice().reverse(), components };
}
