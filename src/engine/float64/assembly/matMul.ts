/**
 * Products of row-major float64 matrices, C[M, N] = scale · op(A)[M, K] op(B)[K, N], without fused multiply-add.
 *
 * Three kernels, each holding eight f64x2 sums or factors in registers:
 *  - packed: 2 × 8 blocks of C, B packed into panels of eight columns that stay in the first-level cache;
 *  - streamed: rows of C += 4 rows of B at a time, nothing packed, for few rows or a short inner dimension;
 *  - dots: 2 × 4 blocks of inner products of rows, for B transposed.
 * Which one runs depends on the shape alone, so the order of summation is a function of the shape.
 */

/** Inner length of a packed panel: 8 × 256 × 8 bytes = 16 KB. */
const depth: i32 = 256;
const panel: usize = memory.data(8 * 256 * 8, 64);

/**
 * Columns [from, to) of C = scale · A' B with B [K, N], `from` a multiple of 8; A'[i, k] lies at a + i·rowStride + k·stepStride (bytes).
 * B packed by panels.
 */
export function productPacked(
  c: usize,
  a: usize,
  rowStride: usize,
  stepStride: usize,
  b: usize,
  m: i32,
  n: i32,
  k: i32,
  from: i32,
  to: i32,
  scale: f64,
): void {
  for (let k0 = 0; k0 < k; k0 += depth) {
    const length = min(depth, k - k0);
    const a0 = a + stepStride * <usize>k0;
    for (let j = from; j < to; j += 8) {
      const width = min(8, to - j);
      packColumns(b + ((<usize>k0 * <usize>n + <usize>j) << 3), n, length, width);
      let i = 0;
      for (; i + 1 < m; i += 2)
        block2x8(c, a0 + rowStride * <usize>i, rowStride, stepStride, length, i, j, n, width, scale, k0 == 0);
      if (i < m) block1x8(c, a0 + rowStride * <usize>i, stepStride, length, i, j, n, width, scale, k0 == 0);
    }
  }
}

function packColumns(b: usize, n: i32, length: i32, width: i32): void {
  const bytes: usize = (<usize>n) << 3;
  let target = panel;
  if (width == 8) {
    for (let k = 0; k < length; k++) {
      v128.store(target, v128.load(b));
      v128.store(target, v128.load(b, 16), 16);
      v128.store(target, v128.load(b, 32), 32);
      v128.store(target, v128.load(b, 48), 48);
      target += 64;
      b += bytes;
    }
    return;
  }
  for (let k = 0; k < length; k++) {
    for (let j = 0; j < 8; j++)
      store<f64>(target + ((<usize>j) << 3), j < width ? load<f64>(b + ((<usize>j) << 3)) : 0);
    target += 64;
    b += bytes;
  }
}

function block2x8(
  c: usize,
  a: usize,
  rowStride: usize,
  stepStride: usize,
  length: i32,
  i: i32,
  j: i32,
  n: i32,
  width: i32,
  scale: f64,
  first: bool,
): void {
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  let b = panel;
  const end = panel + ((<usize>length) << 6);
  while (b < end) {
    const x = v128.load64_splat(a);
    const y = v128.load64_splat(a + rowStride);
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    s00 = f64x2.add(s00, f64x2.mul(x, b0));
    s10 = f64x2.add(s10, f64x2.mul(y, b0));
    s01 = f64x2.add(s01, f64x2.mul(x, b1));
    s11 = f64x2.add(s11, f64x2.mul(y, b1));
    s02 = f64x2.add(s02, f64x2.mul(x, b2));
    s12 = f64x2.add(s12, f64x2.mul(y, b2));
    s03 = f64x2.add(s03, f64x2.mul(x, b3));
    s13 = f64x2.add(s13, f64x2.mul(y, b3));
    a += stepStride;
    b += 64;
  }
  const row = c + ((<usize>i * <usize>n + <usize>j) << 3);
  storeRow(row, s00, s01, s02, s03, width, scale, first);
  storeRow(row + ((<usize>n) << 3), s10, s11, s12, s13, width, scale, first);
}

