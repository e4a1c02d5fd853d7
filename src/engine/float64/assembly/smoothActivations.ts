/**
 * Derivatives of the smooth activations for a pair of arguments; formulas as in theory/activations, whose scalar
 * functions they match to a few units in the last place (of 1 where a value has passed through 1 ± erf).
 */
import { bellPair, erfValueLoop } from './errorFunction';
import { bounded, expNegative, logOnePlus, nearestPower, powerOf, remainder } from './exponential';

// Polynomials in w: a + b w and a + w (b + c w).
function line(w: v128, a: f64, b: f64): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(w, f64x2.splat(b)));
}

function parabola(w: v128, a: f64, b: f64, c: f64): v128 {
  return f64x2.add(f64x2.splat(a), f64x2.mul(w, line(w, b, c)));
}

/** tanh z = −(e − 1)/(1 + e) with e = e^{−2|z|}, and 1/(1 + e). */
export function tanhLoop(order: i32, out: usize, z: usize, bytes: usize): void {
  const one = f64x2.splat(1.0);
  const sign = f64x2.splat(-0.0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i);
    const y = bounded(f64x2.mul(f64x2.abs(x), f64x2.splat(-2.0)));
    const shifted = nearestPower(y);
    const s = powerOf(shifted);
    const sp = f64x2.mul(s, remainder(y, shifted));
    const e = f64x2.add(s, sp);
    const inverse = f64x2.div(one, f64x2.add(one, e));
    const t = v128.or(f64x2.abs(f64x2.mul(f64x2.add(sp, f64x2.sub(s, one)), inverse)), v128.and(x, sign));
    v128.store(out + i, tanhOrder(order, t, e, inverse));
  }
}

function tanhOrder(order: i32, t: v128, e: v128, inverse: v128): v128 {
  if (order == 0) return t;
  const s = f64x2.mul(f64x2.mul(f64x2.splat(4.0), e), f64x2.mul(inverse, inverse));
  if (order == 1) return s;
  if (order == 2) return f64x2.mul(f64x2.mul(f64x2.splat(-2.0), t), s);
  const w = f64x2.mul(t, t);
  if (order == 3) return f64x2.mul(s, line(w, -2.0, 6.0));
  if (order == 4) return f64x2.mul(s, f64x2.mul(t, line(w, 16.0, -24.0)));
  return f64x2.mul(s, parabola(w, 16.0, -120.0, 120.0));
}

export function tanhPairLoop(value: usize, slope: usize, z: usize, bytes: usize): void {
  const one = f64x2.splat(1.0);
  const sign = f64x2.splat(-0.0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i);
    const y = bounded(f64x2.mul(f64x2.abs(x), f64x2.splat(-2.0)));
    const shifted = nearestPower(y);
    const s = powerOf(shifted);
    const sp = f64x2.mul(s, remainder(y, shifted));
    const e = f64x2.add(s, sp);
    const inverse = f64x2.div(one, f64x2.add(one, e));
    const t = f64x2.abs(f64x2.mul(f64x2.add(sp, f64x2.sub(s, one)), inverse));
    v128.store(value + i, v128.or(t, v128.and(x, sign)));
    v128.store(slope + i, f64x2.mul(f64x2.mul(f64x2.splat(4.0), e), f64x2.mul(inverse, inverse)));
  }
}

export function erfLoop(order: i32, out: usize, z: usize, bytes: usize): void {
  if (order == 0) {
    erfValueLoop(out, z, bytes);
    return;
  }
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i);
    const g = f64x2.mul(f64x2.splat(1.1283791670955126), bellPair(x, 1.0));
    // beyond 27 the bell is 0 and the polynomial must not overflow
    const w = f64x2.min(f64x2.mul(x, x), f64x2.splat(1e4));
    let p = g;
    if (order == 2) p = f64x2.mul(f64x2.mul(f64x2.splat(-2.0), limited(x)), g);
    else if (order == 3) p = f64x2.mul(line(w, -2.0, 4.0), g);
    else if (order == 4) p = f64x2.mul(f64x2.mul(limited(x), line(w, 12.0, -8.0)), g);
    else if (order == 5) p = f64x2.mul(parabola(w, 12.0, -48.0, 16.0), g);
    v128.store(out + i, p);
  }
}

function limited(x: v128): v128 {
  return f64x2.max(f64x2.min(x, f64x2.splat(100.0)), f64x2.splat(-100.0));
}

/** 1/(1 + e^{−z}) from e = e^{−|z|} and 1/(1 + e). */
function logistic(x: v128, e: v128, inverse: v128): v128 {
  return f64x2.mul(v128.bitselect(e, f64x2.splat(1.0), f64x2.lt(x, f64x2.splat(0.0))), inverse);
}

/** σ⁽ᵒʳᵈᵉʳ⁾ for order ≥ 1 from e and 1/(1 + e): tanh's with half the argument. */
function logisticOrder(order: i32, x: v128, e: v128, inverse: v128): v128 {
  if (order == 0) return logistic(x, e, inverse);
  const half = f64x2.mul(f64x2.sub(f64x2.splat(1.0), e), inverse);
  const t = v128.or(half, v128.and(x, f64x2.splat(-0.0)));
  const d = tanhOrder(order, t, e, inverse);
  const factor =
    order == 1 ? 0.25 : order == 2 ? 0.125 : order == 3 ? 0.0625 : order == 4 ? 0.03125 : 0.015625;
  return f64x2.mul(f64x2.splat(factor), d);
}

