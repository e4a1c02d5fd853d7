import type { Assumption } from '../../protocol/run';
import { activations } from '../../theory/activations/activations';
import { meanLoss } from '../../theory/loss/pointLoss';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { normal } from '../../theory/random/normal';
import { LimitPopulation } from '../meanField/limitPopulation';
import { deepSamples, refuseDeepMeanField, revealRule } from '../meanField/limitSize';
import type { Backend } from '../tensor/backend';
import type { Pause } from '../work/pause';
import { CircleGrid } from './circleGrid';
import { errorOf, meanOf, populations } from './populations';
import type { Prediction, Predictor } from './predictor';
import type { Setup } from './setup';

/**
 * f's error in one step of the flow, in units of the targets: on the page, and at times that were asked for. At a kink the estimate sees
 * jumps of single neurons, of which f sees the mean: relu's f at α = 1 is the same within chance from 1e-2 down to 1e-3.
 */
const tolerance = { smooth: { page: 1e-3, exact: 2e-4 }, kinked: { page: 1e-2, exact: 3e-3 } };

/**
 * Bias of f from truncated bases, in units of the largest output and of the residual at which h's bases are cut: 0.35 % at 0.03, 0.15 % at
 * 0.02, the same at S = 256 and 1024 (64 and 16 populations against wide networks: tanh at α = 1, erf at α = 3, H = 2). A bias of order
 * 1/S is not seen beside it. That of K is no larger in units of its largest entry: RMS 0.27 % at 0.03 and at 0.02 (tanh, t = 3).
 */
const truncationShare = 0.1;

/**
 * The limit m → ∞ at the spec's own α for any depth (MATH §6, Bordelon & Pehlevan 2022), over S sampled neurons a layer whose matrices
 * are revealed only where they are looked at.
 *
 * Four populations, each in an f of its own, give the mean and, by their spread, the Monte-Carlo error. What they have in common adds to
 * it: truncated bases, finite steps. Linear φ needs no sampling and has none.
 */
export class DeepMeanFieldPredictor implements Predictor {
  readonly name = 'meanField';
  readonly start = 0;
  divergence: Predictor['divergence'] = null;
  private t = 0;

  /** `exact`: finer steps and bases, four times the samples, every probe point evaluated. */
  static create(
    backend: Backend,
    problem: Setup,
    exact: boolean,
    assumptions: readonly Assumption[],
  ): DeepMeanFieldPredictor {
    refuseDeepMeanField(problem, exact);
    const { data, spec, definition } = problem;
    const { smoothness } = activations[spec.activation];
    // Neurons of a kinked φ gather, and f has kinks of its own: only smooth functions are interpolated.
    const grid = exact || smoothness !== Infinity ? null : CircleGrid.of(data.axis);
    const xProbe = grid ? grid.coarse(data.xProbe, data.d) : data.xProbe;
    const networkKey = prngKey(spec.seed);
    const bOut = normal(foldIn(foldIn(networkKey, spec.depth + 1), 1), 1)[0];
    const { S, sampled } = deepSamples(problem, exact);
    const reveal = revealRule(problem, exact);
    const { page, exact: tight } = tolerance[smoothness === 0 ? 'kinked' : 'smooth'];
    const list: LimitPopulation[] = [];
    for (let r = 0; r < (sampled ? populations : 1); r++)
      list.push(
        new LimitPopulation(backend, {
          problem,
          xProbe,
          S,
          // A stream of the seed that no network uses.
          key: foldIn(foldIn(networkKey, 3000), r),
          reveal,
          tolerance: exact ? tight : page,
          outputBias: definition.layers[spec.depth].biasSd * bOut,
        }),
      );
    return new DeepMeanFieldPredictor(
      problem,
      list,
      grid,
      sampled ? truncationShare * reveal.h : 0,
      exact,
      assumptions,
    );
  }

  private constructor(
    private readonly problem: Setup,
    private readonly list: readonly LimitPopulation[],
    private readonly grid: CircleGrid | null,
    /** What all populations have in common, in units of the largest output. */
    private readonly common: number,
    private readonly exact: boolean,
    readonly assumptions: readonly Assumption[],
  ) {}

  async advance(t: number, pause: Pause): Promise<void> {
    for (const population of this.list) {
      await population.advanceTo(t, pause);
      const { divergence } = population;
      if (divergence === null) continue;
      const remedy =
        this.problem.spec.optimizer === 'flow'
          ? 'use a shorter horizon, or smaller σ_w or targets'
          : 'a network of infinite width does not bear such steps, even where a narrow one does; use a smaller learning rate';
      this.divergence = {
        at: divergence.t,
        message: `The mean field diverged: an output is not finite; ${remedy}.`,
      };
      return;
    }
    this.t = t;
  }

  predict(): Promise<Prediction> {
    const { grid, problem, common, exact } = this;
    const parts = this.list.map((population) => population.at(this.t));
    const train = meanOf(parts.map((part) => part.train));
    const probes = parts.map((part) => (grid ? grid.refine(part.probe) : part.probe));
    const probe = meanOf(probes);
    /** The chance in the mean of these rows, and the bias that they have in common, in units of the largest of these values. */
    const withBias = (rows: readonly Float64Array[], values: readonly number[]): Float64Array => {
      const bias = common * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      return errorOf(rows).map((error) => Math.sqrt(error * error + bias * bias));
    };
    const kernels = parts.map((part) => part.kernel);
    const kernel = meanOf(kernels);
    return Promise.resolve({
      train,
      probe,
      probeError: withBias(probes, [...train, ...probe]),
      kernel,
      ...(exact ? { kernelError: withBias(kernels, [...kernel]) } : {}),
      loss: meanLoss(problem.spec.loss, train, problem.data.y),
    });
  }

  close(): void {
    for (const population of this.list) population.close();
  }
}
