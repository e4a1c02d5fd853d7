import type { PredictorName } from '../../protocol/experimentSpec';
import type { Assumption } from '../../protocol/run';
import { TruncatedHierarchy } from '../../theory/hierarchy/truncatedHierarchy';
import { infiniteKernels, type InfiniteKernels } from '../../theory/infiniteWidth/infiniteKernels';
import { LinearModel, type InitialCovariance, type LinearProblem } from '../../theory/linearised/linearModel';
import { stabilityLimit, type LinearTraining } from '../../theory/linearised/modes';
import type { Pause } from '../run/pause';
import { meanLoss } from '../training/loss';
import type { Expansion } from './expansion';
import type { Prediction, Predictor } from './predictor';
import type { Problem } from './problem';

/** A constant kernel is sent with every recorded time up to this n; beyond, it is no use in a heat map. */
const drawnPoints = 128;

interface LinearOptions {
  readonly name: PredictorName;
  readonly assumptions: readonly Assumption[];
  /** The time from which `model` runs: 0, or the expansion point. */
  readonly start: number;
  /** Kernel as frames carry it, without the lazy factor. [n, n] */
  readonly kernel: Float64Array;
  readonly linear: LinearProblem;
  readonly covariance: InitialCovariance | null;
}

/** The linearised network f₀ + K₀ of this very seed (p = 2), around the expansion point. */
export async function linearisedPredictor(
  problem: Problem,
  expansion: Expansion,
  assumptions: readonly Assumption[],
  pause: Pause,
): Promise<Predictor> {
  const { data, definition } = problem;
  const { n } = data;
  const [k2] = await expansion.kernels(2, pause);
  return linearPredictor(problem, {
    name: 'linearised',
    assumptions,
    start: expansion.t0,
    kernel: k2.slice(0, n * n),
    linear: {
      kernel: k2.slice(0, n * n),
      kernelProbe: k2.slice(n * n),
      y: data.y,
      f0: expansion.f0.slice(0, n),
      f0Probe: expansion.f0.slice(n),
      timeFactor: definition.lazyFactor,
    },
    covariance: null,
  });
}

/** The infinitely wide network: mean over initialisations, with its Gaussian variance where the output is not centred. */
export function infinitePredictor(
  problem: Problem,
  kernels: InfiniteKernels,
  assumptions: readonly Assumption[],
): Predictor {
  const { data, definition } = problem;
  return linearPredictor(problem, {
    name: 'ntk',
    assumptions,
    start: 0,
    kernel: kernels.ntk.map((value) => value / definition.lazyFactor),
    linear: { kernel: kernels.ntk, kernelProbe: kernels.ntkProbe, y: data.y },
    // Σ, like Θ, is that of α = √m: the limit is a theory of that parametrisation, and the page says so at other α.
    covariance: definition.centred
      ? null
      : { train: kernels.nngp, probe: kernels.nngpProbe, probeDiagonal: kernels.nngpProbeDiag },
  });
}

/** Random features (FDZ §III): only the output layer trains, in the limit of many features; its kernel is V[φ]. */
export function randomFeaturesPredictor(
  problem: Problem,
  kernels: InfiniteKernels,
  assumptions: readonly Assumption[],
): Predictor {
  const { data, definition } = problem;
  return linearPredictor(problem, {
    name: 'randomFeatures',
    assumptions,
    start: 0,
    kernel: kernels.features.map((value) => value / definition.lazyFactor),
    linear: { kernel: kernels.features, kernelProbe: kernels.featuresProbe, y: data.y },
    covariance: null,
  });
}

export function kernelsAtInfinity({ definition, data, spec }: Problem): InfiniteKernels {
  return infiniteKernels(
    definition.parametrisation,
    spec.activation,
    spec.activationParam,
    data.x,
    data.xProbe,
    data.d,
  );
}

function linearPredictor(problem: Problem, options: LinearOptions): Predictor {
  return problem.spec.loss === 'square'
    ? new ClosedFormPredictor(problem, options)
    : new FunctionSpacePredictor(problem, options);
}

