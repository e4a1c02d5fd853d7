/**
 * e^r − 1 for r = high − low with |r| ≤ 0.35: r + r²(1/2! + r/3! + … + r¹¹/13!), the even and the odd powers apart.
 *
 * The first term left out is below 4e-18 of the result. `low` carries what the rounding of high − low loses.
 */
export function expm1Reduced(high: f64, low: f64): f64 {
  const r = high - low;
  const lost = high - r - low;
  const z = r * r;
  const even =
    0.5 +
    z *
      (4.1666666666666664e-2 +
        z *
          (1.388888888888889e-3 +
            z * (2.48015873015873e-5 + z * (2.755731922398589e-7 + z * 2.08767569878681e-9))));
  const odd =
    0.16666666666666666 +
    z *
      (8.333333333333333e-3 +
        z *
          (1.984126984126984e-4 +
            z * (2.7557319223985893e-6 + z * (2.505210838544172e-8 + z * 1.6059043836821613e-10))));
  return r + (z * (even + r * odd) + lost);
}
