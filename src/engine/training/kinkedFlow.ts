import type { FlowMemory } from '../../protocol/run';
import { activations } from '../../theory/activations/activations';
import { Dop853 } from '../../theory/ode/dop853';
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
import { KinkPattern } from './kinkPattern';
import type { Divergence, Motion, MotionCheckpoint } from './motion';
import { OutputScaledSpace } from './outputScaledSpace';
import type { GradientField } from './gradientField';

/** As for smooth φ (`flowTolerance`). */
const tolerance = 1e-9;

/** Largest n m whose kinks are located: every pre-activation may cross, and each crossing costs a fresh start. */
const mostEntries = 1536;

/** Whether the flow of this network on n points is integrated kink by kink, as accurately as that of a smooth φ. */
export function locatesKinks(
  { activation, depth, width }: NetworkDefinition,
  n: number,
  backend: Backend,
): boolean {
  return (
    activations[activation].smoothness === 0 &&
    depth === 1 &&
    n * width <= mostEntries &&
    backend.name === 'float64'
  );
}

interface Crossing {
  readonly t: number;
  readonly where: readonly number[];
}

/**
 * Gradient flow of a φ that is linear on either side of 0, H = 1, to the accuracy of a smooth one: DOP853 on the smooth field of one
 * pattern of sides (`KinkPattern`), the first crossing of a kink in a step located in its dense output, and a fresh start there.
 * For backends whose numbers are at hand.
 */
export class KinkedFlow implements Motion {
  t: number;
  divergence: Divergence | null = null;
  private list: readonly Tensor[];
  private cached: Pass | null = null;
  private solver: Dop853<readonly Tensor[]>;
  /** The end of what the present solver is good for, where that is not its last step's end. */
  private crossing: Crossing | null = null;
  private stepsBefore: number;
  private readonly pattern: KinkPattern;
  /** What was remembered when the last step began. */
  private before: { readonly t: number; readonly steps: number; readonly flow: FlowMemory };

  static async start(problem: GradientField, list: readonly Tensor[], from: FlowStart): Promise<KinkedFlow> {
    const memory = from.flow?.integrator === 'kinked' ? from.flow : null;
    const norm = memory?.norm ?? (await measuredWeights(problem, list));
    return new KinkedFlow(problem, new OutputScaledSpace(problem.backend, norm), list, from, memory);
  }

  private constructor(
    private readonly problem: GradientField,
    private readonly space: OutputScaledSpace,
    list: readonly Tensor[],
    from: FlowStart,
    memory: FlowMemory | null,
  ) {
    this.t = from.t;
    this.stepsBefore = from.steps;
    this.pattern = new KinkPattern(problem, list, memory?.sides);
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

  get state(): NetworkState {
    return stateFromList(this.problem.definition, this.list);
  }

  pass(): Pass {
    // With the slopes that hold neurons at their kinks: the signs of their pre-activations are rounding errors.
    this.cached ??= this.pattern.pass(this.list);
    return this.cached;
  }

  async advanceTo(t: number, pause: Pause): Promise<void> {
    if (t <= this.t || this.divergence !== null) return;
    while ((this.crossing?.t ?? this.solver.t) < t) {
      if (this.crossing !== null) await this.cross(this.crossing);
      const before = this.remember();
      const outcome = this.solver.step();
      if (outcome === 'accepted') this.before = before;
      if (outcome === 'failed') {
        this.divergence = divergenceOfFlow(this.steps, this.solver.t);
        this.show(this.solver.t);
        return;
      }
      if (outcome === 'accepted') this.crossing = this.firstCrossing();
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
      sinceNorm: 0,
      sides: pattern.remember(),
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
  ): Dop853<readonly Tensor[]> {
    const field = (_: number, theta: readonly Tensor[]) => this.pattern.field(theta);
    return new Dop853<readonly Tensor[]>(this.space, field, t, list, {
      atol: tolerance * targetScale(this.problem),
      rtol: 0,
      ...start,
    });
  }

  /** The first time of the last step at which something has left its side or its hold: regula falsi, Illinois variant. */
  private firstCrossing(): Crossing | null {
    const { solver, pattern } = this;
    let { most, where } = pattern.violation(solver.state);
    if (where.length === 0) return null;
    let before = solver.previousT;
    let after = solver.t;
    const enough = 1e-12 * (after + solver.h);
    let mostBefore = this.at(before, (list) => pattern.violation(list)).most;
    for (let i = 0; i < 80 && after - before > enough; i++) {
      const share = mostBefore / (mostBefore - most);
      // Every third time in the middle, so that the bracket shrinks whatever the worst entry's course.
      const inside = i % 3 < 2 && share > 0 && share < 1 ? share : 0.5;
      const t = before + inside * (after - before);
      const there = this.at(t, (list) => pattern.violation(list));
      if (there.where.length === 0) {
        before = t;
        mostBefore = there.most;
        most *= 0.5;
      } else {
        after = t;
        ({ most, where } = there);
        mostBefore *= 0.5;
        if (most < 1) break; // within twice what counts as crossing
      }
    }
    return { t: after, where };
  }

  private at<T>(t: number, f: (list: readonly Tensor[]) => T): T {
    const list = this.solver.interpolate(t);
    try {
      return f(list);
    } finally {
      this.space.release(list);
    }
  }

  private async cross({ t, where }: Crossing): Promise<void> {
    const list = this.solver.interpolate(t);
    const { h } = this.solver;
    this.stepsBefore = this.steps;
    this.solver.dispose();
    this.crossing = null;
    for (const entry of where) this.pattern.change(entry, list);
    this.space.weights = await measuredWeights(this.problem, list);
    this.solver = this.solverFrom(t, list, { firstStep: h });
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