/** Square loss: any time at once, in the eigenbasis of the kernel. */
class ClosedFormPredictor implements Predictor {
  readonly name: PredictorName;
  readonly assumptions: readonly Assumption[];
  readonly start: number;
  divergence: Predictor['divergence'] = null;
  private readonly model: LinearModel;
  private readonly training: LinearTraining;
  private readonly covariance: ReturnType<LinearModel['initialCovariance']> | null;
  private t: number;

  constructor(
    private readonly problem: Problem,
    private readonly options: LinearOptions,
  ) {
    this.name = options.name;
    this.assumptions = options.assumptions;
    this.start = options.start;
    this.t = options.start;
    this.model = new LinearModel(options.linear);
    this.training = linearTraining(problem);
    this.covariance = options.covariance ? this.model.initialCovariance(options.covariance) : null;
  }

  advance(t: number): Promise<void> {
    this.t = t;
    if (this.training.kind !== 'flow' && this.model.diverges(this.training)) {
      const { train, probe } = this.model.outputs(this.training, t - this.options.start);
      if (!train.every(isDrawable) || !probe.every(isDrawable)) {
        const limit = stabilityLimit(this.training) / this.model.largestEigenvalue;
        this.divergence = {
          at: t,
          message: `The linear model diverges: its learning rate is beyond ${limit.toPrecision(3)}; use a smaller one.`,
        };
      }
    }
    return Promise.resolve();
  }

  predict(): Promise<Prediction> {
    const { problem, model, training, covariance, options } = this;
    const t = this.t - options.start;
    const { train, probe } = model.outputs(training, t);
    const variance = covariance ? model.variance(training, t, covariance) : null;
    return Promise.resolve({
      train,
      probe,
      loss: meanLoss('square', train, problem.data.y),
      ...(problem.data.n <= drawnPoints ? { kernel: options.kernel.slice() } : {}),
      ...(variance ? { trainVariance: variance.train, probeVariance: variance.probe } : {}),
    });
  }

  close(): void {
    // Plain numbers: nothing to free.
  }
}

/** Other losses: the hierarchy at p = 2 is the linear model in function space, by gradient flow. */
class FunctionSpacePredictor implements Predictor {
  readonly name: PredictorName;
  readonly assumptions: readonly Assumption[];
  readonly start: number;
  divergence: Predictor['divergence'] = null;
  private readonly hierarchy: TruncatedHierarchy;

  constructor(
    private readonly problem: Problem,
    private readonly options: LinearOptions,
  ) {
    const { data, N, spec } = problem;
    const { kernel, kernelProbe, f0, f0Probe, timeFactor = 1 } = options.linear;
    this.name = options.name;
    this.assumptions = options.assumptions;
    this.start = options.start;
    const rows = new Float64Array(N * data.n);
    rows.set(kernel);
    rows.set(kernelProbe, kernel.length);
    const start = new Float64Array(N);
    if (f0) start.set(f0);
    if (f0Probe) start.set(f0Probe, data.n);
    this.hierarchy = new TruncatedHierarchy({
      n: data.n,
      N,
      f0: start,
      kernels: [rows],
      y: data.y,
      loss: spec.loss,
      timeFactor,
      startTime: options.start,
    });
  }

  async advance(t: number, pause: Pause): Promise<void> {
    while (!this.hierarchy.step(t)) {
      const wait = pause();
      if (wait) await wait;
    }
  }

  predict(): Promise<Prediction> {
    const { n } = this.problem.data;
    const f = this.hierarchy.outputs();
    return Promise.resolve({
      train: f.slice(0, n),
      probe: f.slice(n),
      loss: this.hierarchy.loss(),
      ...(n <= drawnPoints ? { kernel: this.options.kernel.slice() } : {}),
    });
  }

  close(): void {
    // Plain numbers: nothing to free.
  }
}

/** SGD and noisy GD move around gradient descent: their mean is what a linear theory predicts. */
function linearTraining({ spec }: Problem): LinearTraining {
  switch (spec.optimizer) {
    case 'flow':
      return { kind: 'flow' };
    case 'momentum':
      return { kind: 'momentum', lr: spec.lr, momentum: spec.momentum };
    case 'gd':
    case 'sgd':
    case 'noisy':
      return { kind: 'gd', lr: spec.lr };
  }
}

/** Beyond this an output is off any scale: the run stops there, as a truncated hierarchy does. */
function isDrawable(value: number): boolean {
  return Math.abs(value) < 1e6;
}
