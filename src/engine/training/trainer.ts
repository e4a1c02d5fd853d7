import type { Pass } from '../network/backward';
import type { TangentKernel } from '../kernel/tangentKernel';
import { tangentKernel } from '../kernel/tangentKernel';
import type { Weights } from '../network/drawWeights';
import { initialWeights } from '../network/drawWeights';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import { downloadState, parameterList, uploadState } from '../network/networkState';
import type { Pause } from '../work/pause';
import type { Backend, Tensor } from '../tensor/backend';
import type { BatchStream } from './batchStream';
import { ChunkedFlow } from './chunkedFlow';
import { DenseFlow, type FlowStart } from './denseFlow';
import { DiscreteMotion } from './discreteMotion';
import type { FlowTolerance } from './flowTolerance';
import { flowTolerance } from './flowTolerance';
import { KinkedFlow, locatesKinks } from './kinkedFlow';
import type { Divergence, Motion, MotionCheckpoint } from './motion';
import { GradientField } from './gradientField';
import type { TrainingRule } from './trainingRule';

/** Inputs [n, d] row-major and targets [n]. */
export interface TrainingSet {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly n: number;
  readonly d: number;
}

export interface TrainerOptions {
  /** θ(0); that of the rule's seed when absent. */
  readonly initial?: Weights;
  /**
   * Accuracy of the flow; `flowTolerance` where absent. Without one, or with a tolerance alone, kinks are located as long as that is
   * affordable (`KinkedFlow`).
   */
  readonly flow?: Partial<FlowTolerance>;
  /** Goes on from here instead of from θ(0) at t = 0. */
  readonly from?: MotionCheckpoint;
  /** Mini-batches of sgd; those of the rule's seed when absent. */
  readonly batches?: BatchStream;
}

/**
 * A network in training. Time is t of MATH §2: lazy time for the flow (the lazy factor multiplies every learning rate), and
 * steps · lr for the others. Outputs are those that are trained: f, or f − f_{θ(0)} when centred. Kernels carry no lazy factor.
 */
export class Trainer {
  static async create(
    backend: Backend,
    definition: NetworkDefinition,
    data: TrainingSet,
    rule: TrainingRule,
    options: TrainerOptions = {},
  ): Promise<Trainer> {
    const drawn = options.initial ?? initialWeights(definition.parametrisation, rule.seed);
    const initial = uploadState(backend, definition, drawn);
    const x = backend.upload(data.x, data.n, data.d);
    const y = backend.upload(data.y, data.n, 1);
    const targetSize = data.y.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    const problem = new GradientField(backend, definition, rule, targetSize, { x, y, offset: null });
    const offset = definition.centred ? problem.outputs(initial, x) : null;
    const centred = new GradientField(backend, definition, rule, targetSize, { x, y, offset });
    const motion = await startMotion(centred, options.from?.weights ?? drawn, options);
    return new Trainer(centred, initial, motion);
  }

  private readonly offsets = new Map<Tensor, Tensor>();

  private constructor(
    private readonly problem: GradientField,
    /** θ(0). */
    readonly initial: NetworkState,
    private motion: Motion,
  ) {}

  get backend(): Backend {
    return this.problem.backend;
  }
  get definition(): NetworkDefinition {
    return this.problem.definition;
  }
  get t(): number {
    return this.motion.t;
  }
  get steps(): number {
    return this.motion.steps;
  }
  get divergence(): Divergence | null {
    return this.motion.divergence;
  }
  /** Bound on the error that the flow's steps so far have made in the outputs, as its integrator estimates it; null for optimisers that step. */
  get flowError(): number | null {
    return this.motion.achieved;
  }
  /** θ(t); valid until the next `advanceTo`. */
  get state(): NetworkState {
    return this.motion.state;
  }
  /** The training inputs on the backend. */
  get x(): Tensor {
    return this.problem.full.x;
  }

  /** Trains on to time t, pausing between steps; stops early with `divergence` set. */
  async advanceTo(t: number, pause: Pause): Promise<void> {
    const { motion } = this;
    await motion.advanceTo(t, pause);
    if (!(motion instanceof KinkedFlow) || !motion.spent || motion.t >= t || motion.divergence !== null)
      return;
    const { list, from } = motion.rest();
    this.motion = await steppedOver(this.problem, list, from);
    motion.dispose();
    await this.motion.advanceTo(t, pause);
  }

  /** Whether every crossing of a kink so far was located; where φ is smooth there are none. */
  get kinksLocated(): boolean {
    return this.motion instanceof KinkedFlow;
  }

  /** The forward and backward pass over the training set at θ(t), shared with the next step; do not dispose it. */
  pass(): Pass {
    return this.motion.pass();
  }

