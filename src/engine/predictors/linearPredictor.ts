import { formatMoment } from '../../theory/formatMoment';
import type { PredictorName } from '../../protocol/experimentSpec';
import type { Assumption } from '../../protocol/run';
import { formatNumber } from '../../theory/assumptions/formatNumber';
import { blowUpTime } from '../../theory/linearised/blowUp';
import { FunctionSpaceModel } from '../../theory/linearised/functionSpaceModel';
import { LinearModel, type InitialCovariance, type LinearProblem } from '../../theory/linearised/linearModel';
import { stabilityLimit, type LinearTraining } from '../../theory/linearised/modes';
import { symmetricEigenWork } from '../../theory/linalg/symmetricEigen';
import { inPieces, noPause, type Pause } from '../work/pause';
import { lossSlope, meanLoss } from '../../theory/loss/pointLoss';
import type { Prediction, Predictor } from './predictor';
import type { Setup } from './setup';

/** A constant kernel is sent with every recorded time up to this n; beyond, it is no use in a heat map. */
const drawnPoints = 128;

export interface LinearOptions {
  readonly name: PredictorName;
  readonly assumptions: readonly Assumption[];
  /** The time from which `model` runs: 0, or the expansion point. */
  readonly start: number;
  /** Kernel as frames carry it, without the lazy factor. [n, n] */
  readonly kernel: Float64Array;
  readonly linear: LinearProblem;
  readonly covariance: InitialCovariance | null;
}

/** A theory whose kernel does not change: outputs on the training and probe points of `problem`. */
export function linearPredictor(problem: Setup, options: LinearOptions): Predictor {
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
  private solved: {
    readonly model: LinearModel;
    readonly blowUp: number;
    readonly covariance: ReturnType<LinearModel['initialCovariance']> | null;
  } | null = null;
  private readonly training: LinearTraining;
  private t: number;

  constructor(
    private readonly problem: Setup,
    private readonly options: LinearOptions,
  ) {
    this.name = options.name;
    this.assumptions = options.assumptions;
    this.start = options.start;
    this.t = options.start;
    this.training = linearTraining(problem);
  }

  async advance(t: number, pause: Pause): Promise<void> {
    this.t = t;
    if ((this.divergence = overflow(this.options)) !== null) return;
    const { model, blowUp } = (this.solved ??= await this.solve(pause));
    const { training, options } = this;
    if (!model.eigenvalues.every(Number.isFinite)) {
      this.divergence = beyondDouble(options.start, 'eigenvalues');
      return;
    }
    if (training.kind === 'flow' || stepsTo(t - options.start, training) < stepsTo(blowUp, training)) return;
    const limit = stabilityLimit(training) / model.largestEigenvalue;
    this.divergence = {
      at: options.start + blowUp,
      message: `The linear model diverges: its learning rate is beyond ${formatMoment(limit)}; use a smaller one.`,
    };
  }

  async predict(): Promise<Prediction> {
    const { problem, training, options } = this;
    const { model, covariance } = (this.solved ??= await this.solve(noPause));
    const t = this.t - options.start;
    const { train, probe } = model.outputs(training, t);
    const variance = covariance ? model.variance(training, t, covariance) : null;
    return {
      train,
      probe,
      loss: meanLoss('square', train, problem.data.y),
      ...(problem.data.n <= drawnPoints ? { kernel: options.kernel.slice() } : {}),
      ...(variance ? { trainVariance: variance.train, probeVariance: variance.probe } : {}),
    };
  }

  /** The eigenproblem, O(n³), in pieces. */
  private async solve(pause: Pause): Promise<NonNullable<ClosedFormPredictor['solved']>> {
    const { linear, covariance } = this.options;
    const work = symmetricEigenWork(linear.kernel, linear.y.length);
    const model = new LinearModel(linear, await inPieces(work, pause));
    const blowUp = blowUpTime(model, this.training);
    return { model, blowUp, covariance: covariance ? model.initialCovariance(covariance) : null };
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
    private readonly problem: Setup,
    private readonly options: LinearOptions,
  ) {
    this.name = options.name;
    this.assumptions = options.assumptions;
    this.start = options.start;
    const { loss } = problem.spec;
    this.model = new FunctionSpaceModel(options.linear, (f, y) => lossSlope(loss, f, y));
  }

  async advance(t: number, pause: Pause): Promise<void> {
    if ((this.divergence = overflow(this.options)) !== null) return;
    const training = linearTraining(this.problem);
    const elapsed = t - this.start;
    if (training.kind === 'flow') {
      if (!this.model.advanceFlow(elapsed))
        this.stop(this.start + this.model.t, 'use smaller inputs or a smaller output scale');
      return;
    }
    const target = Math.round(elapsed / training.lr);
    const momentum = training.kind === 'momentum' ? training.momentum : 0;
    while (this.steps < target && this.divergence === null) {
      this.steps += 1;
      if (!this.model.step(training.lr, momentum))
        this.stop(this.start + this.steps * training.lr, 'use a smaller learning rate');
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

  private stop(at: number, remedy: string): void {
    this.divergence = { at, message: `The linear model is not finite beyond this time; ${remedy}.` };
  }
}

/** A kernel or an output at the start that double precision does not hold: the model says nothing at any time. */
function overflow({ start, linear }: LinearOptions): Predictor['divergence'] {
  const { kernel, kernelProbe, f0, f0Probe } = linear;
  const held = (values: Float64Array | undefined) => values?.every(Number.isFinite) ?? true;
  const what = !held(f0) || !held(f0Probe) ? 'outputs' : held(kernel) && held(kernelProbe) ? null : 'kernel';
  return what === null ? null : beyondDouble(start, what);
}

function beyondDouble(start: number, what: string): NonNullable<Predictor['divergence']> {
  return {
    at: start,
    message: `The linear model has no finite ${what} at t = ${formatNumber(start)}: numbers beyond 1.8e308; use smaller inputs, fewer layers or another activation.`,
  };
}

/** A time means the step next to it. */
function stepsTo(t: number, { lr }: { readonly lr: number }): number {
  return Math.round(t / lr);
}

/** SGD and noisy GD move around gradient descent: their mean is what a linear theory predicts. */
export function linearTraining({ spec }: Setup): LinearTraining {
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
