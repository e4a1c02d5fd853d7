import { congruence } from '../linalg/squareProduct';
import type { OrderMoments } from './orderMoments';
import type { SgdMoment } from './sgdMoment';

/**
 * V: the covariance over the orders of the points of what one epoch adds to f at second order in η, over η⁴. That is K z with
 * z_i = Σ_l y_il a_il, y_il = ℓ″_i K_il g_l and a of `orderMoments`. [n, n]
 *
 * Exact for a network that is linear in its parameters; otherwise up to the terms with ∇²f, of relative order 1/m. n³ multiplications.
 */
export function epochCovariance(
  { kernel, slope, curvature }: SgdMoment,
  { same, reversed, later, earlier, chain, apart }: OrderMoments,
): Float64Array {
  const n = slope.length;
  const y = Float64Array.from(kernel, (k, e) => {
    const [i, l] = [Math.floor(e / n), e % n];
    return i === l ? 0 : curvature[i] * k * slope[l];
  });
  const total = Float64Array.from(slope, (_, i) => {
    let sum = 0;
    for (let l = 0; l < n; l++) sum += y[i * n + l];
    return sum;
  });
  const covariance = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let common = 0;
      for (let l = 0; l < n; l++) common += y[i * n + l] * y[j * n + l];
      const [there, back] = [y[i * n + j], y[j * n + i]];
      const product = total[i] * total[j];
      const chained = there * (total[j] - back) + back * (total[i] - there);
      const value =
        i === j
          ? same * common + later * (product - common)
          : earlier * common +
            reversed * there * back +
            chain * chained +
            apart * (product - common - there * back - chained);
      covariance[i * n + j] = covariance[j * n + i] = value;
    }
  return congruence(kernel, covariance, n);
}