/** sigmoid (kind 0), silu (1), softplus (2). */
export function logisticLoop(kind: i32, param: f64, order: i32, out: usize, z: usize, bytes: usize): void {
  const one = f64x2.splat(1.0);
  let scale = 1.0;
  for (let i = 1; i < order; i++) scale *= param;
  const factor = f64x2.splat(kind == 2 ? scale : 1.0);
  const inner = f64x2.splat(kind == 2 ? param : 1.0);
  const reciprocal = f64x2.splat(kind == 2 ? 1.0 / param : 1.0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = f64x2.mul(v128.load(z + i), inner);
    const e = expNegative(f64x2.neg(f64x2.abs(x)));
    const inverse = f64x2.div(one, f64x2.add(one, e));
    let r: v128;
    if (kind == 0) r = logisticOrder(order, x, e, inverse);
    else if (kind == 1) {
      r = f64x2.mul(x, logisticOrder(order, x, e, inverse));
      if (order > 0)
        r = f64x2.add(r, f64x2.mul(f64x2.splat(order as f64), logisticOrder(order - 1, x, e, inverse)));
    } else if (order == 0) {
      r = f64x2.mul(f64x2.add(f64x2.max(x, f64x2.splat(0.0)), logOnePlus(e)), reciprocal);
    } else r = f64x2.mul(factor, logisticOrder(order - 1, x, e, inverse));
    v128.store(out + i, r);
  }
}

export function logisticPairLoop(
  kind: i32,
  param: f64,
  value: usize,
  slope: usize,
  z: usize,
  bytes: usize,
): void {
  const one = f64x2.splat(1.0);
  const inner = f64x2.splat(kind == 2 ? param : 1.0);
  const reciprocal = f64x2.splat(kind == 2 ? 1.0 / param : 1.0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = f64x2.mul(v128.load(z + i), inner);
    const e = expNegative(f64x2.neg(f64x2.abs(x)));
    const inverse = f64x2.div(one, f64x2.add(one, e));
    const sigma = logistic(x, e, inverse);
    if (kind == 2) {
      const sum = f64x2.add(f64x2.max(x, f64x2.splat(0.0)), logOnePlus(e));
      v128.store(value + i, f64x2.mul(sum, reciprocal));
      v128.store(slope + i, sigma);
    } else {
      const d = f64x2.mul(e, f64x2.mul(inverse, inverse));
      v128.store(value + i, kind == 0 ? sigma : f64x2.mul(x, sigma));
      v128.store(slope + i, kind == 0 ? d : f64x2.add(sigma, f64x2.mul(x, d)));
    }
  }
}

export function geluLoop(order: i32, out: usize, z: usize, bytes: usize): void {
  if (order < 2) errorFunctionOfScaled(out, z, bytes);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i);
    let r: v128;
    if (order == 0) r = f64x2.mul(x, normal(v128.load(out + i)));
    else {
      const y = limited(x);
      const density = f64x2.mul(f64x2.splat(0.3989422804014327), bellPair(x, 0.5));
      const w = f64x2.mul(y, y);
      if (order == 1) r = f64x2.add(normal(v128.load(out + i)), f64x2.mul(y, density));
      else if (order == 2) r = f64x2.mul(line(w, 2.0, -1.0), density);
      else if (order == 3) r = f64x2.mul(f64x2.mul(y, line(w, -4.0, 1.0)), density);
      else if (order == 4) r = f64x2.mul(parabola(w, -4.0, 7.0, -1.0), density);
      else r = f64x2.mul(f64x2.mul(y, parabola(w, 18.0, -11.0, 1.0)), density);
    }
    v128.store(out + i, r);
  }
}

export function geluPairLoop(value: usize, slope: usize, z: usize, bytes: usize): void {
  errorFunctionOfScaled(value, z, bytes);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i);
    const phi = normal(v128.load(value + i));
    const density = f64x2.mul(f64x2.splat(0.3989422804014327), bellPair(x, 0.5));
    v128.store(value + i, f64x2.mul(x, phi));
    v128.store(slope + i, f64x2.add(phi, f64x2.mul(limited(x), density)));
  }
}

/** out_i = erf(z_i/√2). */
function errorFunctionOfScaled(out: usize, z: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(out + i, f64x2.mul(v128.load(z + i), f64x2.splat(0.7071067811865476)));
  erfValueLoop(out, out, bytes);
}

/** Φ(x) = ½ + ½ erf(x/√2), from the latter. */
function normal(e: v128): v128 {
  const half = f64x2.splat(0.5);
  return f64x2.add(half, f64x2.mul(half, e));
}

export function eluLoop(order: i32, out: usize, z: usize, bytes: usize): void {
  const one = f64x2.splat(1.0);
  const zero = f64x2.splat(0.0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i);
    const y = bounded(f64x2.min(x, zero));
    const shifted = nearestPower(y);
    const s = powerOf(shifted);
    const sp = f64x2.mul(s, remainder(y, shifted));
    const positive = f64x2.gt(x, zero);
    const left = order == 0 ? f64x2.add(sp, f64x2.sub(s, one)) : f64x2.add(s, sp);
    const right = order == 0 ? x : order == 1 ? one : zero;
    v128.store(out + i, v128.bitselect(right, left, positive));
  }
}
