/**
 * One run: the network first, then every theory asked for, each through all recorded times. The same function serves
 * the worker and the command line; it knows nothing of where its events go.
 */
import type { ExperimentSpec, PredictorName } from '../../protocol/experimentSpec';
import type {
  Assumption,
  Checkpoint,
  EngineChoice,
  EngineProblem,
  RunEvent,
  RunHeader,
} from '../../protocol/run';
import type { InfiniteKernels } from '../../theory/infiniteWidth/infiniteKernels';
import { initialWeights, type Weights } from '../network/drawWeights';
import { parameterCount } from '../network/networkDefinition';
import { assumptionsOf } from '../predictors/assumptionsOf';
import { expand, type Expansion } from '../predictors/expansion';
import { HierarchyPredictor, type HierarchyOrder } from '../predictors/hierarchyPredictor';
import {
  infinitePredictor,
  kernelsAtInfinity,
  linearisedPredictor,
  randomFeaturesPredictor,
} from '../predictors/linearPredictor';
import { MeanFieldPredictor } from '../predictors/meanFieldPredictor';
import { NetworkPredictor } from '../predictors/networkPredictor';
import type { Predictor } from '../predictors/predictor';
import { makeProblem, type Problem } from '../predictors/problem';
import { SparsePredictor } from '../predictors/sparsePredictor';
import { wideNetworkPredictor } from '../predictors/wideNetworkPredictor';
import type { Backend } from '../tensor/backend';
import { learningRateLimit } from '../training/learningRateLimit';
import { Trainer } from '../training/trainer';
import { EngineError, problemFrom } from './engineError';
import { refuseTooLarge } from './refuseTooLarge';
import { scaledSpectrum } from './kernelReader';
import { noPause, type Pause, Cancelled } from './pause';
import { recordedTimes, snapToSteps } from './recordedTimes';
import { runPredictor, type RunClock } from './runPredictor';

/** Where and how a run computes. */
export interface RunMeans {
  /** For the network and the particles: either number system. */
  readonly backend: Backend;
  /** For jets, closed forms and everything else that needs float64. */
  readonly float64: Backend;
  readonly choice: EngineChoice;
  readonly clock: RunClock;
}

export interface RunOptions {
  readonly predictors: readonly PredictorName[];
  /** Times asked for; the page's own when absent. Particles are evaluated at exactly these. */
  readonly times?: readonly number[];
  /** The network goes on from here; its earlier records are known already. */
  readonly from?: Checkpoint;
  readonly emit: (event: RunEvent) => Promise<void>;
  readonly pause?: Pause;
}

/** The order in which a run computes: what a person waits for first. */
const order: readonly PredictorName[] = [
  'nn',
  'linearised',
  'ntk',
  'nth3',
  'nth4',
  'randomFeatures',
  'nth5',
  'meanField',
];

/** A run that takes longer than this, in milliseconds, leaves checkpoints that often. */
const checkpointInterval = 2000;

/** Progress is announced this often, in milliseconds. */
const progressInterval = 100;

export async function runExperiment(
  spec: ExperimentSpec,
  means: RunMeans,
  { predictors, times: asked, from, emit, pause = noPause }: RunOptions,
): Promise<void> {
  const problem = makeProblem(spec);
  const times = asked ? timesAsked(spec, asked) : recordedTimes(spec);
  const wanted = order.filter((name) => predictors.includes(name));
  const builder = new PredictorBuilder(problem, means, times, asked !== undefined, pause, from);
  try {
    await emit({ kind: 'header', header: await header(problem, means, times, builder, wanted) });
    if (asked === undefined && times.length === 1 && spec.optimizer !== 'flow')
      await emit({ kind: 'notice', problem: noStep(spec) });
    const checkpoints = new Checkpoints(means.clock, emit);
    const progress = new Progress(wanted.length * times.length, means.clock, emit);
    for (const [i, name] of wanted.entries()) {
      const start = means.clock.now();
      try {
        const predictor = await builder.build(name);
        try {
          await runPredictor(
            predictor,
            {
              times,
              y: problem.data.y,
              n: problem.data.n,
              lazyFactor: problem.definition.lazyFactor,
              emit,
              pause,
              clock: means.clock,
              ...(name === 'nn' && from ? await builder.resumption(from) : {}),
              advanced: async (k) => {
                if (name === 'nn') await checkpoints.after(k, builder);
                await progress.report(i * times.length + k + 1);
              },
            },
            means.clock.now() - start,
          );
        } finally {
          builder.release(predictor);
        }
      } catch (thrown) {
        if (thrown instanceof Cancelled) throw thrown;
        await emit(refused(name, thrown, means.clock.now() - start));
      }
    }
  } finally {
    builder.close();
  }
  await emit({ kind: 'done' });
}

