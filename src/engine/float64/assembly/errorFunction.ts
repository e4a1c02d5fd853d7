import { erf } from '../../../theory/elementary/erf';
import { expSquare } from '../../../theory/elementary/expSquare';
import { expNegative, polynomial } from './exponential';

/**
 * erf of a pair, from a table of Taylor polynomials of degree 9 about c = 0, 1/16 … 6. |δ| ≤ 1/32 and
 * |f⁽¹⁰⁾|/10! ≤ 5e-3, so the remainder is below 5e-18; about 0 the polynomial is odd and keeps the relative accuracy.
 */
const nodes: i32 = 97;
const coefficients: usize = 80; // bytes of ten numbers
const table: usize = memory.data(97 * 80, 64);

/** Fills the table. With f′ = Σ b_k δᵏ, f″ = −2z f′ gives (k + 1) b_{k+1} = −2c b_k − 2 b_{k−1}. */
export function prepareErrorFunction(): void {
  for (let i = 0; i < nodes; i++) {
    const c = (i as f64) / 16.0;
    const at = table + coefficients * <usize>i;
    store<f64>(at, erf(c));
    let before = 0.0;
    let b = 1.1283791670955126 * expSquare(c, 1.0);
    for (let k = 0; k < 9; k++) {
      store<f64>(at + ((<usize>(k + 1)) << 3), b / ((k + 1) as f64));
      const next = (-2.0 * (c * b + before)) / ((k + 1) as f64);
      before = b;
      b = next;
    }
  }
}

export function erfPair(z: v128): v128 {
  const a = f64x2.min(f64x2.abs(z), f64x2.splat(6.0));
  const i = f64x2.nearest(f64x2.mul(a, f64x2.splat(16.0)));
  const d = f64x2.sub(a, f64x2.mul(i, f64x2.splat(0.0625)));
  const index = i32x4.trunc_sat_f64x2_u_zero(i);
  const p = table + coefficients * <usize>i32x4.extract_lane(index, 0);
  const q = table + coefficients * <usize>i32x4.extract_lane(index, 1);
  let x = v128.load(p, 64);
  let y = v128.load(q, 64);
  let sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, v128.shuffle<f64>(x, y, 1, 3)));
  x = v128.load(p, 48);
  y = v128.load(q, 48);
  sum = f64x2.add(v128.shuffle<f64>(x, y, 1, 3), f64x2.mul(d, sum));
  sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, sum));
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
 * erf and its derivative. The latter is f′(c) e^u, u = −δ(2c + δ), |u| ≤ 0.38, so that one look-up serves both;
 * beyond the table e^{−z²} is computed.
 */
export function erfPairLoop(value: usize, slope: usize, z: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const x0 = v128.load(z + at);
    const size = f64x2.abs(x0);
    const a = f64x2.min(size, f64x2.splat(6.0));
    const i = f64x2.nearest(f64x2.mul(a, f64x2.splat(16.0)));
    const d = f64x2.sub(a, f64x2.mul(i, f64x2.splat(0.0625)));
    const index = i32x4.trunc_sat_f64x2_u_zero(i);
    const p = table + coefficients * <usize>i32x4.extract_lane(index, 0);
    const q = table + coefficients * <usize>i32x4.extract_lane(index, 1);
    let x = v128.load(p, 64);
    let y = v128.load(q, 64);
    let sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, v128.shuffle<f64>(x, y, 1, 3)));
    x = v128.load(p, 48);
    y = v128.load(q, 48);
    sum = f64x2.add(v128.shuffle<f64>(x, y, 1, 3), f64x2.mul(d, sum));
    sum = f64x2.add(v128.shuffle<f64>(x, y, 0, 2), f64x2.mul(d, sum));
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
    if (v128.any_true(f64x2.gt(size, f64x2.splat(6.0)))) {
      v128.store(slope + at, f64x2.mul(f64x2.splat(1.1283791670955126), bellPair(x0, 1.0)));
    } else {
      const u = f64x2.neg(f64x2.mul(d, f64x2.add(f64x2.mul(i, f64x2.splat(0.125)), d)));
      v128.store(slope + at, f64x2.add(g, f64x2.mul(g, polynomial(u))));
    }
  }
}

/** e^(−h z²). */
export function bellPair(z: v128, h: f64): v128 {
  return expNegative(f64x2.mul(f64x2.mul(z, z), f64x2.splat(-h)));
}
