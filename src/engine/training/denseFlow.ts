import type { FlowMemory } from '../../protocol/run';
import { DormandPrince } from '../../theory/ode/dormandPrince';
import { Dop853 } from '../../theory/ode/dop853';
import type { EmbeddedPair, StepOutcome } from '../../theory/ode/embeddedPair';
import type { Pass } from '../network/backward';
import { disposePass } from '../network/backward';
import type { NetworkState } from '../network/networkState';
import { downloadState, stateFromList } from '../network/networkState';
import type { Pause } from '../work/pause';
import type { Tensor } from '../tensor/backend';
import { divergenceOfFlow } from './divergence';
import type { FlowTolerance } from './flowTolerance';
import type { Divergence, Motion, MotionCheckpoint } from './motion';
import { fastestRate, OutputScaledSpace, outputWeights } from './outputScaledSpace';
import type { GradientField } from './gradientField';

/** Where a flow begins: at θ(0), or with what another remembered. */
export interface FlowStart {
  readonly t: number;
  readonly steps: number;
  readonly flow: FlowMemory | null;
}

/**
 * Weights of the norm fall no lower than this share of their largest so far: where φ saturates hardly anything moves the outputs, and an
 * error of θ made there would show, magnified, once a neuron comes back. As a root, 16 times the tolerance.
 */
const leastShare = 1 / 256;

/** Accepted steps between two measurements of the norm's weights. */
const stepsPerWeights = 16;

/**
 * Gradient flow with error control at every attempt, for backends whose numbers are at hand. The integrator steps as it likes
 * and asked-for times are interpolated (order 7 of 8, or 4 of 5), so the trajectory does not depend on them.
 */
export class DenseFlow implements Motion {
  t: number;
  divergence: Divergence | null = null;
  private list: readonly Tensor[];
  private cached: Pass | null = null;
  private weightsAt: number;
  private readonly stepsBefore: number;
  private readonly errorBefore: number;
  /** What was remembered when the last accepted step began. */
  private before: { readonly t: number; readonly steps: number; readonly flow: FlowMemory };

  static async start(
    problem: GradientField,
    list: readonly Tensor[],
    accuracy: FlowTolerance,
    from: FlowStart,
  ): Promise<DenseFlow> {
    const integrator = accuracy.order === 8 ? 'dense8' : 'dense5';
    const memory = from.flow?.integrator === integrator ? from.flow : null;
    const space = new OutputScaledSpace(problem.backend, []);
    space.weights = memory?.norm ?? (await measuredWeights(problem, list));
    const Pair = accuracy.order === 8 ? Dop853 : DormandPrince;
    const atol = accuracy.tolerance * targetScale(problem);
    const options = {
      atol,
      rtol: 0,
      minStep: () => accuracy.shortest / fastestRate(problem.definition, space.weights),
      ...(memory ? { memory } : from.flow ? { firstStep: from.flow.h } : {}),
    };
    const field = (_: number, theta: readonly Tensor[]) => problem.field(theta);
    const solver = new Pair<readonly Tensor[]>(space, field, from.t, list, options);
    const largest = memory?.largestNorm ?? space.weights;
    return new DenseFlow(problem, space, solver, integrator, atol, from, memory?.sinceNorm ?? 0, largest);
  }

  private constructor(
    private readonly problem: GradientField,
    private readonly space: OutputScaledSpace,
    private readonly solver: EmbeddedPair<readonly Tensor[]>,
    private readonly integrator: FlowMemory['integrator'],
    private readonly tolerance: number,
    from: FlowStart,
    sinceNorm: number,
    /** The largest weights of the norm so far. */
    private largest: readonly number[],
  ) {
    this.stepsBefore = from.steps;
    this.errorBefore = from.flow?.error ?? 0;
    this.t = solver.t;
    this.list = space.combine([solver.state], [1]);
    this.weightsAt = -sinceNorm;
    this.before = this.remember();
    if (solver.status === 'failed') this.divergence = divergenceOfFlow(this.steps, this.t);
  }

  get steps(): number {
    return this.stepsBefore + this.solver.statistics.accepted;
  }

  get achieved(): number {
    return this.errorBefore + this.solver.statistics.error * this.tolerance;
  }

  /** Evaluations of the gradient so far. */
  get evaluations(): number {
    return this.solver.statistics.evaluations;
  }

  get state(): NetworkState {
    return stateFromList(this.problem.definition, this.list);
  }

  pass(): Pass {
    this.cached ??= this.problem.pass(this.state);
    return this.cached;
  }

  async advanceTo(t: number, pause: Pause): Promise<void> {
    if (t <= this.t || this.divergence !== null) return;
    while (this.solver.t < t) {
      const before = this.remember();
      const outcome = await this.step(pause);
      if (outcome === 'accepted') this.before = before;
      if (outcome === 'failed') {
        this.divergence = divergenceOfFlow(this.steps, this.solver.t);
        this.show(this.solver.t);
        return;
      }
      if (this.solver.statistics.accepted - this.weightsAt >= stepsPerWeights) {
        this.weightsAt = this.solver.statistics.accepted;
        const measured = await measuredWeights(this.problem, this.solver.state);
        this.largest = this.largest.map((w, i) => Math.max(w, measured[i]));
        this.space.weights = measured.map((w, i) => Math.max(w, leastShare * this.largest[i]));
      }
    }
    this.show(t);
  }

  /** One attempt, pausing between evaluations of the gradient: a large network takes long for twelve of them. */
  private async step(pause: Pause): Promise<StepOutcome> {
    const attempt = this.solver.stepping();
    try {
      for (;;) {
        const { done, value } = attempt.next();
        if (done) return value;
        const wait = pause();
        if (wait) await wait;
      }
    } finally {
      attempt.return('rejected');
    }
  }

  /** The last step is made again from its start: recorded times inside it are interpolated from its stages. */
  async checkpoint(): Promise<MotionCheckpoint> {
    const { backend, definition } = this.problem;
    const start = stateFromList(definition, this.solver.previousState);
    return { ...this.before, weights: await downloadState(backend, start), velocity: null };
  }

  private remember(): DenseFlow['before'] {
    const { solver, steps, integrator } = this;
    const sinceNorm = solver.statistics.accepted - this.weightsAt;
    const flow = {
      integrator,
      ...solver.memory,
      norm: this.space.weights,
      largestNorm: this.largest,
      sinceNorm,
      error: this.achieved,
    };
    return { t: solver.t, steps, flow };
  }

  dispose(): void {
    this.dropFrame();
    this.solver.dispose();
  }

  private show(t: number): void {
    this.dropFrame();
    this.t = t;
    this.list = this.solver.interpolate(t);
  }

  private dropFrame(): void {
    if (this.cached !== null) disposePass(this.problem.backend, this.cached);
    this.cached = null;
    this.space.release(this.list);
    this.list = [];
  }
}

/** max(1, max |y|): tolerances are in units of the targets, once these are larger than 1. */
export function targetScale({ targetSize }: GradientField): number {
  return Math.max(1, targetSize);
}

export async function measuredWeights(
  problem: GradientField,
  list: readonly Tensor[],
): Promise<readonly number[]> {
  const { backend, definition } = problem;
  const pass = problem.pass(stateFromList(definition, list));
  const weights = await outputWeights(backend, definition, pass);
  disposePass(backend, pass);
  return weights;
}
