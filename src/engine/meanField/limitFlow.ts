import { chebyshevStages, stagesFor } from '../../theory/ode/chebyshevStages';
import { stepSizeController, type StepSizeController } from '../../theory/ode/stepSize';
import type { Pause } from '../work/pause';
import { pull, type LimitProblem } from './limitProblem';
import type { LimitMotion } from './limitMotion';
import { combineStates, stateSize, type LimitState } from './limitState';
import type { LimitPass } from './limitNetwork';
import { limitChange, limitKernel, limitVelocity } from './limitVelocity';

/** Stages are cheap to add, but a step of more than these would be longer than its error allows anyway. */
const mostStages = 24;

/** Root mean square of the neurons' error in one step, whose own size is 1: chance averages over it in f. */
const stateTolerance = 0.01;

/** Steps from one look for missing directions to the next, and to the next that includes probe points. */
const revealEvery = 2;
const watchEvery = 4;

/** Steps of this share of the kernel's fastest time are not shortened further. */
const alwaysAccurate = 0.5;

/** The step's stability is for the kernel at its start; the kernel and the curvature of f move on. */
const radiusMargin = 1.2;

interface Step {
  readonly t: number;
  readonly h: number;
  readonly from: LimitState;
  readonly fromSpeed: LimitState;
  readonly to: LimitState;
  readonly toSpeed: LimitState;
}

/**
 * Gradient flow of the limit by the Runge–Kutta–Chebyshev method of second order with error control. Steps do not depend on the times
 * asked for: between two of them the state is the cubic through both ends and their speeds. Matrices are revealed at the start of a step.
 */
export class LimitFlow implements LimitMotion {
  divergence: LimitMotion['divergence'] = null;
  private t = 0;
  private steps = 0;
  private h: number | null = null;
  private readonly control: StepSizeController = stepSizeController(3);
  private last: Step | null = null;

  constructor(
    private readonly problem: LimitProblem,
    private current: LimitState,
    /** Largest error of f in one step, roughly. */
    private readonly tolerance: number,
  ) {}

  async advanceTo(t: number, pause: Pause): Promise<void> {
    while (this.t < t && this.divergence === null) {
      this.step();
      const wait = pause();
      if (wait) await wait;
    }
  }

  stateAt(t: number): LimitState {
    const { backend } = this.problem;
    if (this.last === null || t >= this.t) return combineStates(backend, [this.current], [1]);
    const { h, from, fromSpeed, to, toSpeed } = this.last;
    const x = (t - this.last.t) / h;
    const rest = 1 - x;
    return combineStates(
      backend,
      [from, fromSpeed, to, toSpeed],
      [(1 + 2 * x) * rest * rest, h * x * rest * rest, x * x * (3 - 2 * x), -h * x * x * rest],
    );
  }

  close(): void {
    this.forget();
    this.problem.backend.dispose(this.current.neurons);
  }

  private forget(): void {
    if (!this.last) return;
    const { backend } = this.problem;
    for (const state of [this.last.from, this.last.fromSpeed, this.last.toSpeed])
      backend.dispose(state.neurons);
    this.last = null;
  }

  private step(): void {
    const { backend, network, watched, train, tolerance } = this.problem;
    this.forget();
    if (this.steps % revealEvery === 0)
      network.reveal(this.current, this.steps % watchEvery === 0 ? watched : train, tolerance);
    this.steps++;
    const { speed, radius } = this.start();
    let h = this.h ?? this.firstStep(speed);
    for (;;) {
      const s = Math.min(mostStages, stagesFor(h * radius));
      // The most that s stages bear: 0.65 s².
      h = Math.min(h, (0.65 * (s * s - 1)) / radius);
      if (this.t + h === this.t || !Number.isFinite(h)) {
        this.divergence = { t: this.t };
        backend.dispose(speed.neurons);
        return;
      }
      const { to, toSpeed, error } = this.attempt(speed, h, s);
      // At a kink of φ the estimate sees each neuron's jump, of which f sees the mean: such steps are accurate enough.
      if (error <= 1 || (h * radius <= alwaysAccurate && Number.isFinite(error))) {
        this.last = { t: this.t, h, from: this.current, fromSpeed: speed, to, toSpeed };
        this.current = to;
        this.t += h;
        this.h = h * this.control.accepted(Math.min(error, 1));
        return;
      }
      backend.dispose(to.neurons);
      backend.dispose(toSpeed.neurons);
      h *= this.control.rejected(error);
    }
  }

  private speedOf(state: LimitState): LimitState {
    const { backend, network, train } = this.problem;
    return backend.scope(() => this.speedFrom(network.pass(state, train)));
  }

  private speedFrom(pass: LimitPass): LimitState {
    const { backend, network, train, rule, offset, y } = this.problem;
    return limitVelocity(backend, network, pass, train, pull(rule.loss, pass.f, offset, y));
  }

  private start(): { speed: LimitState; radius: number } {
    const { backend, network, train, rule, lazyFactor } = this.problem;
    const n = train.count;
    return backend.scope(() => {
      const pass = network.pass(this.current, train);
      const kernel = limitKernel(backend, network, pass, train);
      // ∂g/∂f is at most 1, or 1/4 for the logistic loss.
      const curvature = rule.loss === 'square' ? 1 : 0.25;
      return {
        speed: this.speedFrom(pass),
        radius: (radiusMargin * curvature * lazyFactor * boundOnEigenvalues(kernel, n)) / n,
      };
    });
  }

  /** f moves by a tenth of its tolerance's root: the controller finds the rest. */
  private firstStep(speed: LimitState): number {
    const size = this.problem.network.scales.output * stateSize(this.problem.backend, speed);
    return size > 0 ? 0.03 / size : 1;
  }

  private attempt(speed: LimitState, h: number, s: number) {
    const { backend, network, train } = this.problem;
    const { current } = this;
    const { mu, nu, muTilde, gammaTilde } = chebyshevStages(s);
    return backend.scope(() => {
      let before = current;
      let now = combineStates(backend, [current, speed], [1, muTilde[1] * h]);
      for (let j = 2; j <= s; j++) {
        const next = combineStates(
          backend,
          [current, now, before, this.speedOf(now), speed],
          [1 - mu[j] - nu[j], mu[j], nu[j], muTilde[j] * h, gammaTilde[j] * h],
        );
        before = now;
        now = next;
      }
      const pass = network.pass(now, train);
      const toSpeed = this.speedFrom(pass);
      // Sommeijer, Shampine, Verwer 1997, eq. 3.1.
      const difference = combineStates(
        backend,
        [current, now, speed, toSpeed],
        [0.8, -0.8, 0.4 * h, 0.4 * h],
      );
      const outputError = largestOf(limitChange(backend, network, pass, train, difference)) / this.tolerance;
      const error = Math.max(outputError, stateSize(backend, difference) / stateTolerance);
      return { to: now, toSpeed, error: Number.isFinite(error) ? error : Infinity };
    });
  }
}

/** The lesser of the Frobenius norm and the largest row sum: both are at least λ_max. */
function boundOnEigenvalues(kernel: Float64Array, n: number): number {
  let squares = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) {
      const value = kernel[i * n + j];
      squares += value * value;
      row += Math.abs(value);
    }
    largest = Math.max(largest, row);
  }
  return Math.min(Math.sqrt(squares), largest);
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
