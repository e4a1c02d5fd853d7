/** A hidden layer and the product after it in one pass: the layer's values never leave the first-level cache. */
import { activation } from './activations';
import { dot } from './reductions';

/** Neurons at a time: two rows of them are 8 KB. */
const chunk: i32 = 512;
const pre: usize = memory.data(512 * 8, 64);
const values: usize = memory.data(512 * 8, 64);

/**
 * out = φ(c X W + β b) Vᵀ: X [rows, d], W [d, m], b [m] (address 0: none), V [cols, m], out [rows, cols]. Every entry is
 * summed over chunks of neurons in order, within a chunk as `dot` sums.
 */
export function hiddenProduct(
  out: usize,
  x: usize,
  w: usize,
  b: usize,
  v: usize,
  rows: i32,
  d: i32,
  m: i32,
  cols: i32,
  c: f64,
  beta: f64,
  id: i32,
  param: f64,
): void {
  memory.fill(out, 0, (<usize>rows * <usize>cols) << 3);
  const rowBytes: usize = (<usize>m) << 3;
  for (let j = 0; j < m; j += chunk) {
    const n = min(chunk, m - j);
    const offset: usize = (<usize>j) << 3;
    for (let r = 0; r < rows; r++) {
      const point = x + ((<usize>r * <usize>d) << 3);
      preActivations(point, w + offset, rowBytes, b ? b + offset : 0, d, n, c, beta);
      activation(id, param, 0, values, pre, n);
      for (let q = 0; q < cols; q++) {
        const at = out + ((<usize>r * <usize>cols + <usize>q) << 3);
        store<f64>(at, load<f64>(at) + dot(values, v + rowBytes * <usize>q + offset, n));
      }
    }
  }
}

/** β b + Σ_k (c x_k) W_k of one point and n neurons, two k at a time. */
function preActivations(
  x: usize,
  w: usize,
  rowBytes: usize,
  b: usize,
  d: i32,
  n: i32,
  c: f64,
  beta: f64,
): void {
  const bytes: usize = (<usize>n) << 3;
  const even: usize = bytes & ~15;
  const factor = f64x2.splat(beta);
  if (b) {
    for (let i: usize = 0; i < even; i += 16) v128.store(pre + i, f64x2.mul(v128.load(b + i), factor));
    if (even < bytes) store<f64>(pre + even, load<f64>(b + even) * beta);
  } else memory.fill(pre, 0, bytes);
  let k = 0;
  for (; k + 1 < d; k += 2) {
    const s = c * load<f64>(x + ((<usize>k) << 3));
    const t = c * load<f64>(x + ((<usize>k) << 3), 8);
    const p = w + rowBytes * <usize>k;
    const q = p + rowBytes;
    const ss = f64x2.splat(s);
    const tt = f64x2.splat(t);
    for (let i: usize = 0; i < even; i += 16) {
      const sum = f64x2.add(v128.load(pre + i), f64x2.mul(v128.load(p + i), ss));
      v128.store(pre + i, f64x2.add(sum, f64x2.mul(v128.load(q + i), tt)));
    }
    if (even < bytes)
      store<f64>(pre + even, load<f64>(pre + even) + load<f64>(p + even) * s + load<f64>(q + even) * t);
  }
  if (k < d) {
    const s = c * load<f64>(x + ((<usize>k) << 3));
    const p = w + rowBytes * <usize>k;
    const ss = f64x2.splat(s);
    for (let i: usize = 0; i < even; i += 16)
      v128.store(pre + i, f64x2.add(v128.load(pre + i), f64x2.mul(v128.load(p + i), ss)));
    if (even < bytes) store<f64>(pre + even, load<f64>(pre + even) + load<f64>(p + even) * s);
  }
}
