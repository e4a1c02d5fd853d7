import type { VectorSpace } from './vectorSpace';

/** out[i] = Σ_j s_j t_j[i], summed in the order of the terms. Zero scales are not skipped. */
function combine(terms: readonly Float64Array[], scales: readonly number[]): Float64Array {
  const size = terms[0].length;
  const out = new Float64Array(size);
  let j = 0;
  for (; j + 3 < terms.length; j += 4) {
    const [a, b, c, d] = [terms[j], terms[j + 1], terms[j + 2], terms[j + 3]];
    const [p, q, r, s] = [scales[j], scales[j + 1], scales[j + 2], scales[j + 3]];
    for (let i = 0; i < size; i++) out[i] = out[i] + p * a[i] + q * b[i] + r * c[i] + s * d[i];
  }
  for (; j < terms.length; j++) {
    const a = terms[j];
    const p = scales[j];
    for (let i = 0; i < size; i++) out[i] += p * a[i];
  }
  return out;
}

/** sqrt(mean((e / (atol + rtol·max(|a|, |b|)))²)); 0 for the empty state. */
function errorNorm(e: Float64Array, a: Float64Array, b: Float64Array, atol: number, rtol: number): number {
  let sum = 0;
  for (let i = 0; i < e.length; i++) {
    const r = e[i] / (atol + rtol * Math.max(Math.abs(a[i]), Math.abs(b[i])));
    sum += r * r;
  }
  return e.length === 0 ? 0 : Math.sqrt(sum / e.length);
}

/** States that are arrays of numbers; freed by the garbage collector. */
export const arraySpace: VectorSpace<Float64Array> = { combine, errorNorm, release: () => undefined };