async function header(
  problem: Problem,
  { choice }: RunMeans,
  times: Float64Array,
  builder: PredictorBuilder,
  wanted: readonly PredictorName[],
): Promise<RunHeader> {
  const { spec, data, definition, alpha } = problem;
  return {
    spec,
    engine: choice,
    predictors: wanted,
    x: data.x.slice(),
    y: data.y.slice(),
    xProbe: data.xProbe.slice(),
    n: data.n,
    d: data.d,
    p: data.p,
    axis: { kind: data.axis.kind, probe: data.axis.probe.slice(), train: data.axis.train.slice() },
    times: times.slice(),
    parameterCount: parameterCount(definition),
    alpha,
    lazyFactor: definition.lazyFactor,
    lrLimit: wanted.includes('nn') && builder.startsAtZero ? await builder.learningRateLimit() : null,
  };
}

function noStep({ lr, horizon }: ExperimentSpec): EngineProblem {
  return {
    name: 'NoStep',
    message: `horizon must be at least one step of the learning rate, ${lr}, got ${horizon}: nothing moves; raise the horizon or lower the learning rate.`,
    field: 'horizon',
  };
}

/** The asked times as the run can record them: whole steps for optimisers that step. */
function timesAsked(spec: ExperimentSpec, times: readonly number[]): Float64Array {
  const ascending = [...times].sort((a, b) => a - b);
  return spec.optimizer === 'flow' ? Float64Array.from(ascending) : snapToSteps(ascending, spec.lr);
}

function refused(predictor: PredictorName, thrown: unknown, milliseconds: number): RunEvent {
  return {
    kind: 'status',
    status: {
      predictor,
      state: 'refused',
      milliseconds,
      divergedAt: null,
      message: problemFrom(thrown).message,
      assumptions: [],
    },
  };
}

/** Builds predictors over what they share: the weights, the expansion point, the network, the infinite kernels. */
class PredictorBuilder {
  private network: NetworkPredictor | null = null;
  private weights: Weights | null = null;
  private expansion: Promise<Expansion> | null = null;
  private kernels: InfiniteKernels | null = null;

  constructor(
    private readonly problem: Problem,
    private readonly means: RunMeans,
    private readonly times: Float64Array,
    private readonly exact: boolean,
    private readonly pause: Pause,
    private readonly from: Checkpoint | undefined,
  ) {}

  /** What a resumed network's run needs to know of its beginning. */
  async resumption({
    index,
  }: Checkpoint): Promise<{ from: number; initialKernel: Float64Array | undefined }> {
    const start = await NetworkPredictor.create(this.means.backend, this.problem, this.initial());
    try {
      const { kernel } = await start.predict();
      return { from: index + 1, initialKernel: kernel };
    } finally {
      start.close();
    }
  }

  async checkpoint(index: number): Promise<Checkpoint | null> {
    return this.network ? { index, ...(await this.network.trainer.checkpoint()) } : null;
  }

  async build(name: PredictorName): Promise<Predictor> {
    const { problem, means, pause } = this;
    switch (name) {
      case 'nn':
        return this.nn();
      case 'linearised':
        return linearisedPredictor(problem, await this.expanded(), await this.assumptions(name), pause);
      case 'nth3':
      case 'nth4':
      case 'nth5': {
        const p = Number(name.slice(3)) as HierarchyOrder;
        const expansion = await this.expanded();
        return HierarchyPredictor.create(problem, expansion, p, await this.assumptions(name), pause);
      }
      case 'ntk':
        return infinitePredictor(problem, this.infinite(), await this.assumptions(name));
      case 'randomFeatures':
        return randomFeaturesPredictor(problem, this.infinite(), await this.assumptions(name));
      case 'meanField': {
        const assumptions = await this.assumptions(name);
        const predictor: Predictor =
          problem.definition.depth === 1
            ? await MeanFieldPredictor.create(means.backend, problem, this.exact, assumptions)
            : await wideNetworkPredictor(means.backend, problem.spec, this.exact, assumptions);
        return this.exact ? predictor : new SparsePredictor(predictor, problem, this.times);
      }
    }
  }

