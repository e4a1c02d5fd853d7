/** Elementwise operations on n numbers; every buffer is a multiple of 64 bytes, so a last odd number may be written as a pair. */

export function add(out: usize, a: usize, b: usize, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(out + i, f64x2.add(v128.load(a + i), v128.load(b + i)));
}

export function sub(out: usize, a: usize, b: usize, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(out + i, f64x2.sub(v128.load(a + i), v128.load(b + i)));
}

export function mul(out: usize, a: usize, b: usize, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(out + i, f64x2.mul(v128.load(a + i), v128.load(b + i)));
}

export function scale(out: usize, a: usize, s: f64, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  const factor = f64x2.splat(s);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, f64x2.mul(v128.load(a + i), factor));
}

/** out = a + s b. */
export function addScaled(out: usize, a: usize, b: usize, s: f64, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  const factor = f64x2.splat(s);
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(out + i, f64x2.add(v128.load(a + i), f64x2.mul(v128.load(b + i), factor)));
}

/** out = Σ_t s_t x_t, t = 0 … count − 1, in that order; `table` holds the scales (f64), then the addresses (u32). */
export function combine(out: usize, table: usize, count: i32, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  const addresses = table + ((<usize>count) << 3);
  let t = 0;
  // four terms a pass, so that seven-stage pairs read and write the result once or twice
  while (t < count) {
    const left = min(count - t, 4);
    const scales = table + ((<usize>t) << 3);
    const pointers = addresses + ((<usize>t) << 2);
    const s0 = v128.load64_splat(scales);
    const s1 = left > 1 ? v128.load64_splat(scales, 8) : f64x2.splat(0);
    const s2 = left > 2 ? v128.load64_splat(scales, 16) : f64x2.splat(0);
    const s3 = left > 3 ? v128.load64_splat(scales, 24) : f64x2.splat(0);
    const x0 = <usize>load<u32>(pointers);
    const x1 = left > 1 ? <usize>load<u32>(pointers, 4) : x0;
    const x2 = left > 2 ? <usize>load<u32>(pointers, 8) : x0;
    const x3 = left > 3 ? <usize>load<u32>(pointers, 12) : x0;
    const first = t == 0;
    if (left == 4) {
      for (let i: usize = 0; i < bytes; i += 16) {
        let sum = f64x2.mul(v128.load(x0 + i), s0);
        if (!first) sum = f64x2.add(v128.load(out + i), sum);
        sum = f64x2.add(sum, f64x2.mul(v128.load(x1 + i), s1));
        sum = f64x2.add(sum, f64x2.mul(v128.load(x2 + i), s2));
        v128.store(out + i, f64x2.add(sum, f64x2.mul(v128.load(x3 + i), s3)));
      }
    } else if (left == 3) {
      for (let i: usize = 0; i < bytes; i += 16) {
        let sum = f64x2.mul(v128.load(x0 + i), s0);
        if (!first) sum = f64x2.add(v128.load(out + i), sum);
        sum = f64x2.add(sum, f64x2.mul(v128.load(x1 + i), s1));
        v128.store(out + i, f64x2.add(sum, f64x2.mul(v128.load(x2 + i), s2)));
      }
    } else if (left == 2) {
      for (let i: usize = 0; i < bytes; i += 16) {
        let sum = f64x2.mul(v128.load(x0 + i), s0);
        if (!first) sum = f64x2.add(v128.load(out + i), sum);
        v128.store(out + i, f64x2.add(sum, f64x2.mul(v128.load(x1 + i), s1)));
      }
    } else {
      for (let i: usize = 0; i < bytes; i += 16) {
        let sum = f64x2.mul(v128.load(x0 + i), s0);
        if (!first) sum = f64x2.add(v128.load(out + i), sum);
        v128.store(out + i, sum);
      }
    }
    t += left;
  }
}

export function fill(out: usize, value: f64, n: i32): void {
  const bytes: usize = (<usize>n) << 3;
  const v = f64x2.splat(value);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(out + i, v);
}

export function copy(out: usize, a: usize, n: i32): void {
  memory.copy(out, a, (<usize>n) << 3);
}
