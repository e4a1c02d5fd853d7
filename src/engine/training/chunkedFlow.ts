import { advance, attemptStep } from '../../theory/ode/attemptStep';
import { dormandPrinceTableau } from '../../theory/ode/dormandPrinceTableau';
import type { FlowMemory } from '../../protocol/run';
import { stepSizeController, type StepSizeController } from '../../theory/ode/stepSize';
import type { Pass } from '../network/backward';
import { disposePass } from '../network/backward';
import type { NetworkState } from '../network/networkState';
import { downloadState, stateFromList } from '../network/networkState';
import type { Pause } from '../work/pause';
import type { Tensor } from '../tensor/backend';
import { measuredWeights, targetScale, type FlowStart } from './denseFlow';
import { divergenceOfFlow } from './divergence';
import type { Divergence, Motion, MotionCheckpoint } from './motion';
import type { FlowTolerance } from './flowTolerance';
import { fastestRate, OutputScaledSpace } from './outputScaledSpace';
import type { GradientField } from './gradientField';

const tableau = dormandPrinceTableau;
/** Steps of one size between two read-backs. */
const chunkSteps = 8;

/**
 * Gradient flow for backends where reading a number means waiting: a chunk of Dormand–Prince steps of one size, whose
 * largest error is read once; a chunk with an error above the tolerance is made again from its start with a smaller
 * size. Lands on the times asked for.
 */
export class ChunkedFlow implements Motion {
  divergence: Divergence | null = null;
  achieved: number;
  steps: number;
  t: number;
  private readonly control: StepSizeController;
  private slope: readonly Tensor[];
  private cached: Pass | null = null;
  private weightsAt: number;

  static async start(
    problem: GradientField,
    list: readonly Tensor[],
    accuracy: FlowTolerance,
    from: FlowStart,
  ): Promise<ChunkedFlow> {
    const memory = from.flow?.integrator === 'chunked' ? from.flow : null;
    const norm = memory?.norm ?? (await measuredWeights(problem, list));
    const space = new OutputScaledSpace(problem.backend, norm);
    const flow = new ChunkedFlow(problem, space, list, accuracy, from, memory);
    if (from.flow === null) await flow.chooseFirstStep();
    return flow;
  }

  private constructor(
    private readonly problem: GradientField,
    private readonly space: OutputScaledSpace,
    private list: readonly Tensor[],
    private readonly accuracy: FlowTolerance,
    from: FlowStart,
    memory: FlowMemory | null,
  ) {
    this.control = stepSizeController(tableau.order, memory?.control);
    this.t = from.t;
    this.steps = from.steps;
    this.achieved = from.flow?.error ?? 0;
    this.weightsAt = from.steps - (memory?.sinceNorm ?? 0);
    this.h = from.flow?.h ?? 1;
    this.slope = problem.field(list);
  }

  private h: number;

  get state(): NetworkState {
    return stateFromList(this.problem.definition, this.list);
  }

  pass(): Pass {
    this.cached ??= this.problem.pass(this.state);
    return this.cached;
  }

  async advanceTo(target: number, pause: Pause): Promise<void> {
    while (this.t < target && this.divergence === null) {
      await this.chunk(target);
      if (this.steps - this.weightsAt >= 4 * chunkSteps) {
        this.weightsAt = this.steps;
        this.space.weights = await measuredWeights(this.problem, this.list);
      }
      const wait = pause();
      if (wait) await wait;
    }
  }

  async checkpoint(): Promise<MotionCheckpoint> {
    const weights = await downloadState(this.problem.backend, this.state);
    const flow: FlowMemory = {
      integrator: 'chunked',
      h: this.h,
      smallestStep: 0,
      control: this.control.memory,
      norm: this.space.weights,
      sinceNorm: this.steps - this.weightsAt,
      error: this.achieved,
    };
    return { t: this.t, steps: this.steps, weights, velocity: null, flow };
  }

  dispose(): void {
    this.dropPass();
    this.space.release(this.list);
    this.space.release(this.slope);
    this.list = [];
    this.slope = [];
  }

  private async chunk(target: number): Promise<void> {
    const { space } = this;
    const remaining = target - this.t;
    const count = Math.max(1, Math.min(chunkSteps, Math.ceil(remaining / this.h)));
    const h = Math.min(this.h, remaining / count);
    const lands = count * h >= remaining * (1 - 1e-9);
    let y: readonly Tensor[] = this.list;
    let slope: readonly Tensor[] = this.slope;
    const errors: Tensor[] = [];
    for (let i = 0; i < count; i++) {
      const field = (_: number, theta: readonly Tensor[]) => this.problem.field(theta);
      const { k, next } = attemptStep<readonly Tensor[]>(tableau, space, field, {
        t: 0,
        h,
        tNext: h,
        y,
        slope,
      });
      const e = advance<readonly Tensor[]>(space, null, k, tableau.errors[0], h);
      errors.push(space.squaredNorm(e));
      space.release(e);
      k.slice(i === 0 ? 1 : 0, -1).forEach((s) => space.release(s));
      if (i > 0) space.release(y);
      y = next;
      slope = k[tableau.stages];
    }
    const tolerance = this.accuracy.tolerance * targetScale(this.problem);
    const error = Math.sqrt(await this.largest(errors)) / tolerance;
    const minStep = this.accuracy.shortest / fastestRate(this.problem.definition, space.weights);
    if (error <= 1 || (h <= minStep && error < Infinity)) {
      space.release(this.list);
      space.release(this.slope);
      this.dropPass();
      [this.list, this.slope] = [y, slope];
      this.steps += count;
      this.achieved += count * error * tolerance;
      this.t = lands ? target : this.t + count * h;
      const grown = Math.max(h * this.control.accepted(error), minStep);
      this.h = lands ? Math.max(grown, this.h) : grown;
      return;
    }
    space.release(y);
    space.release(slope);
    const shorter = h * this.control.rejected(error);
    this.h = error < Infinity ? Math.max(shorter, minStep) : shorter;
    if (!(this.h > 1e-9 * (this.t + 1e-3))) this.divergence = divergenceOfFlow(this.steps, this.t);
  }

  private async largest(errors: readonly Tensor[]): Promise<number> {
    const { backend } = this.problem;
    const largest = backend.scope(() => backend.maxAbs(backend.concatRows(errors)));
    for (const t of errors) backend.dispose(t);
    const [value] = await backend.download(largest);
    backend.dispose(largest);
    return value;
  }

  /** An h whose Euler step moves the outputs by about a hundredth of the targets. */
  private async chooseFirstStep(): Promise<void> {
    const speed = Math.sqrt(await this.largest([this.space.squaredNorm(this.slope)]));
    this.h = speed > 0 && Number.isFinite(speed) ? (0.01 * targetScale(this.problem)) / speed : 1e-3;
  }

  private dropPass(): void {
    if (this.cached !== null) disposePass(this.problem.backend, this.cached);
    this.cached = null;
  }
}
