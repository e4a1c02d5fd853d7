import type { ExperimentSpec } from './experimentSpec';

/**
 * About how long the kernels up to `order` take at t = 0, in seconds of a slow core, good to a factor of three: n^{r−1} rows through
 * a forward and a backward pass for every r (Mathematics §5), each order from the beginning, and some hundreds of passes for the measured
 * rate and the steps of descent. The rates were measured on one core of a two-core x86 machine over widths 64 … 2048 and n = 6 … 128:
 * 5·10⁹ multiplications a second in products of m × m, 2·10⁸ elsewhere.
 */
export function analysisSeconds({ n, width, depth }: ExperimentSpec, order: number): number {
  const products = width * width * (depth - 1);
  const others = width * (n + 30) * depth;
  const passes = n * width * (width * (depth - 1) + n + 30);
  let seconds = 0.02 + 3e-7 * passes;
  let rows = n;
  for (let r = 3; r <= order; r++) {
    rows *= n;
    seconds += 2 * rows * (products / 5e9 + others / 2e8);
  }
  return seconds;
}

/** What is computed without being asked for. */
export const cheapSeconds = 0.5;

/** The highest order up to `most` that is cheap, with `before` seconds of training on the way; null where none is. */
export function cheapOrder(spec: ExperimentSpec, most: 3 | 4 | 5, before: number): 3 | 4 | 5 | null {
  for (const order of [5, 4, 3] as const)
    if (order <= most && before + analysisSeconds(spec, order) < cheapSeconds) return order;
  return null;
}
