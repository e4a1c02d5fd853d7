/** Operations that treat a matrix as a stack of rows. Pairs go first, a last odd column alone: rows are not padded. */

/** out[r, :] = a[r, :] + s row. */
export function addRow(out: usize, a: usize, row: usize, s: f64, rows: i32, cols: i32): void {
  const bytes: usize = (<usize>cols) << 3;
  const even: usize = bytes & ~15;
  const factor = f64x2.splat(s);
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < even; j += 16)
      v128.store(out + j, f64x2.add(v128.load(a + j), f64x2.mul(v128.load(row + j), factor)));
    if (even < bytes) store<f64>(out + even, load<f64>(a + even) + load<f64>(row + even) * s);
    out += bytes;
    a += bytes;
  }
}

/** out[r, :] = weights[r] a[r, :]. */
export function scaleRows(out: usize, a: usize, weights: usize, rows: i32, cols: i32): void {
  const bytes: usize = (<usize>cols) << 3;
  const even: usize = bytes & ~15;
  for (let r = 0; r < rows; r++) {
    const w = load<f64>(weights + ((<usize>r) << 3));
    const factor = f64x2.splat(w);
    for (let j: usize = 0; j < even; j += 16) v128.store(out + j, f64x2.mul(v128.load(a + j), factor));
    if (even < bytes) store<f64>(out + even, load<f64>(a + even) * w);
    out += bytes;
    a += bytes;
  }
}

/** out[r, :] = a[index[r], :]; index is i32. */
export function gatherRows(out: usize, a: usize, index: usize, rows: i32, cols: i32): void {
  const bytes: usize = (<usize>cols) << 3;
  for (let r = 0; r < rows; r++) {
    memory.copy(out, a + bytes * <usize>load<i32>(index + ((<usize>r) << 2)), bytes);
    out += bytes;
  }
}

/** out[c, r] = a[r, c], in 4 × 4 tiles within 32 × 32 blocks. */
export function transpose(out: usize, a: usize, rows: i32, cols: i32): void {
  const rowBytes: usize = (<usize>cols) << 3;
  const outBytes: usize = (<usize>rows) << 3;
  for (let r0 = 0; r0 < rows; r0 += 32) {
    const r1 = min(r0 + 32, rows);
    for (let c0 = 0; c0 < cols; c0 += 32) {
      const c1 = min(c0 + 32, cols);
      let r = r0;
      for (; r + 1 < r1; r += 2) {
        const source = a + rowBytes * <usize>r;
        const target = out + ((<usize>r) << 3);
        let c = c0;
        for (; c + 1 < c1; c += 2) {
          const x = v128.load(source + ((<usize>c) << 3));
          const y = v128.load(source + rowBytes + ((<usize>c) << 3));
          v128.store(target + outBytes * <usize>c, v128.shuffle<f64>(x, y, 0, 2));
          v128.store(target + outBytes * <usize>(c + 1), v128.shuffle<f64>(x, y, 1, 3));
        }
        if (c < c1) {
          store<f64>(target + outBytes * <usize>c, load<f64>(source + ((<usize>c) << 3)));
          store<f64>(target + outBytes * <usize>c + 8, load<f64>(source + rowBytes + ((<usize>c) << 3)));
        }
      }
      if (r < r1) {
        for (let c = c0; c < c1; c++)
          store<f64>(
            out + outBytes * <usize>c + ((<usize>r) << 3),
            load<f64>(a + rowBytes * <usize>r + ((<usize>c) << 3)),
          );
      }
    }
  }
}

/**
 * out[r, :] = Σ_t w_t[r] Π_f F_{t,f}[index_{t,f}[r], :]. `table` holds ten u32 per term: number of factors, address of
 * the weights (0: all 1), then address and index address (0: the row itself) of up to four factors.
 */
export function gatherProducts(out: usize, table: usize, terms: i32, rows: i32, cols: i32): void {
  const bytes: usize = (<usize>cols) << 3;
  for (let r = 0; r < rows; r++) {
    for (let t = 0; t < terms; t++) {
      const entry = table + <usize>(40 * t);
      const factors = load<i32>(entry);
      const weights = <usize>load<u32>(entry, 4);
      const w = weights ? load<f64>(weights + ((<usize>r) << 3)) : 1.0;
      const a = factorRow(entry + 8, r, bytes);
      const b = factors > 1 ? factorRow(entry + 16, r, bytes) : a;
      const c = factors > 2 ? factorRow(entry + 24, r, bytes) : a;
      const d = factors > 3 ? factorRow(entry + 32, r, bytes) : a;
      productRow(out, t == 0, w, factors, a, b, c, d, bytes);
    }
    out += bytes;
  }
}

function factorRow(entry: usize, r: i32, bytes: usize): usize {
  const index = <usize>load<u32>(entry, 4);
  const row = index ? load<i32>(index + ((<usize>r) << 2)) : r;
  return <usize>load<u32>(entry) + bytes * <usize>row;
}

function productRow(
  out: usize,
  first: bool,
  w: f64,
  factors: i32,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  bytes: usize,
): void {
  const even: usize = bytes & ~15;
  const weight = f64x2.splat(w);
  if (factors == 2) {
    if (first) {
      for (let j: usize = 0; j < even; j += 16)
        v128.store(out + j, f64x2.mul(f64x2.mul(v128.load(a + j), v128.load(b + j)), weight));
    } else {
      for (let j: usize = 0; j < even; j += 16)
        v128.store(
          out + j,
          f64x2.add(v128.load(out + j), f64x2.mul(f64x2.mul(v128.load(a + j), v128.load(b + j)), weight)),
        );
    }
  } else {
    for (let j: usize = 0; j < even; j += 16) {
      let product = v128.load(a + j);
      if (factors > 1) product = f64x2.mul(product, v128.load(b + j));
      if (factors > 2) product = f64x2.mul(product, v128.load(c + j));
      if (factors > 3) product = f64x2.mul(product, v128.load(d + j));
      product = f64x2.mul(product, weight);
      v128.store(out + j, first ? product : f64x2.add(v128.load(out + j), product));
    }
  }
  if (even < bytes) {
    let product = load<f64>(a + even);
    if (factors > 1) product *= load<f64>(b + even);
    if (factors > 2) product *= load<f64>(c + even);
    if (factors > 3) product *= load<f64>(d + even);
    product *= w;
    store<f64>(out + even, first ? product : load<f64>(out + even) + product);
  }
}
