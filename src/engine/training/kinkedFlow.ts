import type { FlowMemory } from '../../protocol/run';
import { activations } from '../../theory/activations/activations';
import { DormandPrince } from '../../theory/ode/dormandPrince';
import type { OdeOptions } from '../../theory/ode/embeddedPair';
import type { Pass } from '../network/backward';
import { disposePass } from '../network/backward';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import { downloadState, stateFromList } from '../network/networkState';
import type { Backend, Tensor } from '../tensor/backend';
import type { Pause } from '../work/pause';
import { measuredWeights, targetScale, type FlowStart } from './denseFlow';
import { divergenceOfFlow } from './divergence';
import { firstCrossing, type Crossing } from './firstCrossing';
import { crossed, KinkPattern } from './kinkPattern';
import type { Divergence, Motion, MotionCheckpoint } from './motion';
import { OutputScaledSpace } from './outputScaledSpace';
import type { GradientField } from './gradientField';

/** Largest change of a training output that the error of one step may cause: hundreds of steps stay below 1e-6. */
const usual = 1e-9;

/** Steps between two measurements of the norm's weights. */
const stepsPerWeights = 16;

/**
 * Most that may be spent, in multiplications of one forward pass for each step: some twenty seconds of one core. Every neuron may cross at every
 * point, and each crossing costs a fresh start.
 */
const budget = 2.5e8;

/** Changes at one crossing that follow from others. */
const mostRounds = 64;

/** Whether the flow of this network is integrated kink by kink. */
export function locatesKinks({ activation }: NetworkDefinition, backend: Backend): boolean {
  return activations[activation].smoothness === 0 && backend.name === 'float64';
}

/**
 * Gradient flow of a φ that is linear on either side of 0, to the accuracy of a smooth one: Dormand–Prince on the smooth field of one
 * pattern of sides (`KinkPattern`), the first crossing of a kink in a step located in its dense output, and a fresh start there. A low
 * order, since crossings and not its error end most steps. For backends whose numbers are at hand.
 */
export class KinkedFlow implements Motion {
  t: number;
  divergence: Divergence | null = null;
  private list: readonly Tensor[];
  private cached: Pass | null = null;
  private solver: DormandPrince<readonly Tensor[]>;
  /** How far the last step goes: to the first crossing, or to its end; null before the first step. */
  private end: Crossing | null = null;
  private stepsBefore: number;
  private sinceNorm: number;
  private error: number;
  private readonly pattern: KinkPattern;
  /** What was remembered when the last step began. */
  private before: { readonly t: number; readonly steps: number; readonly flow: FlowMemory };

  static async start(
    problem: GradientField,
    list: readonly Tensor[],
    from: FlowStart,
    tolerance = usual,
  ): Promise<KinkedFlow> {
    const memory = from.flow?.integrator === 'kinked' ? from.flow : null;
    const atol = tolerance * targetScale(problem);
    const norm = memory?.norm ?? (await measuredWeights(problem, list));
    return new KinkedFlow(problem, new OutputScaledSpace(problem.backend, norm), list, from, memory, atol);
  }

  private constructor(
    private readonly problem: GradientField,
    private readonly space: OutputScaledSpace,
    list: readonly Tensor[],
    from: FlowStart,
    memory: FlowMemory | null,
    private readonly atol: number,
  ) {
    this.t = from.t;
    this.stepsBefore = from.steps;
    this.sinceNorm = memory?.sinceNorm ?? 0;
    this.error = from.flow?.error ?? 0;
    this.pattern = new KinkPattern(problem, list, memory?.kinks);
    this.solver = this.solverFrom(
      from.t,
      list,
      memory ? { memory } : from.flow ? { firstStep: from.flow.h } : {},
    );
    this.list = space.combine([this.solver.state], [1]);
    this.before = this.remember();
    if (this.solver.status === 'failed') this.divergence = divergenceOfFlow(this.steps, this.t);
  }

  get steps(): number {
    return this.stepsBefore + this.solver.statistics.accepted;
  }

  get achieved(): number {
    return this.error + this.solver.statistics.error * this.atol;
  }

  /** Whether this is as far as crossings can be afforded: `advanceTo` goes no further. */
  get spent(): boolean {
    return this.pattern.work > budget;
  }

