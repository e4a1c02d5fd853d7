/** As theory/activations/kinkDerivative: slope `left` below 0, 1 above, `slope` at 0; NaN stays NaN. */
export function kinkLoop(left: f64, slope: f64, order: i32, out: usize, z: usize, bytes: usize): void {
  const zero = f64x2.splat(0.0);
  const one = f64x2.splat(1.0);
  const below = f64x2.splat(left);
  const middle = f64x2.splat(slope);
  if (order == 0) {
    const linear = left != 0.0;
    for (let i: usize = 0; i < bytes; i += 16) {
      const x = v128.load(z + i);
      const negative = linear ? f64x2.mul(below, x) : zero;
      v128.store(out + i, v128.bitselect(negative, x, f64x2.lt(x, zero)));
    }
    return;
  }
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i);
    let r: v128;
    if (order == 1) {
      r = v128.bitselect(middle, x, f64x2.eq(x, zero));
      r = v128.bitselect(one, r, f64x2.gt(x, zero));
      r = v128.bitselect(below, r, f64x2.lt(x, zero));
    } else r = v128.bitselect(zero, x, f64x2.eq(x, x));
    v128.store(out + i, r);
  }
}

/** As theory/activations/monomialDerivative: factor · z^power. */
export function monomialLoop(factor: f64, power: i32, out: usize, z: usize, bytes: usize): void {
  const c = f64x2.splat(factor);
  for (let i: usize = 0; i < bytes; i += 16) {
    const x = v128.load(z + i);
    let r = c;
    for (let k = 0; k < power; k++) r = f64x2.mul(r, x);
    v128.store(out + i, r);
  }
}
