import { predictors, type PredictorName } from '../../protocol/predictors';
import type { Checkpoint } from '../../protocol/run';
import { prngKey } from '../../theory/random/key';
import type { InfiniteKernels } from '../../theory/infiniteWidth/infiniteKernels';
import { drawWeightsWork, type Weights } from '../network/drawWeights';
import type { SharedWork } from '../predictors/builders/builder';
import { builders } from '../predictors/builders/builders';
import { expand, type Expansion } from '../predictors/expansion';
import { kernelsAtInfinity } from '../predictors/kernelsAtInfinity';
import { NetworkPredictor } from '../predictors/networkPredictor';
import type { Predictor } from '../predictors/predictor';
import { type Setup } from '../predictors/setup';
import { Trainer } from '../training/trainer';
import { refuseTooLarge, refuseTraining } from './refuseTooLarge';
import { inPieces, type Pause } from '../work/pause';

import type { Resources } from '../work/resources';

/** Builds predictors over what they share: the weights, the expansion point, the network, the infinite kernels. */
export class PredictorBuilder {
  private network: NetworkPredictor | null = null;
  private weights: Promise<Weights> | null = null;
  private expansion: Promise<Expansion> | null = null;
  private kernels: InfiniteKernels | null = null;

  private readonly shared: SharedWork;

  constructor(
    private readonly problem: Setup,
    private readonly means: Resources,
    times: Float64Array,
    exact: boolean,
    private readonly pause: Pause,
    private readonly from: Checkpoint | undefined,
  ) {
    this.shared = {
      problem,
      means,
      times,
      exact,
      pause,
      network: () => this.nn(),
      expansion: () => this.expanded(),
      infinite: () => this.infinite(),
    };
  }

  /**
   * Where a predictor's records begin when that is not t = 0, and the K₀ that its drift is measured against: θ(0)'s, also
   * for a network that goes on from a checkpoint and for a theory expanded at a later moment.
   */
  async origin(name: PredictorName): Promise<{ from?: number; initialKernel?: Float64Array | undefined }> {
    const resumed = name === 'nn' ? this.from : undefined;
    const expanded = predictors[name].family === 'expansion';
    if (!resumed && !(expanded && this.problem.spec.expansion > 0)) return {};
    const initialKernel = await this.kernelAtZero();
    return resumed ? { from: resumed.index + 1, initialKernel } : { initialKernel };
  }

  private async kernelAtZero(): Promise<Float64Array | undefined> {
    const start = await NetworkPredictor.create(this.means.backend, this.problem, await this.initial());
    try {
      return (await start.predict()).kernel;
    } finally {
      start.close();
    }
  }

  async checkpoint(index: number): Promise<Checkpoint | null> {
    return this.network ? { index, ...(await this.network.trainer.checkpoint()) } : null;
  }

  build(name: PredictorName): Promise<Predictor> {
    return builders[name](this.shared);
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

  private async nn(): Promise<NetworkPredictor> {
    if (this.network === null) refuseTraining(this.means.backend, this.problem);
    this.network ??= await NetworkPredictor.create(this.means.backend, this.problem, await this.initial(), {
      from: this.from,
    });
    return this.network;
  }

  private async initial(): Promise<Weights> {
    const { definition, spec } = this.problem;
    refuseTooLarge(this.problem);
    this.weights ??= inPieces(drawWeightsWork(definition.parametrisation, prngKey(spec.seed)), this.pause);
    return this.weights;
  }

  private async infinite(): Promise<InfiniteKernels> {
    this.kernels ??= await kernelsAtInfinity(this.problem, this.pause);
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
    if (t0 > 0) refuseTraining(means.float64, problem);
    const initial = await this.initial();
    if (t0 === 0) return expand(means.float64, problem, initial, initial, 0, pause);
    const trainer = await Trainer.create(means.float64, definition, data, spec, { initial });
    try {
      await trainer.advanceTo(t0, pause);
      return await expand(means.float64, problem, initial, await trainer.weights(), trainer.t, pause);
    } finally {
      trainer.dispose();
    }
  }
}