  /** K_t on the training points from that pass; the caller disposes it (`disposeKernel`). */
  kernel(): TangentKernel {
    return tangentKernel(this.backend, this.definition, this.pass());
  }

  /** Outputs on the training points. [n] */
  async trainOutputs(): Promise<Float64Array> {
    const { backend } = this;
    const { offset } = this.problem.full;
    if (offset === null) return backend.download(this.pass().f);
    return this.take(backend.sub(this.pass().f, offset));
  }

  /** Outputs on other points; with a centred network their offset is kept until `forget(x)` or `dispose`. */
  async outputs(x: Tensor): Promise<Float64Array> {
    const { backend, definition } = this;
    if (!definition.centred) return this.take(this.problem.outputs(this.state, x));
    const offset = this.offsets.get(x) ?? this.problem.outputs(this.initial, x);
    this.offsets.set(x, offset);
    return this.take(backend.scope(() => backend.sub(this.problem.outputs(this.state, x), offset)));
  }

  /** Frees what `outputs` kept for x. */
  forget(x: Tensor): void {
    const offset = this.offsets.get(x);
    if (offset !== undefined) this.backend.dispose(offset);
    this.offsets.delete(x);
  }

  /** ‖θ_ℓ(t) − θ_ℓ(0)‖ / ‖θ_ℓ(0)‖ of every layer with its bias, the output layer last. [H + 1] */
  async relativeMotion(): Promise<Float64Array> {
    const { backend, initial, state } = this;
    const squares = backend.scope(() =>
      backend.concatRows(
        initial.weights.flatMap((w, l) => {
          const [b, bNow] = [initial.biases[l], state.biases[l]];
          const pairs = b === null || bNow === null ? [] : [[b, bNow]];
          const both = [[w, state.weights[l]], ...pairs];
          const sum = (parts: Tensor[]) => backend.combine(parts, new Array<number>(parts.length).fill(1));
          return [
            sum(both.map(([start, now]) => backend.sumSquares(backend.sub(now, start)))),
            sum(both.map(([start]) => backend.sumSquares(start))),
          ];
        }),
      ),
    );
    const values = await this.take(squares);
    return Float64Array.from(initial.weights, (_, l) =>
      values[2 * l] === 0 ? 0 : Math.sqrt(values[2 * l] / values[2 * l + 1]),
    );
  }

  /** θ(t) as numbers. */
  weights(): Promise<Weights> {
    return downloadState(this.backend, this.state);
  }

  /** Enough to continue this training here or on another backend (`TrainerOptions.from`). */
  checkpoint(): Promise<MotionCheckpoint> {
    return this.motion.checkpoint();
  }

  dispose(): void {
    this.motion.dispose();
    for (const x of [...this.offsets.keys()]) this.forget(x);
    const { x, y, offset } = this.problem.full;
    for (const t of [x, y, offset, ...parameterList(this.initial)]) if (t !== null) this.backend.dispose(t);
  }

  private async take(t: Tensor): Promise<Float64Array> {
    const values = await this.backend.download(t);
    this.backend.dispose(t);
    return values;
  }
}

async function startMotion(
  problem: GradientField,
  weights: Weights,
  { from, flow, batches }: TrainerOptions,
): Promise<Motion> {
  const { backend, definition, rule } = problem;
  const list = parameterList(uploadState(backend, definition, weights));
  const [t, steps] = [from?.t ?? 0, from?.steps ?? 0];
  if (rule.optimizer !== 'flow') {
    const momentum = from?.velocity?.map((v, i) => backend.upload(v, list[i].rows, list[i].cols)) ?? null;
    return new DiscreteMotion(problem, list, { steps, momentum }, batches);
  }
  const start = { t, steps, flow: from?.flow ?? null };
  const { tolerance, ...others } = flow ?? {};
  const located = flow === undefined || (tolerance !== undefined && Object.keys(others).length === 0);
  if (located && locatesKinks(definition, backend))
    return from?.flow?.integrator === 'dense5'
      ? steppedOver(problem, list, start)
      : KinkedFlow.start(problem, list, start, tolerance);
  const accuracy = { ...flowTolerance(definition.activation, backend.name), ...flow };
  return backend.peek(problem.full.y) === null
    ? ChunkedFlow.start(problem, list, accuracy, start)
    : DenseFlow.start(problem, list, accuracy, start);
}

/** The flow where kinks are too many to be located one by one. */
function steppedOver(problem: GradientField, list: readonly Tensor[], start: FlowStart): Promise<DenseFlow> {
  const { backend, definition } = problem;
  return DenseFlow.start(problem, list, flowTolerance(definition.activation, backend.name), start);
}
