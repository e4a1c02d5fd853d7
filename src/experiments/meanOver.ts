export interface Mean {
  readonly mean: number;
  /** Of the mean; NaN with one number. */
  readonly standardError: number;
  readonly count: number;
}

/** Mean of some numbers with its standard error; NaN where there are none, the error also where there is one. */
export function meanOver(values: readonly number[]): Mean {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count), count };
}
