/** Pivots below this share of the largest element count as zero: rows that depend on one another. */
const dependent = 1e-9;

/**
 * The inverse of A [q, q] on as many of its rows and columns as are independent, and 0 on the others: in-place Gauss–Jordan exchange with
 * complete pivoting. For b in the range of A, x = A⁻ b solves A x = b. Source: Golub & Van Loan, Matrix Computations, §3.4.8.
 */
export function independentInverse(matrix: Float64Array, q: number): Float64Array {
  const a = matrix.slice();
  // Row r stands for unknown rowFor[r] once exchanged, column c for equation columnFor[c]; −1 before.
  const rowFor = new Int32Array(q).fill(-1);
  const columnFor = new Int32Array(q).fill(-1);
  let least = 0;
  for (let rank = 0; rank < q; rank++) {
    let best = 0;
    let [p, c] = [-1, -1];
    for (let i = 0; i < q; i++) {
      if (rowFor[i] >= 0) continue;
      for (let j = 0; j < q; j++) {
        const size = Math.abs(a[i * q + j]);
        if (size > best && columnFor[j] < 0) {
          best = size;
          p = i;
          c = j;
        }
      }
    }
    if (rank === 0) least = dependent * best;
    if (!(best > least)) break;
    rowFor[p] = c;
    columnFor[c] = p;
    exchange(a, q, p, c);
  }
  const inverse = new Float64Array(q * q);
  for (let r = 0; r < q; r++)
    for (let k = 0; k < q; k++)
      if (rowFor[r] >= 0 && columnFor[k] >= 0) inverse[rowFor[r] * q + columnFor[k]] = a[r * q + k];
  return inverse;
}

/** Exchanges y_p and x_c in y = A x. */
function exchange(a: Float64Array, q: number, p: number, c: number): void {
  const pivot = a[p * q + c];
  const row = a.subarray(p * q, (p + 1) * q);
  for (let k = 0; k < q; k++) row[k] = k === c ? 1 / pivot : -row[k] / pivot;
  for (let r = 0; r < q; r++) {
    const factor = a[r * q + c];
    if (r === p || factor === 0) continue;
    a[r * q + c] = 0;
    for (let k = 0; k < q; k++) a[r * q + k] += factor * row[k];
  }
}
