import { erfinv } from '../../theory/elementary/erfinv';
import type { Key } from '../../theory/random/key';
import { sobolCoordinate } from '../../theory/random/sobol';
import type { Backend, Tensor } from '../tensor/backend';

/** Vectors [k, S] that no earlier one has anything to do with: zero inner products, ⟨v v⟩ = 1, ⟨·⟩ the mean over S. */
export interface FreshVectors {
  /** Up to `count` rows. */
  draw(count: number): Float64Array;
  /** From now on nothing fresh overlaps these rows either. */
  avoid(rows: Float64Array): void;
  close(): void;
}

/** Above this share of S directions nothing more is avoided: the draws would no longer be Gaussian. */
const avoidable = 0.25;

/**
 * Standard normal draws with their second moments made exact: what vanishes at S = ∞ (the overlap with all that was known before) is
 * taken out. Draw i is normal(fold_in(key, i)).
 */
export class GaussianVectors implements FreshVectors {
  private seen: Tensor | null = null;
  private draws = 0;

  constructor(
    private readonly backend: Backend,
    private readonly S: number,
    private readonly key: Key,
  ) {}

  draw(count: number): Float64Array {
    const { S } = this;
    const all = new Float64Array(count * S);
    for (let i = 0; i < count; i++)
      all.set(
        sobolCoordinate(this.key, S, this.draws++).map((u) => Math.SQRT2 * erfinv(2 * u - 1)),
        i * S,
      );
    const rows = this.withoutSeen(all);
    orthonormalise(rows, S);
    this.remember(rows);
    return rows;
  }

  avoid(rows: Float64Array): void {
    const rest = this.withoutSeen(rows);
    const kept: Float64Array[] = [];
    for (let i = 0; i * this.S < rest.length; i++) {
      const row = rest.subarray(i * this.S, (i + 1) * this.S);
      for (const other of kept) subtractOverlap(row, other);
      // What is left of a direction that was known already is rounding.
      if (normalise(row) > 1e-6) kept.push(row);
    }
    const all = new Float64Array(kept.length * this.S);
    kept.forEach((row, i) => {
      all.set(row, i * this.S);
    });
    this.remember(all);
  }

  close(): void {
    if (this.seen) this.backend.dispose(this.seen);
    this.seen = null;
  }

  private remember(rows: Float64Array): void {
    const { backend, S, seen } = this;
    const count = rows.length / S;
    if (count === 0 || (seen?.rows ?? 0) + count > avoidable * S) return;
    const added = backend.upload(rows, count, S);
    if (seen) {
      this.seen = backend.keep(backend.concatRows([seen, added]));
      backend.dispose(seen);
      backend.dispose(added);
    } else this.seen = backend.keep(added);
  }

  /** Twice is enough (Kahan; Parlett, The Symmetric Eigenvalue Problem, §6.9). */
  private withoutSeen(rows: Float64Array): Float64Array {
    const { backend, S, seen } = this;
    if (!seen || rows.length === 0) return rows.slice();
    const result = backend.scope(() => {
      let rest = backend.upload(rows, rows.length / S, S);
      for (let pass = 0; pass < 2; pass++)
        rest = backend.sub(rest, backend.matMul(backend.gram(rest, seen, 1 / S), seen));
      return rest;
    });
    const values = backend.peek(result)!;
    backend.dispose(result);
    return values;
  }
}

/**
 * For linear φ only second moments matter, and axes have them exactly: S coordinates stand for all the random variables of the problem, and
 * nothing is sampled.
 */
export class AxisVectors implements FreshVectors {
  private used = 0;

  constructor(private readonly S: number) {}

  draw(count: number): Float64Array {
    const { S } = this;
    const rows = new Float64Array(count * S);
    for (let i = 0; i < count && this.used < S; i++) rows[i * S + this.used++] = Math.sqrt(S);
    return rows;
  }

  avoid(): void {
    // Every known vector lives on the axes used so far.
  }

  close(): void {
    // Plain numbers: nothing to free.
  }
}

function orthonormalise(rows: Float64Array, S: number): void {
  const done: Float64Array[] = [];
  for (let i = 0; i * S < rows.length; i++) {
    const row = rows.subarray(i * S, (i + 1) * S);
    for (const other of done) subtractOverlap(row, other);
    normalise(row);
    done.push(row);
  }
}

function subtractOverlap(row: Float64Array, other: Float64Array): void {
  let sum = 0;
  for (let s = 0; s < row.length; s++) sum += row[s] * other[s];
  const c = sum / row.length;
  for (let s = 0; s < row.length; s++) row[s] -= c * other[s];
}

/** To unit mean square; returns the root mean square before. */
function normalise(row: Float64Array): number {
  let sum = 0;
  for (const value of row) sum += value * value;
  const size = Math.sqrt(sum / row.length);
  if (size > 0) for (let s = 0; s < row.length; s++) row[s] /= size;
  return size;
}