  /** The network goes on living: its trainer's start is shared. */
  release(predictor: Predictor): void {
    if (predictor === this.network) this.network = null;
    predictor.close();
  }

  close(): void {
    this.network?.close();
    this.network = null;
  }

  get startsAtZero(): boolean {
    return this.from === undefined;
  }

  /** Null where the network itself is refused: it says why when its turn comes. */
  async learningRateLimit(): Promise<number | null> {
    const { definition, data, spec } = this.problem;
    let network: NetworkPredictor;
    try {
      network = await this.nn();
    } catch (thrown) {
      if (thrown instanceof EngineError) return null;
      throw thrown;
    }
    const { trainer } = network;
    const kernel = trainer.kernel();
    const values = await trainer.backend.download(kernel.total);
    for (const t of [...kernel.layers, kernel.total]) trainer.backend.dispose(t);
    const largest = scaledSpectrum(values, data.n, 1)[0];
    const momentum = spec.optimizer === 'momentum' ? spec.momentum : 0;
    return learningRateLimit(largest, definition.lazyFactor, momentum);
  }

  private async nn(): Promise<NetworkPredictor> {
    this.network ??= await NetworkPredictor.create(this.means.backend, this.problem, this.initial(), {
      from: this.from,
    });
    return this.network;
  }

  private initial(): Weights {
    refuseTooLarge(this.problem);
    this.weights ??= initialWeights(this.problem.definition.parametrisation, this.problem.spec.seed);
    return this.weights;
  }

  private infinite(): InfiniteKernels {
    this.kernels ??= kernelsAtInfinity(this.problem);
    return this.kernels;
  }

  private expanded(): Promise<Expansion> {
    this.expansion ??= this.expandAt(Math.min(this.problem.spec.expansion, this.problem.spec.horizon));
    return this.expansion;
  }

  /** θ(t₀) is found by training the network again, in float64: the start of a run is cheap, and exact. */
  private async expandAt(t0: number): Promise<Expansion> {
    const { problem, means, pause } = this;
    const { definition, data, spec } = problem;
    const initial = this.initial();
    if (t0 === 0) return expand(means.float64, problem, initial, initial, 0);
    const trainer = await Trainer.create(means.float64, definition, data, spec, { initial });
    try {
      await trainer.advanceTo(t0, pause);
      const { weights } = await trainer.checkpoint();
      return await expand(means.float64, problem, initial, weights, trainer.t);
    } finally {
      trainer.dispose();
    }
  }

  private async assumptions(name: PredictorName): Promise<readonly Assumption[]> {
    const needsKernel = name === 'linearised' || name.startsWith('nth');
    const k0 = needsKernel ? (await (await this.expanded()).kernels(2, this.pause))[0] : null;
    return assumptionsOf(name, this.problem, k0);
  }
}

class Checkpoints {
  private last: number;

  constructor(
    private readonly clock: RunClock,
    private readonly emit: (event: RunEvent) => Promise<void>,
  ) {
    this.last = clock.now();
  }

  async after(index: number, builder: PredictorBuilder): Promise<void> {
    if (this.clock.now() - this.last < checkpointInterval) return;
    const checkpoint = await builder.checkpoint(index);
    if (checkpoint) await this.emit({ kind: 'checkpoint', checkpoint });
    this.last = this.clock.now();
  }
}

class Progress {
  private readonly start: number;
  private last: number;

  constructor(
    private readonly total: number,
    private readonly clock: RunClock,
    private readonly emit: (event: RunEvent) => Promise<void>,
  ) {
    this.start = clock.now();
    this.last = this.start;
  }

  async report(done: number): Promise<void> {
    const now = this.clock.now();
    if (now - this.last < progressInterval) return;
    this.last = now;
    const fraction = done / this.total;
    const secondsLeft = (((now - this.start) / fraction) * (1 - fraction)) / 1000;
    await this.emit({ kind: 'progress', fraction, secondsLeft });
  }
}
