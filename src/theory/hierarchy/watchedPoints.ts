import { largestIn } from './largestIn';

/** A point is followed by others when they leave so little of its kernels' rows unexplained. */
const unexplained = 1e-2;

/** Where there are few test points beside the training points, all are watched: choosing costs more than it saves. */
const fewPerTraining = 2;

/** Kernels are compared up to the order at which a row has so many numbers: higher ones are as smooth, and their rows are long. */
const enoughNumbers = 32;

/**
 * Points whose outputs stand for those of all N: the n training points, then test points in the order of pivoted Gram–Schmidt on
 * the rows (K^{(2)}(x, ·), K^{(3)}(x, ·, ·), …), each kernel in units of its largest entry, until every other row is a combination of
 * theirs up to a hundredth. f̃(x) is linear in its row, so that an error at x is the same combination of theirs; a row of smooth
 * kernels along a path of a hundred test points needs about twenty.
 */
export function watchedPoints(kernels: readonly Float64Array[], n: number, N: number): number[] {
  const all = Array.from({ length: N }, (_, x) => x);
  if (N - n <= fewPerTraining * n) return all;
  const rows = rowsOf(kernels, N);
  const sizes = Float64Array.from(rows, (row) => product(row, row));
  const rest = sizes.slice();
  const left = new Set(all);
  const watched: number[] = [];
  for (;;) {
    let next = watched.length;
    if (next >= n) {
      let most = unexplained * unexplained;
      next = -1;
      for (const x of left) {
        if (!(rest[x] > most * sizes[x])) continue;
        most = rest[x] / sizes[x];
        next = x;
      }
      if (next < 0) return watched;
    }
    watched.push(next);
    left.delete(next);
    const taken = rows[next];
    const size = product(taken, taken);
    if (!(size > 0)) continue;
    for (const x of left) {
      const row = rows[x];
      const share = product(row, taken) / size;
      for (let i = 0; i < row.length; i++) row[i] -= share * taken[i];
      rest[x] -= share * share * size;
    }
  }
}

function rowsOf(kernels: readonly Float64Array[], N: number): Float64Array[] {
  const compared: Float64Array[] = [];
  let numbers = 0;
  for (const kernel of kernels) {
    if (numbers >= enoughNumbers) break;
    numbers += kernel.length / N;
    compared.push(kernel);
  }
  const rows = Array.from({ length: N }, () => new Float64Array(numbers));
  let at = 0;
  for (const kernel of compared) {
    const unit = largestIn(kernel, 0, kernel.length) || 1;
    const length = kernel.length / N;
    rows.forEach((row, x) => {
      for (let i = 0; i < length; i++) row[at + i] = kernel[x * length + i] / unit;
    });
    at += length;
  }
  return rows;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
