import { learningRateLimit } from '../protocol/learningRateLimit';
import type { Run } from './runState';

/** The limit of `lr` on a run's linearised problem, from λ_max(cK₀/n) of its network's first record; null until that is known. */
export function learningRateLimitOf(run: Run | null): number | null {
  const largest = run?.series.nn?.eigenvalues?.[0];
  return run && largest !== undefined && largest > 0 && largest < Infinity
    ? learningRateLimit(run.header.spec, largest)
    : null;
}