function block1x8(
  c: usize,
  a: usize,
  stepStride: usize,
  length: i32,
  i: i32,
  j: i32,
  n: i32,
  width: i32,
  scale: f64,
  first: bool,
): void {
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let b = panel;
  const end = panel + ((<usize>length) << 6);
  while (b < end) {
    const x = v128.load64_splat(a);
    s00 = f64x2.add(s00, f64x2.mul(x, v128.load(b)));
    s01 = f64x2.add(s01, f64x2.mul(x, v128.load(b, 16)));
    s02 = f64x2.add(s02, f64x2.mul(x, v128.load(b, 32)));
    s03 = f64x2.add(s03, f64x2.mul(x, v128.load(b, 48)));
    a += stepStride;
    b += 64;
  }
  storeRow(c + ((<usize>i * <usize>n + <usize>j) << 3), s00, s01, s02, s03, width, scale, first);
}

function storeRow(
  row: usize,
  s0: v128,
  s1: v128,
  s2: v128,
  s3: v128,
  width: i32,
  scale: f64,
  first: bool,
): void {
  const factor = f64x2.splat(scale);
  s0 = f64x2.mul(s0, factor);
  s1 = f64x2.mul(s1, factor);
  s2 = f64x2.mul(s2, factor);
  s3 = f64x2.mul(s3, factor);
  if (width == 8) {
    if (!first) {
      s0 = f64x2.add(v128.load(row), s0);
      s1 = f64x2.add(v128.load(row, 16), s1);
      s2 = f64x2.add(v128.load(row, 32), s2);
      s3 = f64x2.add(v128.load(row, 48), s3);
    }
    v128.store(row, s0);
    v128.store(row, s1, 16);
    v128.store(row, s2, 32);
    v128.store(row, s3, 48);
    return;
  }
  storePair(row, s0, width, first);
  if (width > 2) storePair(row + 16, s1, width - 2, first);
  if (width > 4) storePair(row + 32, s2, width - 4, first);
  if (width > 6) storePair(row + 48, s3, width - 6, first);
}

function storePair(at: usize, s: v128, width: i32, first: bool): void {
  if (first) {
    store<f64>(at, f64x2.extract_lane(s, 0));
    if (width > 1) store<f64>(at, f64x2.extract_lane(s, 1), 8);
  } else {
    store<f64>(at, load<f64>(at) + f64x2.extract_lane(s, 0));
    if (width > 1) store<f64>(at, load<f64>(at, 8) + f64x2.extract_lane(s, 1), 8);
  }
}

/** C = scale · A' B as `productPacked`, by adding multiples of four rows of B to two rows of C. */
export function productStreamed(
  c: usize,
  a: usize,
  rowStride: usize,
  stepStride: usize,
  b: usize,
  m: i32,
  n: i32,
  k: i32,
  scale: f64,
): void {
  const bytes: usize = (<usize>n) << 3;
  const four: usize = stepStride << 2;
  if (k <= 16) {
    // a short inner dimension: finish two rows of C while they are in the cache
    for (let i = 0; i < m; i += 2) {
      const x = a + rowStride * <usize>i;
      const row = c + bytes * <usize>i;
      for (let l = 0; l < k; l += 4)
        addFour(
          row,
          x + four * <usize>(l >> 2),
          rowStride,
          stepStride,
          b + bytes * <usize>l,
          bytes,
          i + 1 < m,
          min(4, k - l),
          l == 0,
          l + 4 >= k ? scale : 1,
        );
    }
    return;
  }
  for (let l = 0; l < k; l += 4) {
    const y = a + stepStride * <usize>l;
    for (let i = 0; i < m; i += 2)
      addFour(
        c + bytes * <usize>i,
        y + rowStride * <usize>i,
        rowStride,
        stepStride,
        b + bytes * <usize>l,
        bytes,
        i + 1 < m,
        min(4, k - l),
        l == 0,
        l + 4 >= k ? scale : 1,
      );
  }
}

