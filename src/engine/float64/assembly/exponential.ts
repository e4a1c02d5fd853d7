/**
 * e^x of a pair, x ≤ 0, in two factors so that e^x and e^x − 1 both keep their relative accuracy:
 * with n = round(x / ln 2), |r| ≤ ½ ln 2, s = 2^n and p = e^r − 1 they are s + s p and s p + (s − 1).
 *
 * p is the Taylor polynomial to r¹³ (remainder 4e-18). ln 2 in two parts as in theory/elementary/exp. Error ≤ 2 ulp;
 * results below 3e-308 are 0. NaN stays NaN.
 */

/** 1.5 · 2⁵²: adding it leaves the rounded integer in the low bits. */
const magic: f64 = 6755399441055744.0;

/** n + 1.5 · 2⁵². */
export function nearestPower(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, f64x2.splat(1.4426950408889634)), f64x2.splat(magic));
}

/** s = 2^n. */
export function powerOf(shifted: v128): v128 {
  return i64x2.add(i64x2.shl(shifted, 52), i64x2.splat(0x3ff0000000000000));
}

/** p = e^(x − n ln 2) − 1. */
export function remainder(x: v128, shifted: v128): v128 {
  const n = f64x2.sub(shifted, f64x2.splat(magic));
  const r = f64x2.sub(
    f64x2.sub(x, f64x2.mul(n, f64x2.splat(0.6931471803691238))),
    f64x2.mul(n, f64x2.splat(1.9082149292705877e-10)),
  );
  return polynomial(r);
}

/** e^r − 1 for |r| ≤ 0.38. */
export function polynomial(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const c0 = linear(r, 1.0 / 2.0, 1.0 / 6.0);
  const c1 = linear(r, 1.0 / 24.0, 1.0 / 120.0);
  const c2 = linear(r, 1.0 / 720.0, 1.0 / 5040.0);
  const c3 = linear(r, 1.0 / 40320.0, 1.0 / 362880.0);
  const c4 = linear(r, 1.0 / 3628800.0, 1.0 / 39916800.0);
  const c5 = linear(r, 1.0 / 479001600.0, 1.0 / 6227020800.0);
  const low = f64x2.add(c0, f64x2.mul(r2, c1));
  const middle = f64x2.add(c2, f64x2.mul(r2, c3));
  const high = f64x2.add(c4, f64x2.mul(r2, c5));
  const sum = f64x2.add(low, f64x2.mul(r4, f64x2.add(middle, f64x2.mul(r4, high))));
  return f64x2.add(r, f64x2.mul(r2, sum));
}

function linear(r: v128, a: f64, b: f64): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(r, f64x2.splat(b)));
}

/** x, but not below the smallest argument whose power of two is normal. */
export function bounded(x: v128): v128 {
  return f64x2.pmax(x, f64x2.splat(-708.0));
}

/** e^x for x ≤ 0. */
export function expNegative(x: v128): v128 {
  const y = bounded(x);
  const shifted = nearestPower(y);
  const s = powerOf(shifted);
  const e = f64x2.add(s, f64x2.mul(s, remainder(y, shifted)));
  return v128.andnot(e, f64x2.lt(x, f64x2.splat(-708.0)));
}

/** log(1 + e), 0 ≤ e ≤ 1: 2 artanh(f / (2 + f)) after halving 1 + e beyond √2; remainder of the series 2e-19. */
export function logOnePlus(e: v128): v128 {
  const large = f64x2.gt(e, f64x2.splat(0.41421356237309503));
  const one = f64x2.splat(1.0);
  const f = v128.bitselect(f64x2.mul(f64x2.sub(e, one), f64x2.splat(0.5)), e, large);
  const u = f64x2.div(f, f64x2.add(f, f64x2.splat(2.0)));
  const w = f64x2.mul(u, u);
  let sum = f64x2.splat(1.0 / 23.0);
  sum = f64x2.add(f64x2.splat(1.0 / 21.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 19.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 17.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 15.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 13.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 11.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 9.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 7.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 5.0), f64x2.mul(w, sum));
  sum = f64x2.add(f64x2.splat(1.0 / 3.0), f64x2.mul(w, sum));
  const u2 = f64x2.add(u, u);
  const result = f64x2.add(u2, f64x2.mul(u2, f64x2.mul(w, sum)));
  return f64x2.add(result, v128.and(large, f64x2.splat(0.6931471805599453)));
}
