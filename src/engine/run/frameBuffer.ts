import type { PredictorFrames } from '../../protocol/run';
import type { PredictorName } from '../../protocol/experimentSpec';
import type { Prediction } from '../predictors/predictor';

type Column = Exclude<keyof PredictorFrames, 'predictor' | 'first' | 'count'>;

/** What is derived from K_t on the way out. */
export interface KernelReading {
  readonly measures: Float64Array; // [measures]
  /** Eigenvalues of the lazy kernel over n, descending; NaN where they were not computed. */
  readonly eigenvalues: Float64Array; // [n]
}

/** Collects the predictions of consecutive recorded times into one transferable batch. */
export class FrameBuffer {
  private columns = new Map<Column, Float64Array[]>();
  private first = 0;
  private count = 0;

  constructor(private readonly predictor: PredictorName) {}

  get size(): number {
    return this.count;
  }

  push(index: number, prediction: Prediction, reading: KernelReading | null): void {
    if (this.count === 0) this.first = index;
    this.count += 1;
    this.append('train', prediction.train);
    this.append('probe', prediction.probe);
    this.append('loss', Float64Array.of(prediction.loss));
    this.append('kernel', prediction.kernel);
    this.append('layers', prediction.layers);
    this.append('motion', prediction.motion);
    this.append('trainVariance', prediction.trainVariance);
    this.append('probeVariance', prediction.probeVariance);
    this.append('probeError', prediction.probeError);
    this.append('kernelError', prediction.kernelError);
    this.append('measures', reading?.measures);
    this.append('eigenvalues', reading?.eigenvalues);
  }

  /** A recorded time of which the predictor says nothing: NaN in the shape of what it says later. */
  pushUnknown(index: number, like: Prediction, reading: KernelReading | null): void {
    const blank = (values: Float64Array | undefined) => values?.map(() => NaN);
    const nothing = new Float64Array(0);
    this.push(
      index,
      {
        train: blank(like.train) ?? nothing,
        probe: blank(like.probe) ?? nothing,
        loss: NaN,
        kernel: blank(like.kernel),
        layers: blank(like.layers),
        motion: blank(like.motion),
        trainVariance: blank(like.trainVariance),
        probeVariance: blank(like.probeVariance),
        probeError: blank(like.probeError),
        kernelError: blank(like.kernelError),
      },
      reading && {
        measures: reading.measures.map(() => NaN),
        eigenvalues: reading.eigenvalues.map(() => NaN),
      },
    );
  }

  /** The batch so far; the buffer is empty afterwards. */
  take(): PredictorFrames {
    const joined = new Map<Column, Float64Array>();
    for (const [column, rows] of this.columns) joined.set(column, concatenate(rows));
    const column = (name: Column) => joined.get(name);
    const empty = new Float64Array(0);
    const frames: PredictorFrames = {
      predictor: this.predictor,
      first: this.first,
      count: this.count,
      train: column('train') ?? empty,
      probe: column('probe') ?? empty,
      loss: column('loss') ?? empty,
      kernel: column('kernel'),
      layers: column('layers'),
      motion: column('motion'),
      trainVariance: column('trainVariance'),
      probeVariance: column('probeVariance'),
      probeError: column('probeError'),
      kernelError: column('kernelError'),
      measures: column('measures'),
      eigenvalues: column('eigenvalues'),
    };
    this.columns = new Map();
    this.count = 0;
    return frames;
  }

  private append(column: Column, values: Float64Array | undefined): void {
    if (!values) return;
    const rows = this.columns.get(column);
    if (rows) rows.push(values);
    else this.columns.set(column, [values]);
  }
}

function concatenate(rows: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(rows.reduce((sum, row) => sum + row.length, 0));
  let offset = 0;
  for (const row of rows) {
    all.set(row, offset);
    offset += row.length;
  }
  return all;
}