/** One or two rows of C (+)= up to four rows of B; the last call multiplies by the scale. */
function addFour(
  c: usize,
  a: usize,
  rowStride: usize,
  stepStride: usize,
  b: usize,
  bytes: usize,
  two: bool,
  count: i32,
  first: bool,
  scale: f64,
): void {
  const even: usize = bytes & ~15;
  if (count < 4) {
    addFew(c, a, stepStride, b, bytes, count, first, scale);
    if (two) addFew(c + bytes, a + rowStride, stepStride, b, bytes, count, first, scale);
    return;
  }
  const p = a + rowStride;
  const x0 = v128.load64_splat(a);
  const x1 = v128.load64_splat(a + stepStride);
  const x2 = v128.load64_splat(a + 2 * stepStride);
  const x3 = v128.load64_splat(a + 3 * stepStride);
  const b1 = b + bytes;
  const b2 = b1 + bytes;
  const b3 = b2 + bytes;
  const factor = f64x2.splat(scale);
  const zero = f64x2.splat(0);
  if (two) {
    const y0 = v128.load64_splat(p);
    const y1 = v128.load64_splat(p + stepStride);
    const y2 = v128.load64_splat(p + 2 * stepStride);
    const y3 = v128.load64_splat(p + 3 * stepStride);
    const d = c + bytes;
    for (let j: usize = 0; j < even; j += 16) {
      let s = first ? zero : v128.load(c + j);
      let t = first ? zero : v128.load(d + j);
      const v0 = v128.load(b + j);
      s = f64x2.add(s, f64x2.mul(x0, v0));
      t = f64x2.add(t, f64x2.mul(y0, v0));
      const v1 = v128.load(b1 + j);
      s = f64x2.add(s, f64x2.mul(x1, v1));
      t = f64x2.add(t, f64x2.mul(y1, v1));
      const v2 = v128.load(b2 + j);
      s = f64x2.add(s, f64x2.mul(x2, v2));
      t = f64x2.add(t, f64x2.mul(y2, v2));
      const v3 = v128.load(b3 + j);
      s = f64x2.add(s, f64x2.mul(x3, v3));
      t = f64x2.add(t, f64x2.mul(y3, v3));
      v128.store(c + j, f64x2.mul(s, factor));
      v128.store(d + j, f64x2.mul(t, factor));
    }
    if (even < bytes) oneColumn(d + even, p, stepStride, b + even, bytes, 4, first, scale);
  } else {
    for (let j: usize = 0; j < even; j += 16) {
      let s = first ? zero : v128.load(c + j);
      s = f64x2.add(s, f64x2.mul(x0, v128.load(b + j)));
      s = f64x2.add(s, f64x2.mul(x1, v128.load(b1 + j)));
      s = f64x2.add(s, f64x2.mul(x2, v128.load(b2 + j)));
      s = f64x2.add(s, f64x2.mul(x3, v128.load(b3 + j)));
      v128.store(c + j, f64x2.mul(s, factor));
    }
  }
  if (even < bytes) oneColumn(c + even, a, stepStride, b + even, bytes, 4, first, scale);
}

function addFew(
  c: usize,
  a: usize,
  stepStride: usize,
  b: usize,
  bytes: usize,
  count: i32,
  first: bool,
  scale: f64,
): void {
  const even: usize = bytes & ~15;
  const x0 = v128.load64_splat(a);
  const x1 = count > 1 ? v128.load64_splat(a + stepStride) : x0;
  const x2 = count > 2 ? v128.load64_splat(a + 2 * stepStride) : x0;
  const b1 = b + bytes;
  const b2 = b1 + bytes;
  const factor = f64x2.splat(scale);
  const zero = f64x2.splat(0);
  for (let j: usize = 0; j < even; j += 16) {
    let s = first ? zero : v128.load(c + j);
    s = f64x2.add(s, f64x2.mul(x0, v128.load(b + j)));
    if (count > 1) s = f64x2.add(s, f64x2.mul(x1, v128.load(b1 + j)));
    if (count > 2) s = f64x2.add(s, f64x2.mul(x2, v128.load(b2 + j)));
    v128.store(c + j, f64x2.mul(s, factor));
  }
  if (even < bytes) oneColumn(c + even, a, stepStride, b + even, bytes, count, first, scale);
}

function oneColumn(
  c: usize,
  a: usize,
  stepStride: usize,
  b: usize,
  bytes: usize,
  count: i32,
  first: bool,
  scale: f64,
): void {
  let s = first ? 0 : load<f64>(c);
  for (let l = 0; l < count; l++) s += load<f64>(a + stepStride * <usize>l) * load<f64>(b + bytes * <usize>l);
  store<f64>(c, s * scale);
}

