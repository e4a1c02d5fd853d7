/** A statistic with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/**
 * Standard error of any smooth statistic of independent items by leaving out one at a time:
 * error² = (S − 1)/S Σ_s (T_(s) − T̄_(·))². For the mean it is s/√S exactly. NaN with fewer than two items.
 * Source: Efron & Stein 1981; Tukey 1958.
 */
export function jackknife<T>(items: readonly T[], statistic: (items: readonly T[]) => number): Estimate {
  const count = items.length;
  const value = statistic(items);
  if (count < 2) return { value, error: NaN };
  const without = items.map((_, s) => statistic(items.filter((_, other) => other !== s)));
  const mean = without.reduce((sum, one) => sum + one, 0) / count;
  const squares = without.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return { value, error: Math.sqrt(((count - 1) / count) * squares) };
}
