/** Everything one predictor has said so far, in arrays as long as the whole run, filled from the front. */
import type { PredictorFrames, RunHeader } from '../protocol/run';
import { positionAt } from './recordedTime';

/** The frame arrays that grow with time, and how many numbers one time takes. */
const optionalArrays = [
  'kernel',
  'measures',
  'eigenvalues',
  'layers',
  'motion',
  'trainVariance',
  'probeVariance',
  'probeError',
  'kernelError',
] as const;
type ArrayName = (typeof optionalArrays)[number];

/** As `PredictorFrames`, with room for every time of the header; only the first `count` rows are filled. */
export interface PredictorSeries extends Omit<PredictorFrames, 'first'> {
  /** How many leading times are known. */
  readonly count: number;
}

/** The series after these frames. Arrays are written in place; the object is new, so that readers notice. */
export function appendFrames(
  series: PredictorSeries | undefined,
  frames: PredictorFrames,
  header: RunHeader,
): PredictorSeries {
  const rows = header.times.length;
  const grown: { -readonly [K in keyof PredictorSeries]: PredictorSeries[K] } = {
    predictor: frames.predictor,
    count: Math.max(series?.count ?? 0, frames.first + frames.count),
    train: write(series?.train, frames.train, frames, rows),
    probe: write(series?.probe, frames.probe, frames, rows),
    loss: write(series?.loss, frames.loss, frames, rows),
  };
  for (const name of optionalArrays) {
    const part = frames[name];
    const old: Float64Array | undefined = series?.[name as ArrayName];
    if (part) grown[name] = write(old, part, frames, rows);
    else if (old) grown[name] = old;
  }
  return grown;
}

function write(
  target: Float64Array | undefined,
  part: Float64Array,
  frames: PredictorFrames,
  rows: number,
): Float64Array {
  const size = part.length / frames.count;
  if (frames.first === 0 && frames.count === rows) return part;
  const whole = target ?? new Float64Array(rows * size).fill(NaN);
  whole.set(part, frames.first * size);
  return whole;
}

/** Row `index` of an array of `count` rows; shares memory. */
export function row(values: Float64Array, size: number, index: number): Float64Array {
  return values.subarray(index * size, (index + 1) * size);
}

/** A row at time t, linear between the records on either side; null beyond what is known. */
export function rowAt(
  values: Float64Array,
  size: number,
  times: Float64Array,
  count: number,
  t: number,
): Float64Array | null {
  const position = positionAt(times, t);
  const before = Math.floor(position);
  const weight = position - before;
  if (before + (weight > 0 ? 1 : 0) >= count) return null;
  const from = row(values, size, before);
  if (weight === 0) return from;
  const to = row(values, size, before + 1);
  return from.map((value, i) => value + weight * (to[i] - value));
}
