/** Places on the recorded times of a run, ascending from 0. */

/** Index of the last recorded time not after t (0 before the first). */
export function indexAt(times: Float64Array, t: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= t * (1 + 1e-12)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where t lies on the recorded times, as a fractional index: equal steps of the scrubber are equal records. */
export function positionAt(times: Float64Array, t: number): number {
  const i = indexAt(times, t);
  if (i >= times.length - 1 || t <= times[0]) return i;
  return i + Math.min(1, (t - times[i]) / (times[i + 1] - times[i]));
}

export function timeAt(times: Float64Array, position: number): number {
  const last = times.length - 1;
  const p = Math.min(last, Math.max(0, position));
  const i = Math.min(last, Math.floor(p));
  return i === last ? times[last] : times[i] + (p - i) * (times[i + 1] - times[i]);
}
