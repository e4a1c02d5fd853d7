/**
 * Value of a recorded series at time t, linear between records; null outside the record and where it is not finite.
 * `times` ascending, [N]; `values` may be shorter: the run is still being computed.
 */
export function valueAt(times: ArrayLike<number>, values: ArrayLike<number>, t: number): number | null {
  const count = Math.min(times.length, values.length);
  if (count === 0 || !(t >= times[0]) || !(t <= times[count - 1])) return null;
  let low = 0;
  let high = count - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (times[middle] <= t) low = middle;
    else high = middle;
  }
  if (t >= times[high]) low = high;
  const span = low === high ? 0 : times[high] - times[low];
  const weight = span === 0 ? 0 : (t - times[low]) / span;
  const value = weight === 0 ? values[low] : values[low] + weight * (values[high] - values[low]);
  return Number.isFinite(value) ? value : null;
}
