import type { PredictorName } from '../../protocol/experimentSpec';
import type { Assumption } from '../../protocol/run';
import { meanLoss } from '../../theory/loss/pointLoss';
import type { Pause } from '../work/pause';
import { CubicTrack } from './cubicTrack';
import type { Prediction, Predictor } from './predictor';
import type { Setup } from './setup';

/**
 * Recorded times from one evaluation to the next. The cubic in between errs by up to 4e-3 (of targets of size 1), at times
 * when the Monte-Carlo error of the particles is as large.
 */
const stride = 6;

const interpolated = ['train', 'probe', 'probeError', 'kernel'] as const;

/**
 * A predictor that is costly to evaluate and has an error of its own, evaluated at every sixth recorded time only, the
 * times between them by the cubic through four of those. Its loss is that of the outputs shown.
 */
export class SparsePredictor implements Predictor {
  readonly name: PredictorName;
  readonly assumptions: readonly Assumption[];
  readonly start: number;
  private readonly tracks: Partial<Record<(typeof interpolated)[number], CubicTrack>> = {};
  private index = 0;
  private nextKnot = 0;

  constructor(
    private readonly inner: Predictor,
    private readonly problem: Setup,
    private readonly times: Float64Array,
  ) {
    this.name = inner.name;
    this.assumptions = inner.assumptions;
    this.start = inner.start;
  }

  get divergence(): Predictor['divergence'] {
    return this.inner.divergence;
  }

  async advance(t: number, pause: Pause): Promise<void> {
    this.index = this.times.indexOf(t, this.index);
    const last = this.times.length - 1;
    // Between two knots a cubic needs the knot after them as well.
    const needed = Math.min(last, this.index + 2 * stride - 1);
    while (this.nextKnot <= needed) {
      await this.inner.advance(this.times[this.nextKnot], pause);
      if (this.divergence !== null) return;
      this.record(this.nextKnot, await this.inner.predict());
      this.nextKnot = this.nextKnot === last ? last + 1 : Math.min(last, this.nextKnot + stride);
      const wait = pause();
      if (wait) await wait;
    }
  }

  predict(): Promise<Prediction> {
    const { index, tracks, problem } = this;
    const at = (name: (typeof interpolated)[number]) => tracks[name]?.at(index);
    const train = at('train') ?? new Float64Array(0);
    return Promise.resolve({
      train,
      probe: at('probe') ?? new Float64Array(0),
      probeError: at('probeError')?.map(Math.abs),
      kernel: at('kernel'),
      loss: meanLoss(problem.spec.loss, train, problem.data.y),
    });
  }

  close(): void {
    this.inner.close();
  }

  private record(k: number, prediction: Prediction): void {
    for (const name of interpolated) {
      const row = prediction[name];
      if (row) (this.tracks[name] ??= new CubicTrack()).push(k, row);
    }
  }
}
