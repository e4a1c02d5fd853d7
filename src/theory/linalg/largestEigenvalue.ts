import { finish } from '../ode/attemptStep';
import { diagonaliseTridiagonal } from './diagonaliseTridiagonal';
import { innerProduct } from './innerProduct';

/** A v of a symmetric A, as a new array. [P] → [P] */
export type SymmetricProduct = (v: Float64Array) => Float64Array;

export interface LanczosOptions {
  /** Vectors kept at once, 2 or more; when they are full, the iteration starts again from its best vector. */
  readonly basis: number;
  /** Stops when the residual is below this share of |value|. */
  readonly tolerance: number;
  /** Products A v at most. */
  readonly products: number;
}

export interface LargestEigenvalue {
  /** Rayleigh quotient θ = vᵀAv: never above λ_max, beyond rounding. */
  readonly value: number;
  /** Unit vector. [P] */
  readonly vector: Float64Array;
  /** ‖Av − θv‖: an eigenvalue of A lies this near to θ. */
  readonly residual: number;
  readonly products: number;
}

/** A Krylov direction shorter than this share of A's product is rounding: the space is invariant. */
const invariant = 1e-14;

/**
 * The largest (not the largest in size) eigenvalue of a symmetric matrix that is known by its products alone.
 *
 * Lanczos: w = A q_j, orthogonalised twice against every q kept, so that the tridiagonal T_j = QᵀAQ holds to rounding; θ and s are the
 * top eigenpair of T_j, v = Q s and ‖Av − θv‖ = β_j |s_j|. A start without a component along the top eigenvector can miss it: give one with
 * a random part. Source: Golub & Van Loan, Matrix Computations, §10.1–10.3; Parlett, The Symmetric Eigenvalue Problem, §11.7.
 */
export function largestEigenvalue(
  product: SymmetricProduct,
  start: Float64Array,
  options: LanczosOptions,
): LargestEigenvalue {
  return finish(largestEigenvalueWork(product, start, options));
}

/** The same, resting after every product. */
export function* largestEigenvalueWork(
  product: SymmetricProduct,
  start: Float64Array,
  { basis, tolerance, products }: LanczosOptions,
): Generator<undefined, LargestEigenvalue> {
  let vector = unit(start);
  let used = 0;
  for (;;) {
    const q = [vector];
    const diagonal: number[] = [];
    const offDiagonal: number[] = [];
    for (;;) {
      const w = product(q[q.length - 1]);
      used++;
      const size = norm(w);
      diagonal.push(innerProduct(q[q.length - 1], w));
      orthogonalise(w, q);
      orthogonalise(w, q);
      const beta = norm(w);
      const { value, weights } = topPair(diagonal, offDiagonal);
      const residual = beta * Math.abs(weights[weights.length - 1]);
      const done =
        !Number.isFinite(value) ||
        beta <= invariant * size ||
        residual <= tolerance * Math.abs(value) ||
        used >= products;
      if (done || q.length === basis) vector = unit(combination(q, weights));
      yield;
      if (done) return { value, vector, residual, products: used };
      if (q.length === basis) break;
      offDiagonal.push(beta);
      for (let i = 0; i < w.length; i++) w[i] /= beta;
      q.push(w);
    }
  }
}

/** θ and s of T s = θ s with the largest θ; T has these diagonals. */
function topPair(
  diagonal: readonly number[],
  offDiagonal: readonly number[],
): { readonly value: number; readonly weights: Float64Array } {
  const n = diagonal.length;
  if (!diagonal.every(Number.isFinite)) return { value: NaN, weights: new Float64Array(n).fill(NaN) };
  const d = Float64Array.from(diagonal);
  const e = Float64Array.from([...offDiagonal, 0]);
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  finish(diagonaliseTridiagonal(d, e, n, vectors));
  let top = 0;
  for (let i = 1; i < n; i++) if (d[i] > d[top]) top = i;
  return { value: d[top], weights: vectors.slice(top * n, top * n + n) };
}

function orthogonalise(w: Float64Array, q: readonly Float64Array[]): void {
  for (const one of q) {
    const share = innerProduct(one, w);
    for (let i = 0; i < w.length; i++) w[i] -= share * one[i];
  }
}

function combination(q: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(q[0].length);
  q.forEach((one, k) => {
    for (let i = 0; i < sum.length; i++) sum[i] += weights[k] * one[i];
  });
  return sum;
}

function unit(v: Float64Array): Float64Array {
  const size = norm(v);
  return v.map((value) => value / size);
}

function norm(v: Float64Array): number {
  return Math.sqrt(innerProduct(v, v));
}
