/** Sums in one fixed order: four accumulators over pairs, then ((s0 + s1) + (s2 + s3)), then the two halves, then the rest. */

function halves(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** ⟨a, b⟩ over n numbers. */
export function dot(a: usize, b: usize, n: i32): f64 {
  const bytes: usize = (<usize>n) << 3;
  const whole: usize = bytes & ~63;
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let i: usize = 0;
  for (; i < whole; i += 64) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a + i), v128.load(b + i)));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(a + i, 16), v128.load(b + i, 16)));
    s2 = f64x2.add(s2, f64x2.mul(v128.load(a + i, 32), v128.load(b + i, 32)));
    s3 = f64x2.add(s3, f64x2.mul(v128.load(a + i, 48), v128.load(b + i, 48)));
  }
  let sum = halves(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
  for (; i < bytes; i += 8) sum += load<f64>(a + i) * load<f64>(b + i);
  return sum;
}

/** out[r] = ⟨a_r, b_r⟩. */
export function rowDots(out: usize, a: usize, b: usize, rows: i32, cols: i32): void {
  const bytes: usize = (<usize>cols) << 3;
  for (let r = 0; r < rows; r++) {
    store<f64>(out + ((<usize>r) << 3), dot(a, b, cols));
    a += bytes;
    b += bytes;
  }
}

/** out[c] = Σ_r a[r, c], rows in order. */
export function sumRows(out: usize, a: usize, rows: i32, cols: i32): void {
  const bytes: usize = (<usize>cols) << 3;
  const even: usize = bytes & ~15;
  memory.fill(out, 0, bytes);
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < even; j += 16)
      v128.store(out + j, f64x2.add(v128.load(out + j), v128.load(a + j)));
    if (even < bytes) store<f64>(out + even, load<f64>(out + even) + load<f64>(a + even));
    a += bytes;
  }
}

/** max |a_i|; NaN as soon as one entry is NaN, since f64x2.max passes it on. */
export function maxAbs(a: usize, n: i32): f64 {
  const bytes: usize = (<usize>n) << 3;
  const even: usize = bytes & ~15;
  let most = f64x2.splat(0);
  for (let i: usize = 0; i < even; i += 16) most = f64x2.max(most, f64x2.abs(v128.load(a + i)));
  let result = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
  if (even < bytes) result = max(result, abs(load<f64>(a + even)));
  return result;
}

/** sqrt(mean((e / (atol + rtol max(|a|, |b|)))²)). */
export function errorNorm(e: usize, a: usize, b: usize, atol: f64, rtol: f64, n: i32): f64 {
  const bytes: usize = (<usize>n) << 3;
  const whole: usize = bytes & ~31;
  const absolute = f64x2.splat(atol);
  const relative = f64x2.splat(rtol);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let i: usize = 0;
  for (; i < whole; i += 32) {
    const m0 = f64x2.max(f64x2.abs(v128.load(a + i)), f64x2.abs(v128.load(b + i)));
    const m1 = f64x2.max(f64x2.abs(v128.load(a + i, 16)), f64x2.abs(v128.load(b + i, 16)));
    const q0 = f64x2.div(v128.load(e + i), f64x2.add(absolute, f64x2.mul(relative, m0)));
    const q1 = f64x2.div(v128.load(e + i, 16), f64x2.add(absolute, f64x2.mul(relative, m1)));
    s0 = f64x2.add(s0, f64x2.mul(q0, q0));
    s1 = f64x2.add(s1, f64x2.mul(q1, q1));
  }
  let sum = halves(f64x2.add(s0, s1));
  for (; i < bytes; i += 8) {
    const q = load<f64>(e + i) / (atol + rtol * max(abs(load<f64>(a + i)), abs(load<f64>(b + i))));
    sum += q * q;
  }
  return sqrt(sum / <f64>n);
}