/** Columns [from, to) of C = scale · A Bᵀ, A [M, K], B [N, K], `from` a multiple of 4; `symmetric` (A is B, all columns) computes one half and mirrors it. */
export function productDots(
  c: usize,
  a: usize,
  b: usize,
  m: i32,
  n: i32,
  k: i32,
  from: i32,
  to: i32,
  scale: f64,
  symmetric: bool,
): void {
  const bytes: usize = (<usize>k) << 3;
  for (let j = from; j < to; j += 4) {
    const y = b + bytes * <usize>j;
    const width = min(4, to - j);
    let i = symmetric ? j : 0;
    if (width == 4) {
      for (; i + 1 < m; i += 2) dots2x4(c, a + bytes * <usize>i, y, bytes, i, j, n, scale);
    }
    for (; i < m; i++)
      for (let l = 0; l < width; l++)
        store<f64>(
          c + ((<usize>i * <usize>n + <usize>(j + l)) << 3),
          scale * oneDot(a + bytes * <usize>i, y + bytes * <usize>l, bytes),
        );
  }
  if (!symmetric) return;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      store<f64>(
        c + ((<usize>j * <usize>n + <usize>i) << 3),
        load<f64>(c + ((<usize>i * <usize>n + <usize>j) << 3)),
      );
}

function oneDot(a: usize, b: usize, bytes: usize): f64 {
  const even: usize = bytes & ~15;
  let s = f64x2.splat(0);
  for (let l: usize = 0; l < even; l += 16) s = f64x2.add(s, f64x2.mul(v128.load(a + l), v128.load(b + l)));
  let sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  if (even < bytes) sum += load<f64>(a + even) * load<f64>(b + even);
  return sum;
}

function dots2x4(c: usize, a: usize, b: usize, bytes: usize, i: i32, j: i32, n: i32, scale: f64): void {
  const even: usize = bytes & ~15;
  let s00 = f64x2.splat(0);
  let s01 = s00;
  let s02 = s00;
  let s03 = s00;
  let s10 = s00;
  let s11 = s00;
  let s12 = s00;
  let s13 = s00;
  const a1 = a + bytes;
  const b1 = b + bytes;
  const b2 = b1 + bytes;
  const b3 = b2 + bytes;
  for (let l: usize = 0; l < even; l += 16) {
    const x = v128.load(a + l);
    const y = v128.load(a1 + l);
    const v0 = v128.load(b + l);
    s00 = f64x2.add(s00, f64x2.mul(x, v0));
    s10 = f64x2.add(s10, f64x2.mul(y, v0));
    const v1 = v128.load(b1 + l);
    s01 = f64x2.add(s01, f64x2.mul(x, v1));
    s11 = f64x2.add(s11, f64x2.mul(y, v1));
    const v2 = v128.load(b2 + l);
    s02 = f64x2.add(s02, f64x2.mul(x, v2));
    s12 = f64x2.add(s12, f64x2.mul(y, v2));
    const v3 = v128.load(b3 + l);
    s03 = f64x2.add(s03, f64x2.mul(x, v3));
    s13 = f64x2.add(s13, f64x2.mul(y, v3));
  }
  // sums of the halves of two accumulators at a time: (s0.0 + s0.1, s1.0 + s1.1)
  let p = f64x2.add(v128.shuffle<f64>(s00, s01, 0, 2), v128.shuffle<f64>(s00, s01, 1, 3));
  let q = f64x2.add(v128.shuffle<f64>(s02, s03, 0, 2), v128.shuffle<f64>(s02, s03, 1, 3));
  let u = f64x2.add(v128.shuffle<f64>(s10, s11, 0, 2), v128.shuffle<f64>(s10, s11, 1, 3));
  let w = f64x2.add(v128.shuffle<f64>(s12, s13, 0, 2), v128.shuffle<f64>(s12, s13, 1, 3));
  if (even < bytes) {
    const x = v128.load64_splat(a + even);
    const y = v128.load64_splat(a1 + even);
    const left = f64x2.replace_lane(v128.load64_splat(b + even), 1, load<f64>(b1 + even));
    const right = f64x2.replace_lane(v128.load64_splat(b2 + even), 1, load<f64>(b3 + even));
    p = f64x2.add(p, f64x2.mul(x, left));
    q = f64x2.add(q, f64x2.mul(x, right));
    u = f64x2.add(u, f64x2.mul(y, left));
    w = f64x2.add(w, f64x2.mul(y, right));
  }
  const factor = f64x2.splat(scale);
  const row = c + ((<usize>i * <usize>n + <usize>j) << 3);
  const next = row + ((<usize>n) << 3);
  v128.store(row, f64x2.mul(p, factor));
  v128.store(row, f64x2.mul(q, factor), 16);
  v128.store(next, f64x2.mul(u, factor));
  v128.store(next, f64x2.mul(w, factor), 16);
}
