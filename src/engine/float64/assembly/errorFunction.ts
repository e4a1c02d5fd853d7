import { erf } from '../../../theory/elementary/erf';
import { expSquare } from '../../../theory/elementary/expSquare';
import { expNegative } from './exponential';

/**
 * erf of a pair, from a table of Taylor polynomials of degree 7 about c = 0, 1/32 … 6. |δ| ≤ 1/64 and
 * |f⁽⁸⁾|/8! ≤ 0.012, so the remainder is below 5e-17; about 0 the polynomial is odd and keeps the relative accuracy.
 */
const nodes: i32 = 193;
const entry: usize = 64; // bytes of eight numbers
const last: f64 = 6.0;
/** Room for every index of eight bits, so that a NaN, whatever its bits, reads inside. */
const table: usize = memory.data(256 * 64, 64);

/** 1.5 · 2⁵²: adding it rounds to the nearest integer and leaves that in the low bits. */
const magic: f64 = 6755399441055744.0;

/** Fills the table. With f′ = Σ b_k δᵏ, f″ = −2z f′ gives (k + 1) b_{k+1} = −2c b_k − 2 b_{k−1}. */
export function prepareErrorFunction(): void {
  for (let i = 0; i < nodes; i++) {
    const c = (i as f64) / 32.0;
    const at = table + entry * <usize>i;
    store<f64>(at, erf(c));
    let before = 0.0;
    let b = 1.1283791670955126 * expSquare(c, 1.0);
    for (let k = 0; k < 7; k++) {
      store<f64>(at + ((<usize>(k + 1)) << 3), b / ((k + 1) as f64));
      const next = (-2.0 * (c * b + before)) / ((k + 1) as f64);
      before = b;
      b = next;
    }
  }
}

/** Where the polynomial of the node in the low bits of a lane begins. */
function entryOf(bits: i64): usize {
  return table + <usize>(bits & 255) * entry;
}

/** out_i = erf z_i; out may be z. */
export function erfValueLoop(out: usize, z: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, erfPair(v128.load(z + at)));
}

function erfPair(z: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(z), f64x2.splat(last));
  const shifted = f64x2.add(f64x2.mul(a, f64x2.splat(32.0)), f64x2.splat(magic));
  const d = f64x2.sub(a, f64x2.mul(f64x2.sub(shifted, f64x2.splat(magic)), f64x2.splat(0.03125)));
  const p = entryOf(i64x2.extract_lane(shifted, 0));
  const q = entryOf(i64x2.extract_lane(shifted, 1));
  let x = v128.load(p, 48);
  let y = v128.load(q, 48);
  let sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, v128.shuffle<f64>(x, y, 1, 3)));
  x = v128.load(p, 32);
  y = v128.load(q, 32);
  sum = f64x2.add(v128.shuffle<f64>(x, y, 1, 3), f64x2.mul(d, sum));
  sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, sum));
  x = v128.load(p, 16);
  y = v128.load(q, 16);
  sum = f64x2.add(v128.shuffle<f64>(x, y, 1, 3), f64x2.mul(d, sum));
  sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, sum));
  x = v128.load(p);
  y = v128.load(q);
  sum = f64x2.add(v128.shuffle<f64>(x, y, 1, 3), f64x2.mul(d, sum));
  sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, sum));
  return v128.or(sum, v128.and(z, f64x2.splat(-0.0)));
}

/**
 * erf and its derivative. The latter is f′(c) e^u, u = −δ(2c + δ), |u| ≤ 0.19, so that one look-up serves both;
 * beyond the table e^{−z²} is computed.
 */
export function erfPairLoop(value: usize, slope: usize, z: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const x0 = v128.load(z + at);
    const size = f64x2.abs(x0);
    const a = f64x2.pmin(size, f64x2.splat(last));
    const shifted = f64x2.add(f64x2.mul(a, f64x2.splat(32.0)), f64x2.splat(magic));
    const i = f64x2.sub(shifted, f64x2.splat(magic));
    const d = f64x2.sub(a, f64x2.mul(i, f64x2.splat(0.03125)));
    const p = entryOf(i64x2.extract_lane(shifted, 0));
    const q = entryOf(i64x2.extract_lane(shifted, 1));
    let x = v128.load(p, 48);
    let y = v128.load(q, 48);
    let sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, v128.shuffle<f64>(x, y, 1, 3)));
    x = v128.load(p, 32);
    y = v128.load(q, 32);
    sum = f64x2.add(v128.shuffle<f64>(x, y, 1, 3), f64x2.mul(d, sum));
    sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, sum));
    x = v128.load(p, 16);
    y = v128.load(q, 16);
    sum = f64x2.add(v128.shuffle<f64>(x, y, 1, 3), f64x2.mul(d, sum));
    sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, sum));
    x = v128.load(p);
    y = v128.load(q);
    const g = v128.shuffle<f64>(x, y, 1, 3);
    sum = f64x2.add(g, f64x2.mul(d, sum));
    sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, sum));
    v128.store(value + at, v128.or(sum, v128.and(x0, f64x2.splat(-0.0))));
    if (v128.any_true(f64x2.gt(size, f64x2.splat(last)))) {
      v128.store(slope + at, f64x2.mul(f64x2.splat(1.1283791670955126), bellPair(x0, 1.0)));
    } else {
      const u = f64x2.neg(f64x2.mul(d, f64x2.add(f64x2.mul(i, f64x2.splat(0.0625)), d)));
      v128.store(slope + at, f64x2.add(g, f64x2.mul(g, smallExponential(u))));
    }
  }
}

/** e^u − 1 for |u| ≤ 0.19: the remainder after u¹¹ is below 5e-18. */
function smallExponential(u: v128): v128 {
  const u2 = f64x2.mul(u, u);
  const u4 = f64x2.mul(u2, u2);
  const c0 = pair(u, 1.0 / 2.0, 1.0 / 6.0);
  const c1 = pair(u, 1.0 / 24.0, 1.0 / 120.0);
  const c2 = pair(u, 1.0 / 720.0, 1.0 / 5040.0);
  const c3 = pair(u, 1.0 / 40320.0, 1.0 / 362880.0);
  const c4 = pair(u, 1.0 / 3628800.0, 1.0 / 39916800.0);
  const high = f64x2.add(f64x2.add(c2, f64x2.mul(u2, c3)), f64x2.mul(u4, c4));
  const sum = f64x2.add(f64x2.add(c0, f64x2.mul(u2, c1)), f64x2.mul(u4, high));
  return f64x2.add(u, f64x2.mul(u2, sum));
}

function pair(u: v128, a: f64, b: f64): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(u, f64x2.splat(b)));
}

/** e^(−h z²). */
export function bellPair(z: v128, h: f64): v128 {
  return expNegative(f64x2.mul(f64x2.mul(z, z), f64x2.splat(-h)));
}
