import type { ExperimentSpec, PredictorName } from '../../protocol/experimentSpec';
import { encodePermalink } from '../../protocol/permalink';
import { predictors } from '../../protocol/predictors';
import { refusal } from '../jets/estimateBytes';
import { initialWeights, type Weights } from '../network/drawWeights';
import { builders } from '../predictors/builders/builders';
import { expand, type Expansion } from '../predictors/expansion';
import { kernelsAtInfinity } from '../predictors/kernelsAtInfinity';
import { makeSetup, type Setup } from '../predictors/setup';
import { scaledSpectrum } from '../run/kernelReader';
import { recordedTimes } from '../run/recordedTimes';
import { refuseTooLarge, refuseTraining } from '../run/refuseTooLarge';
import { limitSpec } from '../sweep/limitSpec';
import { theoryCurve, theoryError, type TheoryCurve, type TheoryError } from '../sweep/theoryCurve';
import { recordTraining, type TrainingRecord } from '../sweep/trainingRecord';
import { truncationErrors, type TruncationErrors, type TruncationOrder } from '../sweep/truncationErrors';
import type { Backend } from '../tensor/backend';
import { EngineError } from '../work/engineError';
import type { Pause } from '../work/pause';
import type { Recent } from '../work/recent';
import type { QuantityNeeds } from './quantity';

/**
 * One network on its data, with everything that quantities share: each piece is computed when the first quantity asks for it, and
 * once. Kernels are at the expansion point t₀ (0 by default), training is at the page's recorded times.
 */
export class Member {
  readonly problem: Setup;
  readonly initial: Weights;
  /** The highest order that anything asks for, and the highest of the orders asked for that fits the memory. */
  readonly askedOrder: TruncationOrder;
  readonly order: TruncationOrder;
  /** Why `order` is not `askedOrder`, for a person. */
  readonly refused: string | null;
  /** Why a theory has no numbers here, for a person: as the engine refused it. */
  readonly refusals: string[] = [];
  private readonly keepsKernels: boolean;
  private readonly truncations = new Map<TruncationOrder, Promise<TruncationErrors | null>>();

  constructor(
    readonly backend: Backend,
    spec: ExperimentSpec,
    needs: readonly QuantityNeeds[],
    readonly pause: Pause,
    /** Curves of limits that members share. */
    private readonly limits: Recent<TheoryCurve>,
  ) {
    const whole = makeSetup(spec);
    this.problem = needs.some(({ probe }) => probe) ? whole : withoutProbe(whole);
    if (spec.expansion > 0 || needs.some(({ training }) => training)) refuseTraining(backend, this.problem);
    else refuseTooLarge(this.problem);
    this.initial = initialWeights(whole.definition.parametrisation, spec.seed);
    this.keepsKernels = needs.some(({ training }) => training?.kernels);
    const orders = [...new Set(needs.flatMap((one) => one.orders))].sort((a, b) => b - a);
    this.askedOrder = orders[0] ?? 2;
    ({ order: this.order, refused: this.refused } = affordable(this.problem, orders));
  }

  /** The network through its recorded times. */
  readonly training = once((): Promise<TrainingRecord> =>
    recordTraining(this.backend, this.problem, this.initial, recordedTimes(this.problem.spec), {
      kernels: this.keepsKernels,
      probe: this.problem.data.p > 0,
      pause: this.pause,
    }),
  );

  /** The network at θ(t₀), reached by training unless t₀ = 0. */
  readonly expansion = once(async (): Promise<Expansion> => {
    const { weights, t } =
      this.problem.spec.expansion > 0 ? (await this.training()).expansion : { weights: this.initial, t: 0 };
    return expand(this.backend, this.problem, this.initial, weights, t);
  });

  /** K⁽ʳ⁾ at t₀ [n, …, n], without the lazy factor; null for an order beyond the memory. */
  async kernel(r: TruncationOrder): Promise<Float64Array | null> {
    const expansion = await this.expansion();
    const kernels = await expansion.kernels(this.order, this.pause);
    return r <= this.order ? trainingRows(kernels[r - 2], this.problem) : null;
  }

  /** Eigenvalues of the lazy c K/n at t₀, descending. */
  readonly spectrum = once(async (): Promise<Float64Array> => {
    const { data, definition } = this.problem;
    return scaledSpectrum((await this.kernel(2))!, data.n, definition.lazyFactor);
  });

  /** The hierarchy truncated at p beside the network; null where its kernels or the network's record do not exist. */
  truncation(p: TruncationOrder): Promise<TruncationErrors | null> {
    const known = this.truncations.get(p) ?? this.compare(p);
    this.truncations.set(p, known);
    return known;
  }

  /** A theory beside the network, as a run builds it; null where it is refused or the network diverged. */
  async theory(name: PredictorName): Promise<TheoryError | null> {
    const record = await this.training();
    const { spec, data } = this.problem;
    if (record.divergedAt !== null || data.p === 0) return null;
    const limit = predictors[name].family === 'expansion' ? null : limitSpec(spec);
    try {
      const curve = limit
        ? await this.limits.get(`${name} ${encodePermalink(limit)}`, () => this.curve(name, makeSetup(limit)))
        : await this.curve(name, this.problem);
      return theoryError(curve, record, data.p);
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      this.refusals.push(thrown.message);
      return null;
    }
  }

  private async curve(name: PredictorName, problem: Setup): Promise<TheoryCurve> {
    const { backend, pause } = this;
    const times = recordedTimes(problem.spec);
    const predictor = await builders[name]({
      problem,
      means: { backend, float64: backend },
      times,
      exact: false,
      pause,
      network: () => Promise.reject(new Error('a member trains its network once, through `training`')),
      expansion: () => this.expansion(),
      infinite: () => kernelsAtInfinity(problem, pause),
    });
    return theoryCurve(predictor, times, pause);
  }

  private async compare(p: TruncationOrder): Promise<TruncationErrors | null> {
    const record = await this.training();
    if (p > this.order || record.divergedAt !== null) return null;
    const expansion = await this.expansion();
    await expansion.kernels(this.order, this.pause);
    return truncationErrors(this.problem, expansion, p, record, this.pause);
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

function affordable(
  { N, data, definition }: Setup,
  orders: readonly TruncationOrder[],
): { order: TruncationOrder; refused: string | null } {
  let refused: string | null = null;
  for (const order of orders) {
    const why = refusal(N, data.n, definition.width, definition.depth, order);
    if (why === null) return { order, refused };
    refused ??= why;
  }
  return { order: 2, refused };
}

function withoutProbe(problem: Setup): Setup {
  const { data } = problem;
  return {
    ...problem,
    data: { ...data, p: 0, xProbe: new Float64Array(0), yProbe: null },
    xAll: data.x,
    N: data.n,
  };
}

/** The rows of the training points, which come first. */
function trainingRows(kernel: Float64Array, { data, N }: Setup): Float64Array {
  return kernel.subarray(0, (kernel.length / N) * data.n);
}
