/** One run as it is recorded: every predictor's frames from the first time on. */
import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import type { PredictorFrames, RunEvent, RunHeader } from '../protocol/run';

export type RecordedFrames = Omit<PredictorFrames, 'first'>;

export interface RunNumbers {
  readonly header: RunHeader;
  /** The times that a predictor reached are the header's first `count`. */
  readonly series: Readonly<Partial<Record<PredictorName, RecordedFrames>>>;
}

/** The network is always computed: every error is measured against it. */
export function predictorsOf({ predictors }: ExperimentSpec): readonly PredictorName[] {
  return predictors.includes('nn') ? predictors : ['nn', ...predictors];
}

/** Puts a run together from its events, which come in the order of time for each predictor. */
export class RunCollector {
  private header: RunHeader | null = null;
  private readonly parts = new Map<PredictorName, PredictorFrames[]>();

  readonly receive = (event: RunEvent): void => {
    if (event.kind === 'header') {
      // An earlier header is of an attempt whose worker died: all its frames come once more.
      this.header = event.header;
      this.parts.clear();
    }
    if (event.kind !== 'frames') return;
    const { predictor } = event.frames;
    this.parts.set(predictor, [...(this.parts.get(predictor) ?? []), event.frames]);
  };

  numbers(): RunNumbers {
    if (this.header === null) throw new Error('The run ended without a header: no event of it was heard.');
    const series = Object.fromEntries([...this.parts].map(([name, parts]) => [name, joined(parts)]));
    return { header: this.header, series };
  }
}

function joined(parts: readonly PredictorFrames[]): RecordedFrames {
  const [first] = parts;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const arrays = (Object.keys(first) as (keyof PredictorFrames)[]).flatMap((key) => {
    const pieces = parts.map((part) => part[key]).filter((value) => value instanceof Float64Array);
    return pieces.length === parts.length ? [[key, concatenated(pieces)]] : [];
  });
  return { predictor: first.predictor, count, ...Object.fromEntries(arrays) } as RecordedFrames;
}

function concatenated(pieces: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
