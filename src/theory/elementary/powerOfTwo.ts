/**
 * 2^k, exact, for an integer −1022 ≤ k ≤ 1023.
 *
 * A product of 1 + bit · (2^(2^j) − 1), which is 1 or 2^(2^j) without a branch. There is no reading of bits:
 * JavaScript and WebAssembly run the same exact multiplications.
 */
export function powerOfTwo(k: f64): f64 {
  let far = 1.0;
  while (k >= 64.0) {
    far *= 9223372036854775808.0; // 2^63
    k -= 63.0;
  }
  while (k < -64.0) {
    far *= 5.421010862427522e-20; // 2^-64
    k += 64.0;
  }
  const n = (k + 64.0) as i32;
  const low = (1.0 + ((n & 1) as f64)) * (1.0 + 3.0 * (((n >> 1) & 1) as f64));
  const middle = (1.0 + 15.0 * (((n >> 2) & 1) as f64)) * (1.0 + 255.0 * (((n >> 3) & 1) as f64));
  const high = (1.0 + 65535.0 * (((n >> 4) & 1) as f64)) * (1.0 + 4294967295.0 * (((n >> 5) & 1) as f64));
  const top = n >= 64 ? 1.0 : 5.421010862427522e-20;
  return far * (low * middle * (high * top));
}
