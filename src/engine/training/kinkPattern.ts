import type { Pass } from '../network/backward';
import { fullPass } from '../network/backward';
import { forward } from '../network/forward';
import { stateFromList } from '../network/networkState';
import type { Tensor } from '../tensor/backend';
import { lossGradient } from './loss';
import type { GradientField } from './gradientField';

/** A pre-activation this far on the wrong side has crossed: above the integrator's error, far below what an output shows. */
const crossed = 1e-10;

/** A slope this far outside has left the kink: above its rounding error. */
const released = 1e-7;

/** The points whose kinks hold one neuron, and the inverse of their part of `gram`. */
interface Hold {
  readonly points: readonly number[];
  readonly inverse: readonly (readonly number[])[];
}

interface Balance {
  /** With the slope in the middle where a neuron is held. */
  readonly pass: Pass;
  /** By entry, of the held ones. */
  readonly slopes: ReadonlyMap<number, number>;
  readonly velocity: () => Tensor[];
}

export interface Violation {
  /** By how much the worst entry is beyond its bound, in units of what counts as crossing; ≤ 0 where none is. */
  readonly most: number;
  /** Entries beyond their bounds: index i m + j for point i and neuron j. */
  readonly where: readonly number[];
}

/**
 * On which side of its kink every pre-activation lies, H = 1, φ linear on either side of 0. While no side changes the gradient flow is
 * smooth: its field is that of φ(pre_ij) = s_ij pre_ij with the slopes s of the sides, also a little beyond a kink. A neuron that the
 * fields of both sides push onto the kink of point i stays there (Filippov's sliding motion): s_ij is then the slope between
 * the two for which d pre_ij/dt = 0,
 *
 *   Σ_k B_ik s_kj = −(d pre_ij/dt at s = 0),   B_ik = −(lazy/n) g_k γ a_j η₁ (c² x_i·x_k + β²)
 *
 * over the kinks k that hold neuron j, exact since θ̇ is affine in s. It leaves when s passes one of the two slopes.
 * Source: Filippov 1988, "Differential equations with discontinuous righthand sides", §2.4.
 */
export class KinkPattern {
  /** φ′ below and above 0. */
  private readonly below: number;
  private readonly above: number;
  /** +1 and −1 by side, 0 where the neuron is held. [n, m] */
  private readonly sides: Int8Array;
  /** φ′ by side, the middle of both where the neuron is held. [n, m] */
  private readonly slopes: Float64Array;
  private uploaded: Tensor | null = null;
  private held: ReadonlyMap<number, Hold> = new Map();
  /** η₁ (c² x_i·x_k + β²). [n, n] */
  private readonly gram: Float64Array;
  private readonly n: number;
  private readonly m: number;
  private readonly x: Float64Array;

