import type { Assumption } from '../../protocol/run';
import { activations } from '../../theory/activations/activations';
import { meanLoss } from '../../theory/loss/pointLoss';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { disposeKernel } from '../kernel/tangentKernel';
import { initialParticles, widenDefinition } from '../network/widen';
import type { Backend, Tensor } from '../tensor/backend';
import { refuseParticles } from '../run/refuseTooLarge';
import { flowTolerance } from '../training/flowTolerance';
import { Trainer } from '../training/trainer';
import { noPause, rest, type Pause } from '../work/pause';
import { CircleGrid } from './circleGrid';
import { errorOf, meanOf, populations, sizeOf } from './populations';
import type { Prediction, Predictor } from './predictor';
import type { Setup } from './setup';

/**
 * Tolerance of the particles' flow per step, in units of the targets: their own Monte-Carlo error dominates by far. A looser one
 * saves nothing, since the fastest mode of the kernel and not the error limits the step.
 */
const tolerance = 1e-3;

/**
 * The mean-field limit of FDZ §V by M particles, H = 1: they move as the neurons of the width-m network would. The outputs are
 * the mean over independent populations of quasi-random particles, the Monte-Carlo error comes from their spread.
 */
export class MeanFieldPredictor implements Predictor {
  readonly name = 'meanField';
  readonly start = 0;
  divergence: Predictor['divergence'] = null;
  private pause: Pause = noPause;

  /** `exact`: with the network's own tolerance, and every probe point evaluated. */
  static async create(
    backend: Backend,
    problem: Setup,
    exact: boolean,
    assumptions: readonly Assumption[],
  ): Promise<MeanFieldPredictor> {
    const { data, spec, definition } = problem;
    const { odd, smoothness } = activations[spec.activation];
    const flow = exact ? {} : ({ tolerance, order: 5 } as const);
    const { order } = { ...flowTolerance(spec.activation, backend.name), ...flow };
    const largest = widenDefinition(definition, sizeOf(populations - 1, spec.particles));
    refuseParticles(problem, largest, order, populations);
    const networkKey = prngKey(spec.seed);
    const trainers: Trainer[] = [];
    for (let r = 0; r < populations; r++) {
      const widened = widenDefinition(definition, sizeOf(r, spec.particles));
      // A stream of the seed that no network uses.
      const key = foldIn(foldIn(networkKey, 2000), r);
      // Batches are the network's own; noise must differ from one population to the next.
      const rule = spec.optimizer === 'noisy' ? { ...spec, seed: key.low } : spec;
      trainers.push(
        await Trainer.create(backend, widened, data, rule, {
          initial: initialParticles(widened, key, networkKey, odd),
          flow,
        }),
      );
    }
    // Neurons of a kinked φ gather, and f has kinks of its own: only smooth functions are interpolated.
    const grid = exact || smoothness !== Infinity ? null : CircleGrid.of(data.axis);
    const evaluated = grid ? grid.coarse(data.xProbe, data.d) : data.xProbe;
    const xProbe = backend.upload(evaluated, evaluated.length / data.d, data.d);
    return new MeanFieldPredictor(backend, problem, trainers, xProbe, grid, exact, assumptions);
  }

  private constructor(
    private readonly backend: Backend,
    private readonly problem: Setup,
    private readonly trainers: readonly Trainer[],
    private readonly xProbe: Tensor,
    private readonly grid: CircleGrid | null,
    private readonly exact: boolean,
    readonly assumptions: readonly Assumption[],
  ) {}

  async advance(t: number, pause: Pause): Promise<void> {
    this.pause = pause;
    for (const trainer of this.trainers) {
      await trainer.advanceTo(t, pause);
      const stop = trainer.divergence;
      if (stop === null) continue;
      const remedy =
        this.problem.spec.optimizer === 'flow'
          ? stop.remedy
          : 'a network of infinite width does not bear such steps, even where a narrow one does; use a smaller learning rate';
      this.divergence = {
        at: stop.t,
        message: `The particles diverged: ${stop.reason}; ${remedy}.`,
      };
      return;
    }
  }

  async predict(): Promise<Prediction> {
    const { trainers, grid, problem, xProbe, exact } = this;
    const train: Float64Array[] = [];
    const probe: Float64Array[] = [];
    const kernel: Float64Array[] = [];
    for (const trainer of trainers) {
      train.push(await trainer.trainOutputs());
      const evaluated = await trainer.outputs(xProbe);
      probe.push(grid ? grid.refine(evaluated) : evaluated);
      await rest(this.pause);
      kernel.push(await this.kernelOf(trainer));
      await rest(this.pause);
    }
    const mean = meanOf(train);
    return {
      train: mean,
      probe: meanOf(probe),
      probeError: errorOf(probe),
      kernel: meanOf(kernel),
      ...(exact ? { kernelError: errorOf(kernel) } : {}),
      loss: meanLoss(problem.spec.loss, mean, problem.data.y),
    };
  }

  close(): void {
    this.backend.dispose(this.xProbe);
    for (const trainer of this.trainers) trainer.dispose();
  }

  private async kernelOf(trainer: Trainer): Promise<Float64Array> {
    const kernel = trainer.kernel();
    try {
      return await this.backend.download(kernel.total);
    } finally {
      disposeKernel(this.backend, kernel);
    }
  }
}
