import { formatMoment } from '../../theory/formatMoment';
import type { Assumption } from '../../protocol/run';
import { TruncatedHierarchy } from '../../theory/hierarchy/truncatedHierarchy';
import type { Pause } from '../work/pause';
import type { Expansion } from './expansion';
import type { Prediction, Predictor } from './predictor';
import type { Setup } from './setup';

export type HierarchyOrder = 3 | 4 | 5;

/** The hierarchy truncated at p = 3, 4, 5 around the expansion point (HY eq. 15, 22), by gradient flow. */
export class HierarchyPredictor implements Predictor {
  readonly name: 'nth3' | 'nth4' | 'nth5';
  divergence: Predictor['divergence'] = null;

  private constructor(
    private readonly problem: Setup,
    private readonly order: HierarchyOrder,
    private readonly hierarchy: TruncatedHierarchy,
    readonly assumptions: readonly Assumption[],
    readonly start: number,
  ) {
    this.name = `nth${order}`;
  }

  static async create(
    problem: Setup,
    expansion: Expansion,
    order: HierarchyOrder,
    assumptions: readonly Assumption[],
    pause: Pause,
  ): Promise<HierarchyPredictor> {
    const { spec, data, N, definition } = problem;
    const hierarchy = new TruncatedHierarchy({
      n: data.n,
      N,
      f0: expansion.f0,
      kernels: await expansion.kernels(order, pause),
      y: data.y,
      loss: spec.loss,
      timeFactor: definition.lazyFactor,
      startTime: expansion.t0,
    });
    return new HierarchyPredictor(problem, order, hierarchy, assumptions, expansion.t0);
  }

  async advance(t: number, pause: Pause): Promise<void> {
    while (!this.hierarchy.step(t)) {
      const wait = pause();
      if (wait) await wait;
    }
    const at = this.hierarchy.divergedAt;
    if (at !== null) {
      this.divergence = {
        at,
        message: `The hierarchy truncated at p = ${this.order} left its validity at t = ${formatMoment(at)}: ${
          this.hierarchy.stuck
            ? 'beyond it no step size keeps its error in bounds'
            : 'on the training points an output or an entry of a kernel passed 10⁶ and a thousand times its start'
        }. This says nothing of the network; a larger width, an earlier horizon or another order moves this time.`,
      };
    }
  }

  predict(): Promise<Prediction> {
    const { n } = this.problem.data;
    const f = this.hierarchy.outputs();
    return Promise.resolve({
      train: f.slice(0, n),
      probe: f.slice(n),
      loss: this.hierarchy.loss(),
      kernel: this.hierarchy.kernel(2, n),
    });
  }

  close(): void {
    // Plain numbers: nothing to free.
  }
}
