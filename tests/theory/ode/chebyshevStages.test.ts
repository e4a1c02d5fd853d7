import { describe, expect, it } from 'vitest';
import { chebyshevStages, stagesFor } from '../../../src/theory/ode/chebyshevStages';

/** y after one step of y′ = λ y, y(0) = 1, as a function of z = λ h. */
function factor(s: number, z: number): number {
  const { mu, nu, muTilde, gammaTilde } = chebyshevStages(s);
  let before = 1;
  let now = 1 + muTilde[1] * z;
  for (let j = 2; j <= s; j++) {
    const next = 1 - mu[j] - nu[j] + mu[j] * now + nu[j] * before + muTilde[j] * z * now + gammaTilde[j] * z;
    before = now;
    now = next;
  }
  return now;
}

describe.each([2, 5, 12])('Runge–Kutta–Chebyshev with %i stages', (s) => {
  it('agrees with the exponential to second order and no further', () => {
    const error = (h: number) => Math.abs(factor(s, -h) - Math.exp(-h));
    const order = Math.log2(error(0.04) / error(0.02));
    // The local error is h³ and a term h⁴ of the same size: 0.06 at these steps.
    expect(order).toBeGreaterThan(2.9);
    expect(order).toBeLessThan(3.1);
  });

  it('does not grow on the negative axis as far as its stages say', () => {
    const end = 0.65 * (s * s - 1);
    for (let i = 1; i <= 400; i++) expect(Math.abs(factor(s, (-end * i) / 400))).toBeLessThan(1);
    // It ends somewhere: at 1.1 s² there is growth.
    expect(Math.abs(factor(s, -1.1 * s * s))).toBeGreaterThan(1);
  });
});

it('asks for stages enough', () => {
  for (const z of [0.1, 3, 50, 300]) {
    const s = stagesFor(z);
    expect(Math.abs(factor(s, -z))).toBeLessThan(1);
  }
});
