import { symmetricEigen } from '../linalg/symmetricEigen';
import type { Assumption } from './assumption';
import { formatNumber } from './formatNumber';

const source = 'HY, Assumption 2.2';
/** Subsets that are worth looking at one by one. */
const maximumSubsets = 20000;
/** A singular value below this, for inputs of norm 1, is rounding: √(n ε) of the Gram matrix. */
const dependent = 1e-7;

/**
 * HY Assumption 2.2: no input is 0, and any 2p + 1 of them are linearly independent.
 *
 * The number is the smallest singular value of the normalised inputs over all subsets of size min(2p + 1, n); smaller
 * subsets have larger ones (interlacing), so they need no look. More than d inputs are always dependent. With more than
 * 20 000 subsets it is bounded instead: from below by all inputs together, from above by the closest pair.
 * x [n, d], p the truncation order.
 */
export function independentInputs(x: Float64Array, d: number, p: number): Assumption {
  const n = Math.round(x.length / d);
  const size = Math.min(2 * p + 1, n);
  const gram = normalisedGram(x, n, d);
  if (gram === null) return { verdict: 'fails', text: 'one of the inputs is 0', source };
  if (size > d) {
    return {
      verdict: 'fails',
      text: `any ${d + 1} inputs with ${d} ${d === 1 ? 'coordinate' : 'coordinates'} are linearly dependent`,
      source,
    };
  }
  const together = smallestSingularValue(gram, n, range(n));
  if (size === n || together > dependent) {
    if (size === n) return verdictOf(together, size);
    const text = `${anyInputs(size)}: smallest singular value at least ${formatNumber(together)}`;
    return { verdict: 'holds', text, source };
  }
  if (binomial(n, size) > maximumSubsets) {
    let pair = 1;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++)
        pair = Math.min(pair, Math.sqrt(Math.max(0, 1 - Math.abs(gram[i * n + j]))));
    if (pair < dependent) return verdictOf(pair, size);
    const text = `${size} of ${n} inputs can be chosen in too many ways to test; smallest singular value at most ${formatNumber(pair)}`;
    return { verdict: 'unknown', text, source };
  }
  let smallest = Infinity;
  for (let subset: number[] | null = range(size); subset !== null; subset = nextSubset(subset, n)) {
    smallest = Math.min(smallest, smallestSingularValue(gram, n, subset));
  }
  return verdictOf(smallest, size);
}

function verdictOf(value: number, size: number): Assumption {
  if (value < dependent) {
    return { verdict: 'fails', text: `some ${size} inputs are linearly dependent`, source };
  }
  const text = `${anyInputs(size)}: smallest singular value ${formatNumber(value)}`;
  return { verdict: 'holds', text, source };
}

function anyInputs(size: number): string {
  return size === 1 ? 'the one input is not 0' : `any ${size} inputs are linearly independent`;
}

/** Cosines of the inputs [n, n], or null when one input is 0. */
function normalisedGram(x: Float64Array, n: number, d: number): Float64Array | null {
  const unit = Float64Array.from(x);
  for (let i = 0; i < n; i++) {
    // In units of the largest coordinate, so that squares of tiny inputs are not 0.
    let largest = 0;
    for (let a = 0; a < d; a++) largest = Math.max(largest, Math.abs(x[i * d + a]));
    if (!(largest > 0)) return null;
    let square = 0;
    for (let a = 0; a < d; a++) {
      unit[i * d + a] = x[i * d + a] / largest;
      square += unit[i * d + a] * unit[i * d + a];
    }
    for (let a = 0; a < d; a++) unit[i * d + a] /= Math.sqrt(square);
  }
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let a = 0; a < d; a++) gram[i * n + j] += unit[i * d + a] * unit[j * d + a];
    }
  }
  return gram;
}

function smallestSingularValue(gram: Float64Array, n: number, subset: readonly number[]): number {
  const size = subset.length;
  const part = Float64Array.from(
    { length: size * size },
    (_, e) => gram[subset[Math.floor(e / size)] * n + subset[e % size]],
  );
  return Math.sqrt(Math.max(0, symmetricEigen(part, size).values[0]));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** The next subset in lexicographic order, or null after the last. */
function nextSubset(subset: readonly number[], n: number): number[] | null {
  const size = subset.length;
  let at = size - 1;
  while (at >= 0 && subset[at] === n - size + at) at--;
  if (at < 0) return null;
  return subset.map((value, i) => (i < at ? value : subset[at] + 1 + i - at));
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return Math.round(value);
}
