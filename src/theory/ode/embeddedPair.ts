import { advance, attemptStages, finish } from './attemptStep';
import { power, stepSizeController, type StepSizeMemory } from './stepSize';
import type { Tableau } from './tableau';
import { denseWeights } from './tableau';
import type { VectorSpace } from './vectorSpace';

export interface OdeOptions {
  readonly atol: number;
  readonly rtol: number;
  /** First step tried; chosen from the derivative when absent. */
  readonly firstStep?: number;
  /**
   * A step this short is accepted whatever its error, if that is finite: for fields with jumps, where no step is short
   * enough. May change as the field does.
   */
  readonly minStep?: () => number;
  /** Goes on as another integrator would have from its `memory`; `firstStep` is not used. */
  readonly memory?: PairMemory;
}

/** With t and the state, all that the steps to come depend on. */
export interface PairMemory {
  readonly h: number;
  readonly smallestStep: number;
  readonly control: StepSizeMemory;
}

/** `rejected`: same t, a smaller h next time. `failed`: no step size gives a finite, accurate state; t and state stay. */
export type StepOutcome = 'accepted' | 'rejected' | 'failed';

export interface OdeStatistics {
  evaluations: number;
  accepted: number;
  rejected: number;
  /** Sum of the accepted steps' error norms: where errors do not grow, a bound on that of the state in units of the tolerance. */
  error: number;
}

interface Step<S> {
  readonly t: number;
  readonly h: number;
  readonly y: S;
  /** k_0 … k_s; the extra stages of the dense output are appended when first asked for. */
  readonly k: S[];
}

/**
 * Adaptive explicit integration of ẏ = f(t, y) forwards in t, one attempt per call so that a caller can pause or stop
 * between any two. A step is accepted when `errorNorm` ≤ 1; h follows `stepSizeController`.
 *
 * The integrator owns y0 and every state it makes, and releases each when the dense output needs it no more: copy
 * `state` to keep it beyond the next step. An interpolated state belongs to the caller. f returns a new state each time.
 */
export class EmbeddedPair<S> {
  t: number;
  state: S;
  h: number;
  status: 'running' | 'failed' = 'running';
  readonly statistics: OdeStatistics = { evaluations: 0, accepted: 0, rejected: 0, error: 0 };

  private last: Step<S> | null = null;
  private slope: S;
  /** Below it (or the spacing of numbers at t) a rejected step is not tried again. */
  private readonly smallestStep: number;
  private readonly control;

  constructor(
    private readonly tableau: Tableau,
    private readonly space: VectorSpace<S>,
    private readonly f: (t: number, y: S) => S,
    t0: number,
    y0: S,
    private readonly options: OdeOptions,
  ) {
    this.t = t0;
    this.state = y0;
    this.control = stepSizeController(tableau.order, options.memory?.control);
    this.slope = this.evaluate(t0, y0);
    this.h = options.memory?.h ?? options.firstStep ?? this.firstStep();
    this.smallestStep = options.memory?.smallestStep ?? 1e-12 * this.h;
    if (!(this.h > 0)) this.status = 'failed';
  }

  /** ẏ at (t, state). */
  get derivative(): S {
    return this.slope;
  }

  get memory(): PairMemory {
    return { h: this.h, smallestStep: this.smallestStep, control: this.control.memory };
  }

  /** The state that the last accepted step began from; the present one before the first step. Belongs to the integrator. */
  get previousState(): S {
    return this.last?.y ?? this.state;
  }

  /** One attempt that does not go beyond `limit` and lands on it exactly. */
  step(limit = Infinity): StepOutcome {
    return finish(this.stepping(limit));
  }

  /** `step` with a rest after every evaluation of f; left early, nothing has happened. */
  *stepping(limit = Infinity): Generator<undefined, StepOutcome> {
    if (this.status === 'failed') return 'failed';
    if (!(limit > this.t)) throw new RangeError(`limit must be later than t = ${this.t}, got ${limit}`);
    const natural = this.h;
    const clipped = this.t + 1.001 * natural >= limit;
    const h = clipped ? limit - this.t : natural;
    const { space, tableau, t, state } = this;
    const tNext = clipped ? limit : t + h;
    const evaluate = (time: number, y: S) => this.evaluate(time, y);
    const from = { t, h, tNext, y: state, slope: this.slope };
    const { k, next } = yield* attemptStages(tableau, space, evaluate, from);
    const minStep = this.options.minStep?.() ?? 0;
    const error = this.errorOf(k, h, next);
    if (!(error <= 1 || (h <= minStep && error < Infinity))) return this.reject(k, next, h, error, minStep);

    this.statistics.accepted++;
    this.statistics.error += error;
    this.forget();
    this.last = { t, h, y: state, k };
    this.slope = k[tableau.stages];
    this.t = tNext;
    this.state = next;
    const grown = h * this.control.accepted(error);
    this.h = Math.max(clipped ? Math.max(grown, natural) : grown, minStep);
    return 'accepted';
  }

