import { cos } from '../elementary/cos';
import { sin } from '../elementary/sin';
import { gaussLegendre } from '../quadrature/gaussLegendre';

export interface SphereLevel {
  readonly degree: number;
  readonly eigenvalue: number;
  /** Number of spherical harmonics of this degree. */
  readonly degeneracy: number;
}

/** Angles between two points of a sphere, as `sphereSpectrum` wants the kernel at, ascending in (0, π). */
export function sphereAngles(count: number): Float64Array {
  return gaussLegendre(count).x.map((x) => Math.PI * x);
}

/**
 * Eigenvalues of a kernel K(θ) that depends on the angle alone, under the uniform law on the sphere in ℝᵈ, d ≥ 2, by degree k ≤ `degrees`:
 *
 *   η_k = ∫ K(θ) P_k(cos θ) sin^{d−2}θ dθ / ∫ sin^{d−2}θ dθ,  P_k(1) = 1,  Σ_k N_k η_k = K(0)
 *
 * with Gegenbauer's P_k (Chebyshev's on the circle) and N_k = C(k + d − 1, k) − C(k + d − 3, k − 2) harmonics. `values` are K at
 * `sphereAngles(values.length)`. Accurate to the quadrature's error: K smooth in θ, more angles than degrees.
 * Source: Funk–Hecke; Bordelon, Canatar & Pehlevan 2020, §3.
 */
export function sphereSpectrum(values: Float64Array, d: number, degrees: number): SphereLevel[] {
  const { w } = gaussLegendre(values.length);
  const angles = sphereAngles(values.length);
  const weight = angles.map((theta, q) => w[q] * power(sin(theta), d - 2));
  const whole = weight.reduce((sum, value) => sum + value, 0);
  let previous = new Float64Array(angles.length);
  let polynomial = new Float64Array(angles.length).fill(1);
  const levels: SphereLevel[] = [];
  for (let k = 0; k <= degrees; k++) {
    const sum = values.reduce((total, value, q) => total + value * weight[q] * polynomial[q], 0);
    levels.push({ degree: k, eigenvalue: sum / whole, degeneracy: harmonics(d, k) });
    const next = angles.map((theta, q) => {
      const t = cos(theta);
      return k === 0 ? t : ((2 * k + d - 2) * t * polynomial[q] - k * previous[q]) / (k + d - 2);
    });
    [previous, polynomial] = [polynomial, next];
  }
  return levels;
}

function harmonics(d: number, k: number): number {
  return binomial(k + d - 1, k) - (k < 2 ? 0 : binomial(k + d - 3, k - 2));
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return Math.round(value);
}

function power(base: number, exponent: number): number {
  let value = 1;
  for (let i = 0; i < exponent; i++) value *= base;
  return value;
}
