import type { ExperimentSpec, PredictorName } from '../../protocol/experimentSpec';
import type { Assumption } from '../../protocol/run';
import { infiniteKernelsWork, type InfiniteKernels } from '../../theory/infiniteWidth/infiniteKernels';
import { FunctionSpaceModel } from '../../theory/linearised/functionSpaceModel';
import { LinearModel, type InitialCovariance, type LinearProblem } from '../../theory/linearised/linearModel';
import { stabilityLimit, type LinearTraining } from '../../theory/linearised/modes';
import { EngineError } from '../work/engineError';
import type { Pause } from '../work/pause';
import { lossSlope, meanLoss } from '../../theory/loss/pointLoss';
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
  infinite: InfiniteKernels,
  assumptions: readonly Assumption[],
): Predictor {
  const { data, definition } = problem;
  const kernels = representable(infinite, problem.spec, 'both');
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
  infinite: InfiniteKernels,
  assumptions: readonly Assumption[],
): Predictor {
  const { data, definition } = problem;
  const kernels = representable(infinite, problem.spec, 'nngp');
  return linearPredictor(problem, {
    name: 'randomFeatures',
    assumptions,
    start: 0,
    kernel: kernels.features.map((value) => value / definition.lazyFactor),
    linear: { kernel: kernels.features, kernelProbe: kernels.featuresProbe, y: data.y },
    covariance: null,
  });
}

export async function kernelsAtInfinity(
  { definition, data, spec }: Problem,
  pause: Pause,
): Promise<InfiniteKernels> {
  const work = infiniteKernelsWork(
    definition.parametrisation,
    spec.activation,
    spec.activationParam,
    data.x,
    data.xProbe,
    data.d,
  );
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    const wait = pause();
    if (wait) await wait;
  }
}

/** Σ, or Σ and Θ, as plain float64; what it cannot hold is refused, what is below its smallest number is 0. */
export function representable(
  kernels: InfiniteKernels,
  { depth, sigmaW, residual }: ExperimentSpec,
  needed: 'nngp' | 'both',
): InfiniteKernels {
  const { nngp, ntk, nngpExponent, ntkExponent } = kernels;
  const fits = (values: Float64Array, exponent: number) => exponent <= 0 && values.every(Number.isFinite);
  if (!fits(nngp, nngpExponent) || (needed === 'both' && !fits(ntk, ntkExponent)))
    throw new EngineError(
      'Overflow',
      `depth must be such that the kernels of infinite width fit double precision (1.8e308), got ${depth} with sigmaW ${sigmaW}; use a smaller depth or sigmaW${residual === 'resnet' ? ', or residual scaled' : ''}.`,
      'depth',
    );
  return {
    ...kernels,
    ...(nngpExponent < 0 &&
      zeros(kernels, ['nngp', 'nngpProbe', 'nngpProbeDiag', 'features', 'featuresProbe'])),
    ...(ntkExponent < 0 && zeros(kernels, ['ntk', 'ntkProbe', 'ntkProbeDiag'])),
  };
}

type KernelName = Exclude<keyof InfiniteKernels, 'nngpExponent' | 'ntkExponent'>;

function zeros(kernels: InfiniteKernels, names: readonly KernelName[]): Partial<InfiniteKernels> {
  return Object.fromEntries(names.map((name) => [name, new Float64Array(kernels[name].length)]));
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

/** Other losses: in function space, by the flow or by the run's own steps. */
class FunctionSpacePredictor implements Predictor {
  readonly name: PredictorName;
  readonly assumptions: readonly Assumption[];
  readonly start: number;
  divergence: Predictor['divergence'] = null;
  private readonly model: FunctionSpaceModel;
  private steps = 0;

  constructor(
    private readonly problem: Problem,
    private readonly options: LinearOptions,
  ) {
    this.name = options.name;
    this.assumptions = options.assumptions;
    this.start = options.start;
    const { loss } = problem.spec;
    this.model = new FunctionSpaceModel(options.linear, (f, y) => lossSlope(loss, f, y));
  }

  async advance(t: number, pause: Pause): Promise<void> {
    const training = linearTraining(this.problem);
    const elapsed = t - this.start;
    if (training.kind === 'flow') {
      if (!this.model.advanceFlow(elapsed)) this.stop(t);
      return;
    }
    const target = Math.round(elapsed / training.lr);
    const momentum = training.kind === 'momentum' ? training.momentum : 0;
    while (this.steps < target && this.divergence === null) {
      this.steps += 1;
      if (!this.model.step(training.lr, momentum)) this.stop(this.start + this.steps * training.lr);
      const wait = pause();
      if (wait) await wait;
    }
  }

  predict(): Promise<Prediction> {
    const { problem, options } = this;
    const { train, probe } = this.model.outputs();
    return Promise.resolve({
      train,
      probe,
      loss: meanLoss(problem.spec.loss, train, problem.data.y),
      ...(problem.data.n <= drawnPoints ? { kernel: options.kernel.slice() } : {}),
    });
  }

  close(): void {
    // Plain numbers: nothing to free.
  }

  private stop(at: number): void {
    this.divergence = {
      at,
      message: 'The linear model is not finite beyond this time; use a smaller learning rate.',
    };
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