  constructor(
    private readonly problem: GradientField,
    list: readonly Tensor[],
    remembered: Int8Array | null = null,
  ) {
    const { definition, full } = problem;
    const { activation, activationParam, width } = definition;
    const [hidden] = definition.layers;
    this.n = full.x.rows;
    this.m = width;
    const { backend } = problem;
    [this.below, this.above] = backend.scope(() =>
      this.read(
        backend.activation(activation, activationParam, 1, backend.upload(Float64Array.of(-1, 1), 1, 2)),
      ),
    );
    this.x = this.read(full.x);
    const { n, x } = this;
    const d = full.x.cols;
    this.gram = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++) {
        let dot = 0;
        for (let c = 0; c < d; c++) dot += x[i * d + c] * x[k * d + c];
        this.gram[i * n + k] =
          hidden.rate * (hidden.forward * hidden.forward * dot + hidden.bias * hidden.bias);
      }
    this.sides = new Int8Array(n * width);
    this.slopes = new Float64Array(n * width);
    if (remembered !== null) {
      remembered.forEach((side, e) => this.settle(e, side));
      return;
    }
    backend.scope(() => {
      const { pre } = forward(backend, definition, stateFromList(definition, list), full.x);
      this.read(pre[0]).forEach((z, e) => {
        this.settle(e, z >= 0 ? 1 : -1);
      });
    });
  }

  /** The sides, for a pattern that goes on from here. [n, m] */
  remember(): Int8Array {
    return this.sides.slice();
  }

  /** θ̇ on this pattern; where neurons are held, with the slopes that hold them. */
  field(list: readonly Tensor[]): Tensor[] {
    const { problem, held } = this;
    if (held.size === 0) return problem.field(list, [this.tensor()]);
    return problem.backend.scope(() => this.balance(list).velocity());
  }

  /** The pass over the training set with the slopes of this pattern. */
  pass(list: readonly Tensor[]): Pass {
    const { problem, n, m, held } = this;
    const { backend, definition, full } = problem;
    const state = stateFromList(definition, list);
    if (held.size === 0) return fullPass(backend, definition, state, full.x, [this.tensor()]);
    return backend.scope(() => {
      const slopes = this.slopes.slice();
      for (const [e, slope] of this.balance(list).slopes) slopes[e] = slope;
      return fullPass(backend, definition, state, full.x, [backend.upload(slopes, n, m)]);
    });
  }

  /** What has left its side, or its hold, at θ. */
  violation(list: readonly Tensor[]): Violation {
    const { backend, definition, full } = this.problem;
    let most = -Infinity;
    const where: number[] = [];
    const note = (e: number, excess: number) => {
      if (excess > most) most = excess;
      if (excess > 0) where.push(e);
    };
    backend.scope(() => {
      const balance = this.held.size > 0 ? this.balance(list) : null;
      const pass = balance?.pass ?? forward(backend, definition, stateFromList(definition, list), full.x);
      this.read(pass.pre[0]).forEach((z, e) => {
        if (this.sides[e] !== 0) note(e, (-this.sides[e] * z) / crossed - 1);
      });
      const [lower, upper] = [Math.min(this.below, this.above), Math.max(this.below, this.above)];
      for (const [e, slope] of balance?.slopes ?? [])
        note(e, Math.max(slope - upper, lower - slope) / released - 1);
    });
    return { most, where };
  }

  /** Lets the entry cross to its other side, be held, or go, as the fields at θ say. */
  change(e: number, list: readonly Tensor[]): void {
    const side = this.sides[e];
    if (side === 0) {
      const slope = this.slopeAt(e, list);
      this.settle(e, Math.abs(slope - this.above) < Math.abs(slope - this.below) ? 1 : -1);
      return;
    }
    this.settle(e, 0);
    const slope = this.slopeAt(e, list);
    if (!((slope - this.below) * (slope - this.above) < 0)) this.settle(e, -side);
  }

  dispose(): void {
    if (this.uploaded !== null) this.problem.backend.dispose(this.uploaded);
    this.uploaded = null;
  }

  private settle(e: number, side: number): void {
    const { n, m, gram } = this;
    this.slopes[e] = side > 0 ? this.above : side < 0 ? this.below : 0.5 * (this.above + this.below);
    this.dispose();
    const heldBefore = this.sides[e] === 0;
    this.sides[e] = side;
    if (side !== 0 && !heldBefore) return;
    const j = e % m;
    const points: number[] = [];
    for (let i = 0; i < n; i++) if (this.sides[i * m + j] === 0) points.push(i);
    const held = new Map(this.held);
    if (points.length === 0) held.delete(j);
    else held.set(j, { points, inverse: inverseOf(points.map((i) => points.map((k) => gram[i * n + k]))) });
    this.held = held;
  }

  private slopeAt(e: number, list: readonly Tensor[]): number {
    return this.problem.backend.scope(() => this.balance(list).slopes.get(e)) ?? NaN;
  }

  /** The slopes that keep every held pre-activation where it is, and the velocity with them. Call inside a scope. */
  private balance(list: readonly Tensor[]): Balance {
    const { problem, n, m, x } = this;
    const { backend, definition, full, rule } = problem;
    const [hidden, output] = definition.layers;
    const state = stateFromList(definition, list);
    const pass = fullPass(backend, definition, state, full.x, [this.tensor()]);
    const g = this.read(lossGradient(backend, rule.loss, pass.f, full.offset, full.y));
    const between = problem.velocity(state, pass, full, 1);
    const there = stateFromList(definition, between);
    const w = this.read(there.weights[0]);
    const b = there.biases[0] && this.read(there.biases[0]);
    const a = this.read(state.weights[1]);
    const d = full.x.cols;
    const slopes = new Map<number, number>();
    // Σ_k over held kinks of η₁ γ a_j g_k (s_kj − middle) times −lazy/n: what the velocity lacks, before c x_k or β.
    const missing = new Float64Array(n * m);
    for (const [j, { points, inverse }] of this.held) {
      const rate = points.map((i) => {
        let dot = 0;
        for (let c = 0; c < d; c++) dot += w[c * m + j] * x[i * d + c];
        return -hidden.forward * dot - (b ? hidden.bias * b[j] : 0);
      });
      // The unknowns are −(lazy/n) γ a_j g_k (s_kj − middle), so that a point already fitted does not spoil the scale.
      points.forEach((k, q) => {
        let value = 0;
        for (let r = 0; r < points.length; r++) value += inverse[q][r] * rate[r];
        const e = k * m + j;
        const factor = (-definition.lazyFactor / n) * output.forward * a[j] * g[k];
        slopes.set(e, this.slopes[e] + (value === 0 ? 0 : value / factor));
        missing[e] = hidden.rate * value;
      });
    }
    const velocity = (): Tensor[] => {
      const added = backend.upload(missing, n, m);
      const toWeights = backend.matMul(full.x, added, { transposeA: true, scale: hidden.forward });
      const next = [backend.add(between[0], toWeights), ...between.slice(1)];
      if (b) next[1] = backend.addScaled(between[1], backend.sumRows(added), hidden.bias);
      return next;
    };
    return { pass, slopes, velocity };
  }

  private tensor(): Tensor {
    this.uploaded ??= this.problem.backend.keep(this.problem.backend.upload(this.slopes, this.n, this.m));
    return this.uploaded;
  }

  private read(t: Tensor): Float64Array {
    const values = this.problem.backend.peek(t);
    if (values === null) throw new Error('kinks are located on backends whose numbers are at hand');
    return values.slice();
  }
}

/** Pivots below this share of the largest element count as zero: kinks of dependent points, as x and −x without a bias. */
const dependent = 1e-9;

/**
 * A symmetric semidefinite matrix inverted on as many of its rows as are independent, by elimination with diagonal pivots, and 0 on
 * the others. Which rows these are does not matter: all of them move the neuron alike.
 */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const q = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...matrix.map((_, k) => (i === k ? 1 : 0))]);
  const least = dependent * Math.max(...rows.map((row, i) => row[i]));
  const left = new Set(rows.keys());
  const inverse = matrix.map(() => new Array<number>(q).fill(0));
  const pivots: number[] = [];
  for (;;) {
    const p = [...left].reduce((best, r) => (rows[r][r] > rows[best][best] ? r : best), [...left][0]);
    if (left.size === 0 || !(rows[p][p] > least)) break;
    left.delete(p);
    pivots.push(p);
    for (let r = 0; r < q; r++) {
      if (r === p) continue;
      const factor = rows[r][p] / rows[p][p];
      for (let k = 0; k < 2 * q; k++) rows[r][k] -= factor * rows[p][k];
    }
  }
  for (const p of pivots) for (const k of pivots) inverse[p][k] = rows[p][q + k] / rows[p][p];
  return inverse;
}
