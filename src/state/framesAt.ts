/** Moments of a stream at the playhead. */
import { indexAt, positionAt } from './recordedTime';

/** The last moment not after t, as far as the stream has come; null before its first. */
export function frameAt<Frame>(times: Float64Array, frames: readonly Frame[], t: number): Frame | null {
  return frames.length === 0 ? null : frames[Math.min(frames.length - 1, indexAt(times, t))];
}

/** An array of numbers at t, linear between the moments on either side; what lies beyond the last one is the last. */
export function numbersAt<Frame, A extends Float32Array | Float64Array>(
  times: Float64Array,
  frames: readonly Frame[],
  t: number,
  pick: (frame: Frame) => A,
): A | null {
  if (frames.length === 0) return null;
  const position = Math.min(frames.length - 1, positionAt(times, t));
  const before = Math.floor(position);
  const weight = position - before;
  const from = pick(frames[before]);
  if (weight === 0) return from;
  const to = pick(frames[before + 1]);
  const between = from.slice() as A;
  for (let k = 0; k < between.length; k++) between[k] += weight * (to[k] - between[k]);
  return between;
}
