/**
 * log(1 + f) + shift for √½ − 1 ≤ f ≤ √2 − 1 and a small `shift` (0, or the low part of k ln 2).
 *
 * With s = f/(2 + f): log(1 + f) = 2 artanh s = f − s (f − R), R = 2(s²/3 + s⁴/5 + … + s²²/23); |s| ≤ 0.172, so the
 * first term left out is below 1e-18 of the result.
 */
export function log1pReduced(f: f64, shift: f64): f64 {
  const s = f / (2.0 + f);
  const z = s * s;
  const w = z * z;
  const odd =
    0.6666666666666666 +
    w *
      (0.2857142857142857 +
        w *
          (0.18181818181818182 +
            w * (0.13333333333333333 + w * (0.10526315789473684 + w * 0.08695652173913043))));
  const even =
    0.4 +
    w *
      (0.2222222222222222 + w * (0.15384615384615385 + w * (0.11764705882352941 + w * 0.09523809523809523)));
  const r = z * odd + w * even;
  return f - (s * (f - r) - shift);
}
