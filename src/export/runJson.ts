/** A whole run as one JSON object, in the shape the command line prints, so that one script reads both. */
import type { PredictorName } from '../protocol/experimentSpec';
import type { PredictorFrames, PredictorStatus, RunHeader } from '../protocol/run';

export interface RecordedPredictor {
  /** Consecutive frames in the order they came. */
  readonly frames: readonly PredictorFrames[];
  readonly status: PredictorStatus | null;
}

type Row = (number | null)[];

/** [rows · columns] as nested rows; what is not finite is null, since JSON has no other word for it. */
function rows(flat: Float64Array, count: number, columns: number): Row[] {
  return Array.from({ length: count }, (_, r) =>
    Array.from(flat.subarray(r * columns, (r + 1) * columns), (value) =>
      Number.isFinite(value) ? value : null,
    ),
  );
}

export function runJson(
  header: RunHeader,
  predictors: ReadonlyMap<PredictorName, RecordedPredictor>,
  withKernels = false,
): string {
  const { n, d, p } = header;
  const predictorEntries = [...predictors].map(([name, { frames, status }]) => {
    const collect = (
      pick: (frame: PredictorFrames) => Float64Array | undefined,
      columns: number,
    ): Row[] | undefined =>
      frames.some((frame) => pick(frame) === undefined)
        ? undefined
        : frames.flatMap((frame) => rows(pick(frame) ?? new Float64Array(0), frame.count, columns));
    const kernel = withKernels ? collect((frame) => frame.kernel, n * n) : undefined;
    const entry = {
      train: collect((frame) => frame.train, n),
      probe: collect((frame) => frame.probe, p),
      loss: collect((frame) => frame.loss, 1)?.flat(),
      trainVariance: collect((frame) => frame.trainVariance, n),
      probeVariance: collect((frame) => frame.probeVariance, p),
      probeError: collect((frame) => frame.probeError, p),
      kernel: kernel?.map((row) => Array.from({ length: n }, (_, i) => row.slice(i * n, (i + 1) * n))),
      divergedAt: status?.divergedAt ?? null,
    };
    return [name, entry] as const;
  });
  return JSON.stringify({
    spec: header.spec,
    engine: { backend: header.engine.backend, precision: header.engine.precision },
    x: rows(header.x, n, d),
    y: Array.from(header.y),
    xProbe: rows(header.xProbe, p, d),
    times: Array.from(header.times),
    predictors: Object.fromEntries(predictorEntries),
  });
}
