/**
 * A run as one JSON object, the same from the page and from the command line, so that one script reads both. Numbers are not
 * rounded; what is not finite is null, since JSON has no other word for it.
 */
import type { ExperimentSpec } from './experimentSpec';
import { finite, nest, type Nested } from './nest';
import type { PredictorName } from './predictors';
import type { PredictorFrames, PredictorStatus, RunHeader } from './run';

/** What one predictor has said. */
export interface RecordedPredictor {
  /** In any order; a time without frames is one of which nothing is known. */
  readonly frames: readonly PredictorFrames[];
  /** Null before its first status. */
  readonly status: PredictorStatus | null;
}

export interface RunDocument {
  readonly spec: ExperimentSpec;
  readonly engine: { readonly backend: string; readonly precision: number };
  readonly x: Nested[]; // [n][d]
  readonly y: Nested[]; // [n]
  readonly xProbe: Nested[]; // [p][d]
  readonly times: number[]; // [F]
  readonly predictors: Readonly<Record<string, PredictorDocument>>;
}

/** One row per recorded time; null after a divergence, before an expansion point, and where nothing was computed. */
export interface PredictorDocument {
  readonly train: Nested[]; // [F][n]
  readonly probe: Nested[]; // [F][p]
  readonly loss: Nested[]; // [F]
  readonly trainVariance?: Nested[]; // [F][n]
  readonly probeVariance?: Nested[]; // [F][p]
  readonly probeError?: Nested[]; // [F][p]
  readonly kernel?: Nested[]; // [F][n][n]
  readonly kernelError?: Nested[]; // [F][n][n]
  /** The time t of its divergence. */
  readonly divergedAt: number | null;
  /** Why it could not be computed. */
  readonly refused?: string | null;
}

/** `kernels`: with K_t of every predictor that has one. */
export function runDocument(
  header: RunHeader,
  predictors: ReadonlyMap<PredictorName, RecordedPredictor>,
  kernels: boolean,
): RunDocument {
  const { spec, engine, n, d, p } = header;
  return {
    spec,
    engine: { backend: engine.backend, precision: engine.precision },
    x: nest(header.x, [n, d]),
    y: nest(header.y, [n]),
    xProbe: nest(header.xProbe, [p, d]),
    times: [...header.times],
    predictors: Object.fromEntries(
      [...predictors].map(([name, recorded]) => [name, predictorDocument(recorded, header, kernels)]),
    ),
  };
}

function predictorDocument(
  { frames, status }: RecordedPredictor,
  { n, p, times }: RunHeader,
  kernels: boolean,
): PredictorDocument {
  const rows = (column: Column, shape: readonly number[]) => rowsOf(frames, column, shape, times.length);
  const optional = (column: Column, shape: readonly number[]) =>
    frames.some((f) => f[column] !== undefined) ? { [column]: rows(column, shape) } : {};
  return {
    train: rows('train', [n]),
    probe: rows('probe', [p]),
    loss: rows('loss', []),
    ...optional('trainVariance', [n]),
    ...optional('probeVariance', [p]),
    ...optional('probeError', [p]),
    ...(kernels ? { ...optional('kernel', [n, n]), ...optional('kernelError', [n, n]) } : {}),
    divergedAt: status?.divergedAt ?? null,
    ...(status?.state === 'refused' ? { refused: status.message } : {}),
  };
}

type Column = Exclude<keyof PredictorFrames, 'predictor' | 'first' | 'count'>;

function rowsOf(
  frames: readonly PredictorFrames[],
  column: Column,
  shape: readonly number[],
  count: number,
): Nested[] {
  const size = shape.reduce((product, s) => product * s, 1);
  const all = new Array<Nested>(count).fill(null);
  for (const part of frames) {
    const values = part[column];
    if (!values) continue;
    for (let f = 0; f < part.count; f++) {
      const row = values.subarray(f * size, (f + 1) * size);
      if (shape.length === 0) all[part.first + f] = finite(row[0]);
      else if (row.every((value) => !Number.isNaN(value))) all[part.first + f] = nest(row, shape);
    }
  }
  return all;
}