  /** What a coarser flow needs to go on from here. */
  rest(): { readonly list: readonly Tensor[]; readonly from: FlowStart } {
    const { flow } = this.remember();
    return { list: this.space.combine([this.list], [1]), from: { t: this.t, steps: this.steps, flow } };
  }

  get state(): NetworkState {
    return stateFromList(this.problem.definition, this.list);
  }

  pass(): Pass {
    // With the slopes that hold neurons at their kinks: the signs of their pre-activations are rounding errors.
    this.cached ??= this.pattern.pass(this.t, this.list);
    return this.cached;
  }

  async advanceTo(t: number, pause: Pause): Promise<void> {
    if (t <= this.t || this.divergence !== null) return;
    while ((this.end?.t ?? this.solver.t) < t) {
      if (this.end !== null) {
        if (this.spent) {
          this.show(this.end.t);
          return;
        }
        await this.startAt(this.end);
      }
      const before = this.remember();
      this.pattern.attempt();
      const outcome = this.solver.step();
      if (outcome === 'accepted') this.before = before;
      if (outcome === 'failed') {
        this.divergence = divergenceOfFlow(this.steps, this.solver.t);
        this.show(this.solver.t);
        return;
      }
      if (outcome === 'accepted') this.end = this.endOfStep();
      const wait = pause();
      if (wait) await wait;
    }
    this.show(t);
  }

  /** The last step is made again from its start, and the crossing in it found again. */
  async checkpoint(): Promise<MotionCheckpoint> {
    const { backend, definition } = this.problem;
    const start = stateFromList(definition, this.solver.previousState);
    return { ...this.before, weights: await downloadState(backend, start), velocity: null };
  }

  private remember(): KinkedFlow['before'] {
    const { solver, steps, pattern, space } = this;
    const flow = {
      integrator: 'kinked',
      ...solver.memory,
      norm: space.weights,
      sinceNorm: this.sinceNorm,
      error: this.achieved,
      kinks: pattern.remember(),
    } as const;
    return { t: solver.t, steps, flow };
  }

  dispose(): void {
    this.dropFrame();
    this.solver.dispose();
    this.pattern.dispose();
  }

  private solverFrom(
    t: number,
    list: readonly Tensor[],
    start: Pick<OdeOptions, 'firstStep' | 'memory'>,
  ): DormandPrince<readonly Tensor[]> {
    const field = (time: number, theta: readonly Tensor[]) => this.pattern.field(time, theta);
    return new DormandPrince<readonly Tensor[]>(this.space, field, t, list, {
      atol: this.atol,
      rtol: 0,
      ...start,
    });
  }

  private endOfStep(): Crossing {
    const { solver, pattern, space } = this;
    const excessAt = (t: number): Float64Array => {
      if (t === solver.t) return pattern.excess(t, solver.state);
      const list = solver.interpolate(t);
      const excess = pattern.excess(t, list);
      space.release(list);
      return excess;
    };
    const enough = 1e-12 * (solver.t + solver.h);
    return firstCrossing(solver.previousT, solver.t, excessAt, enough) ?? { t: solver.t, where: [] };
  }

  /** Goes on from there, with what has crossed on its other side. */
  private async startAt({ t, where }: Crossing): Promise<void> {
    const { pattern, problem, space } = this;
    const list = this.solver.interpolate(t);
    const { memory } = this.solver;
    this.stepsBefore = this.steps;
    this.error = this.achieved + where.length * 2 * crossed;
    this.solver.dispose();
    this.end = null;
    pattern.countStep();
    pattern.follow(t, list);
    for (const entry of where) pattern.change(entry, t, list);
    // What is held acts on what else is held: a change may release another at once.
    for (let round = 0; where.length > 0 && round < mostRounds; round++) {
      const late = pattern.excess(t, list).findIndex((excess) => excess > 1);
      if (late < 0) break;
      pattern.change(late, t, list);
    }
    if (where.length > 0) pattern.follow(t, list);
    if (++this.sinceNorm === stepsPerWeights) {
      this.sinceNorm = 0;
      space.weights = await measuredWeights(problem, list);
    }
    this.solver = this.solverFrom(t, list, { memory });
    this.before = this.remember();
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
