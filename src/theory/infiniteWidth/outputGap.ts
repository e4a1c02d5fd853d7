import { gaussLegendre } from '../quadrature/gaussLegendre';
import { geometricMean } from './gaussianPairs';

/** Above this (1 + q + r) gap the outputs' own difference has digits to spare. */
const wide = 0.02;
/** V[φ′] is smooth in √((1 + q + r) gap); on [0, 0.15] five nodes leave out 1e-13. */
const rule = gaussLegendre(5);
const scratch = new Float64Array(2);

/**
 * 1 − V(u,v)/√(V(u,u) V(v,v)), accurate relative to itself when c is near 1, by Price's theorem ∂V[φ]/∂k = V[φ′]:
 *
 *   √(V_u V_v) − V(c) = [√(V_u V_v) − V(1)] + √(qr) ∫₀^gap V[φ′](1 − g) dg,   g = s²
 *
 * The bracket, a law on one line, is 0 at q = r and second order in q − r; it carries an absolute error of 1e-16, which is
 * below the gap itself unless q and r agree to eight digits, and then it is left out.
 * Validity: formulas that are smooth in √gap near 0. Source: Price 1958.
 */
export function outputGap(
  formula: (q: number, r: number, gap: number, out: Float64Array) => void,
  q: number,
  r: number,
  gap: number,
  first: number,
  second: number,
  pair: number,
): number {
  const scale = geometricMean(first, second);
  if (!(scale > 0)) return 0;
  if (gap * (1 + q + r) > wide) return 1 - pair / scale;
  let bracket = 0;
  if (Math.abs(q - r) > 1e-8 * (q + r)) {
    formula(q, r, 0, scratch);
    bracket = Math.max(0, scale - scratch[0]);
  }
  const root = Math.sqrt(gap);
  let integral = 0;
  for (let j = 0; j < rule.x.length; j++) {
    const s = root * rule.x[j];
    formula(q, r, s * s, scratch);
    integral += rule.w[j] * s * scratch[1];
  }
  return (bracket + 2 * root * geometricMean(q, r) * integral) / scale;
}
