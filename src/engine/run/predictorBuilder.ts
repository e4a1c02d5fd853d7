import type { PredictorName } from '../../protocol/experimentSpec';
import type { Assumption, Checkpoint } from '../../protocol/run';
import type { InfiniteKernels } from '../../theory/infiniteWidth/infiniteKernels';
import { initialWeights, type Weights } from '../network/drawWeights';
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
import { type Problem } from '../predictors/problem';
import { SparsePredictor } from '../predictors/sparsePredictor';
import { wideNetworkPredictor } from '../predictors/wideNetworkPredictor';
import { learningRateLimit } from '../training/learningRateLimit';
import { Trainer } from '../training/trainer';
import { EngineError } from '../work/engineError';
import { refuseTooLarge } from './refuseTooLarge';
import { scaledSpectrum } from './kernelReader';
import { type Pause } from '../work/pause';

import type { RunMeans } from './runMeans';

/** Builds predictors over what they share: the weights, the expansion point, the network, the infinite kernels. */
export class PredictorBuilder {
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

  /**
   * Where a predictor's records begin when that is not t = 0, and the K₀ that its drift is measured against: θ(0)'s, also
   * for a network that goes on from a checkpoint and for a theory expanded at a later moment.
   */
  async origin(name: PredictorName): Promise<{ from?: number; initialKernel?: Float64Array | undefined }> {
    const resumed = name === 'nn' ? this.from : undefined;
    const expanded = name === 'linearised' || name.startsWith('nth');
    if (!resumed && !(expanded && this.problem.spec.expansion > 0)) return {};
    const initialKernel = await this.kernelAtZero();
    return resumed ? { from: resumed.index + 1, initialKernel } : { initialKernel };
  }

  private async kernelAtZero(): Promise<Float64Array | undefined> {
    const start = await NetworkPredictor.create(this.means.backend, this.problem, this.initial());
    try {
      return (await start.predict()).kernel;
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
        return infinitePredictor(problem, await this.infinite(), await this.assumptions(name));
      case 'randomFeatures':
        return randomFeaturesPredictor(problem, await this.infinite(), await this.assumptions(name));
      case 'meanField': {
        if (problem.definition.depth > 1) refuseTooLarge(problem);
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