  /** Steps until t = target exactly, or failure. */
  advanceTo(target: number): void {
    while (this.t < target && this.step(target) !== 'failed');
  }

  /** Where the last accepted step began; `interpolate` is valid from there to t. */
  get previousT(): number {
    return this.last?.t ?? this.t;
  }

  /** y(t) inside the last accepted step, to the dense order of the pair. The caller owns the result. */
  interpolate(t: number): S {
    const { last, space, tableau } = this;
    if (!(t >= this.previousT && t <= this.t))
      throw new RangeError(
        `t must be in [${this.previousT}, ${this.t}], got ${t}; interpolate before stepping on`,
      );
    if (last === null || t === this.t) return space.combine([this.state], [1]);
    for (let i = last.k.length; i < tableau.nodes.length; i++) {
      const y = advance(space, last.y, last.k, tableau.rows[i], last.h);
      last.k.push(this.evaluate(last.t + tableau.nodes[i] * last.h, y));
      space.release(y);
    }
    return advance(space, last.y, last.k, denseWeights(tableau, (t - last.t) / last.h), last.h);
  }

  /** Releases every state, the present one included. */
  dispose(): void {
    this.forget();
    this.last = null;
    this.space.release(this.slope);
    this.space.release(this.state);
    this.status = 'failed';
  }

  private evaluate(t: number, y: S): S {
    this.statistics.evaluations++;
    return this.f(t, y);
  }

  private forget(): void {
    if (this.last === null) return;
    const { k, y } = this.last;
    k.forEach((s, i) => {
      if (i !== this.tableau.stages) this.space.release(s);
    });
    this.space.release(y);
  }

  private reject(k: readonly S[], next: S, h: number, error: number, minStep: number): StepOutcome {
    this.statistics.rejected++;
    for (let i = 1; i < k.length; i++) this.space.release(k[i]);
    this.space.release(next);
    const shorter = h * this.control.rejected(error);
    this.h = error < Infinity ? Math.max(shorter, minStep) : shorter;
    if (this.h > Math.max(4e-16 * Math.abs(this.t), this.smallestStep)) return 'rejected';
    this.status = 'failed';
    return 'failed';
  }

  private errorOf(k: readonly S[], h: number, next: S): number {
    const { space, tableau, state, options } = this;
    const norms = tableau.errors.map((weights) => {
      const e = advance(space, null, k, weights, h);
      const norm = space.errorNorm(e, state, next, options.atol, options.rtol);
      space.release(e);
      return norm;
    });
    if (norms.length === 1) return norms[0];
    const [fifth, third] = norms;
    if (fifth === 0) return third === third ? 0 : third;
    return (fifth * fifth) / Math.sqrt(fifth * fifth + 0.01 * third * third);
  }

  /** Hairer, Nørsett, Wanner §II.4: h such that an Euler step changes y and f moderately. */
  private firstStep(): number {
    const { space, state, slope, options, t } = this;
    const size = (s: S) => space.errorNorm(s, state, state, options.atol, options.rtol);
    const d0 = size(state);
    const d1 = size(slope);
    if (!Number.isFinite(d0) || !Number.isFinite(d1)) return NaN;
    const h0 = d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1;
    const y = space.combine([state, slope], [1, h0]);
    const f1 = this.evaluate(t + h0, y);
    const change = space.combine([f1, slope], [1 / h0, -1 / h0]);
    const d2 = size(change);
    [y, f1, change].forEach((s) => space.release(s));
    const steepest = Math.max(d1, d2);
    if (!(steepest > 1e-15)) return Math.max(1e-6, h0 * 1e-3);
    const exponent = 1 / (this.tableau.order + 1);
    const h1 = power(Math.min(0.01 / steepest, 1e30), exponent);
    return Math.min(100 * h0, h1);
  }
}
