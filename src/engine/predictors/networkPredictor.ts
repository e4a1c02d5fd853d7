import type { Assumption } from '../../protocol/run';
import { disposeKernel } from '../kernel/tangentKernel';
import type { Weights } from '../network/drawWeights';
import { noPause, rest, type Pause } from '../work/pause';
import type { Backend, Tensor } from '../tensor/backend';
import { formatNumber } from '../../theory/assumptions/formatNumber';
import { meanLoss } from '../../theory/loss/pointLoss';
import { activations } from '../../theory/activations/activations';
import { Trainer, type TrainerOptions } from '../training/trainer';
import type { Prediction, Predictor } from './predictor';
import type { Setup } from './setup';

/** Layer summands are kept where all of them together stay below this many numbers per recorded time. */
const layerNumbers = 4096;

/** The finite network itself, trained as the spec says. */
export class NetworkPredictor implements Predictor {
  readonly name = 'nn';
  readonly start = 0;
  divergence: Predictor['divergence'] = null;
  private pause: Pause = noPause;

  static async create(
    backend: Backend,
    problem: Setup,
    initial: Weights,
    options: Pick<TrainerOptions, 'from' | 'flow'> = {},
  ): Promise<NetworkPredictor> {
    const { data, definition, spec } = problem;
    const trainer = await Trainer.create(backend, definition, data, spec, { initial, ...options });
    return new NetworkPredictor(problem, trainer, backend.upload(data.xProbe, data.p, data.d));
  }

  private constructor(
    private readonly problem: Setup,
    readonly trainer: Trainer,
    private readonly xProbe: Tensor,
  ) {}

  get assumptions(): readonly Assumption[] {
    return flowAccuracy(this.problem, this.trainer);
  }

  async advance(t: number, pause: Pause): Promise<void> {
    this.pause = pause;
    await this.trainer.advanceTo(t, pause);
    const stop = this.trainer.divergence;
    if (stop === null) return;
    this.divergence = {
      at: stop.t,
      message: `The network diverged at step ${stop.step}: ${stop.reason}; ${stop.remedy}. Everything before stays.`,
    };
  }

  async predict(): Promise<Prediction> {
    const { trainer, problem, pause } = this;
    const { backend } = trainer;
    const train = await trainer.trainOutputs();
    await rest(pause);
    const probe = await trainer.outputs(this.xProbe);
    await rest(pause);
    const kernel = trainer.kernel();
    try {
      await rest(pause);
      return {
        train,
        probe,
        loss: meanLoss(problem.spec.loss, train, problem.data.y),
        kernel: await backend.download(kernel.total),
        layers: await this.layers(kernel.layers),
        motion: await trainer.relativeMotion(),
      };
    } finally {
      disposeKernel(backend, kernel);
    }
  }

  close(): void {
    this.trainer.backend.dispose(this.xProbe);
    this.trainer.dispose();
  }

  private async layers(summands: readonly Tensor[]): Promise<Float64Array | undefined> {
    const { n } = this.problem.data;
    const size = n * n;
    if (size * summands.length > layerNumbers) return undefined;
    const all = new Float64Array(size * summands.length);
    for (const [l, summand] of summands.entries())
      all.set(await this.trainer.backend.download(summand), l * size);
    return all;
  }
}

/** How far the outputs of a flow past kinks can be trusted, by its own estimate; nothing where φ is smooth. */
function flowAccuracy({ spec }: Setup, { backend, flowError, kinksLocated }: Trainer): Assumption[] {
  const { smoothness } = activations[spec.activation];
  if (flowError === null || smoothness === Infinity || backend.name !== 'float64') return [];
  const source = 'Filippov 1988, §2.4';
  const error = `its steps estimate errors of f that add up to ${formatNumber(flowError)}`;
  if (smoothness > 0)
    return [{ verdict: 'holds', text: `${error}: steps shorten where the second derivative jumps`, source }];
  if (kinksLocated) {
    const text = `${error}: every crossing of a kink is located, and neurons that are held at one slide along it`;
    return [{ verdict: 'holds', text, source }];
  }
  const text = `${error}: crossings of kinks are more than can be located, and the later ones are stepped over`;
  return [{ verdict: 'unknown', text, source }];
}
