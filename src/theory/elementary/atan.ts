/**
 * arctan x to 2 ulp: |x| ≤ √2 − 1 directly, else by arctan x = π/4 + arctan((x − 1)/(x + 1)) or π/2 − arctan(1/x).
 * Coefficients: our own Chebyshev interpolation of arctan(√z)/√z on z ∈ [0, 0.1716] in 60 digits, error 1e-17.
 */
export function atan(x: f64): f64 {
  const a = Math.abs(x);
  if (x != x) return x;
  const far = a > 2.414213562373095;
  const near = a <= 0.41421356237309503;
  const u = near ? a : far ? -1.0 / a : (a - 1.0) / (a + 1.0);
  const z = u * u;
  const p =
    -0.3333333333333333 +
    z *
      (0.1999999999999985 +
        z *
          (-0.1428571428569207 +
            z *
              (0.11111111109371868 +
                z *
                  (-0.09090909009170237 +
                    z *
                      (0.07692305196817181 +
                        z *
                          (-0.06666614763951215 +
                            z *
                              (0.0588159674450445 +
                                z *
                                  (-0.05255335786975338 +
                                    z *
                                      (0.04704406413312675 +
                                        z *
                                          (-0.0405104212790224 +
                                            z * (0.029530928077580138 + z * -0.012909226369020815)))))))))));
  const base = near ? 0.0 : far ? 1.5707963267948966 : 0.7853981633974483;
  const low = near ? 0.0 : far ? 6.123233995736766e-17 : 3.061616997868383e-17;
  const y = base + (u + (u * (z * p) + low));
  return x < 0.0 ? -y : y;
}
