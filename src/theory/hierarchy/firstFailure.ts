/**
 * The first time at or after `from` at which `errors` [≤ F] exceeds the limit, linear between records; the blow-up if that
 * comes first; null if neither happens within the record.
 */
export function firstFailure(
  errors: Float64Array,
  times: Float64Array,
  limit: number,
  from: number,
  divergedAt: number | null,
): number | null {
  for (let i = 0; i < errors.length; i++) {
    const e = errors[i];
    if (times[i] < from || (Number.isNaN(e) && i + 1 < errors.length && !(errors[i - 1] >= 0))) continue;
    if (e <= limit) continue;
    const before = i > 0 ? errors[i - 1] : NaN;
    if (!(before <= limit)) return Math.max(from, times[i]);
    if (!Number.isFinite(e)) return times[i];
    return times[i - 1] + ((times[i] - times[i - 1]) * (limit - before)) / (e - before);
  }
  return divergedAt;
}
