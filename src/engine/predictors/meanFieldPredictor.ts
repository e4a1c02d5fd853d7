import type { Assumption } from '../../protocol/run';
import { disposeKernel } from '../kernel/tangentKernel';
import type { NetworkState } from '../network/networkState';
import { initialParticles, widenDefinition } from '../network/widen';
import type { Pause } from '../work/pause';
import type { Backend, Tensor } from '../tensor/backend';
import { hiddenProduct } from '../tensor/hiddenProduct';
import { meanLoss } from '../../theory/loss/pointLoss';
import { Trainer } from '../training/trainer';
import { activations } from '../../theory/activations/activations';
import { CircleGrid } from './circleGrid';
import type { Prediction, Predictor } from './predictor';
import type { Problem } from './problem';

/**
 * Tolerance of the particles' flow per step, in units of the targets: their own Monte-Carlo error dominates by far. A looser one
 * saves nothing, since the fastest mode of the kernel and not the error limits the step.
 */
const tolerance = 1e-3;

/**
 * The mean-field limit of FDZ §V by M particles, H = 1: they move as the neurons of the width-m network would, in the
 * output of all M. The Monte-Carlo standard error is half the difference of the two halves of the particles.
 */
export class MeanFieldPredictor implements Predictor {
  readonly name = 'meanField';
  readonly start = 0;
  divergence: Predictor['divergence'] = null;
  /** Outputs of the two halves at t = 0, subtracted where the network is centred. [p, 2] */
  private halves0: Float64Array | null = null;

  /** `exact`: with the network's own tolerance, and every probe point evaluated. */
  static async create(
    backend: Backend,
    problem: Problem,
    exact: boolean,
    assumptions: readonly Assumption[],
  ): Promise<MeanFieldPredictor> {
    const { data, spec } = problem;
    const widened = widenDefinition(problem.definition, spec.particles);
    const trainer = await Trainer.create(backend, widened, data, spec, {
      initial: initialParticles(widened, spec.seed),
      flow: exact ? {} : { tolerance, order: 5 },
    });
    // Neurons of a kinked φ gather, and f has kinks of its own: only smooth functions are interpolated.
    const smooth = activations[spec.activation].smoothness === Infinity;
    const grid = exact || !smooth ? null : CircleGrid.of(data.axis);
    const evaluated = grid ? grid.coarse(data.xProbe, data.d) : data.xProbe;
    const xProbe = backend.upload(evaluated, evaluated.length / data.d, data.d);
    const masks = backend.upload(halfMasks(spec.particles), 2 * spec.particles, 1);
    return new MeanFieldPredictor(problem, trainer, xProbe, masks, grid, assumptions);
  }

  private constructor(
    private readonly problem: Problem,
    private readonly trainer: Trainer,
    private readonly xProbe: Tensor,
    private readonly masks: Tensor,
    private readonly grid: CircleGrid | null,
    readonly assumptions: readonly Assumption[],
  ) {}

  async advance(t: number, pause: Pause): Promise<void> {
    await this.trainer.advanceTo(t, pause);
    const stop = this.trainer.divergence;
    if (stop === null) return;
    this.divergence = { at: stop.t, message: `The particles diverged: ${stop.reason}; ${stop.remedy}.` };
  }

  async predict(): Promise<Prediction> {
    const { trainer, problem } = this;
    const { backend } = trainer;
    const train = await trainer.trainOutputs();
    const { probe, difference } = await this.probeHalves();
    const kernel = trainer.kernel();
    try {
      return {
        train,
        probe,
        probeError: difference.map(Math.abs),
        kernel: await backend.download(kernel.total),
        loss: meanLoss(problem.spec.loss, train, problem.data.y),
      };
    } finally {
      disposeKernel(backend, kernel);
    }
  }

  close(): void {
    const { backend } = this.trainer;
    backend.dispose(this.xProbe);
    backend.dispose(this.masks);
    this.trainer.dispose();
  }

  /** f on the probe points, and half the difference of the two halves of the particles. [p] each */
  private async probeHalves(): Promise<{ probe: Float64Array; difference: Float64Array }> {
    const { trainer } = this;
    const { definition } = trainer;
    const halves = await this.take(trainer.backend.scope(() => this.halfOutputs(trainer.state)));
    if (definition.centred) {
      this.halves0 ??= await this.take(trainer.backend.scope(() => this.halfOutputs(trainer.initial)));
      for (let i = 0; i < halves.length; i++) halves[i] -= this.halves0[i];
    }
    const p = this.xProbe.rows;
    const M = definition.width;
    const half = firstHalf(M);
    const probe = new Float64Array(p);
    const difference = new Float64Array(p);
    for (let i = 0; i < p; i++) {
      probe[i] = (half * halves[2 * i] + (M - half) * halves[2 * i + 1]) / M;
      difference[i] = 0.5 * (halves[2 * i] - halves[2 * i + 1]);
    }
    const { grid } = this;
    return grid ? { probe: grid.refine(probe), difference: grid.refine(difference) } : { probe, difference };
  }

  private async take(t: Tensor): Promise<Float64Array> {
    const { backend } = this.trainer;
    const values = await backend.download(t);
    backend.dispose(t);
    return values;
  }

  /** f of either half of the particles as if it were all of them, the output bias included in both. [p, 2] */
  private halfOutputs(state: NetworkState): Tensor {
    const { trainer } = this;
    const { backend, definition } = trainer;
    const [hidden, output] = definition.layers;
    const M = definition.width;
    const twice = backend.concatRows([state.weights[1], state.weights[1]]);
    const columns = backend.scale(backend.reshape(backend.mul(twice, this.masks), 2, M), output.forward);
    const f = hiddenProduct(
      backend,
      this.xProbe,
      {
        weights: state.weights[0],
        bias: state.biases[0],
        forward: hidden.forward,
        biasScale: hidden.bias,
        activation: definition.activation,
        param: definition.activationParam,
      },
      columns,
    );
    const bOut = state.biases[1];
    if (bOut === null) return f;
    return backend.addRow(f, backend.reshape(backend.concatRows([bOut, bOut]), 1, 2), output.bias);
  }
}

/** Particles in the first half: ⌊M/2⌋, at least one. */
function firstHalf(M: number): number {
  return Math.max(1, Math.floor(M / 2));
}

/** Weights of the particles in the two halves: M/⌊M/2⌋ on the first ⌊M/2⌋ and 0 elsewhere, then the complement. [2M] */
function halfMasks(M: number): Float64Array {
  const half = firstHalf(M);
  const masks = new Float64Array(2 * M);
  for (let j = 0; j < M; j++) {
    if (j < half) masks[j] = M / half;
    else masks[M + j] = M / (M - half);
  }
  return masks;
}
