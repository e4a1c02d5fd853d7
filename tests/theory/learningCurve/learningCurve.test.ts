import { describe, expect, it } from 'vitest';
import { kernelRegression } from '../../../src/theory/learningCurve/kernelRegression';
import { learningCurve } from '../../../src/theory/learningCurve/learningCurve';
import { sphereAngles, sphereSpectrum } from '../../../src/theory/learningCurve/sphereSpectrum';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { uniform } from '../../../src/theory/random/uniform';

const circle = { degrees: 24, grid: 256 };
/** A kernel on the circle by its eigenvalues: K(γ) = η₀ + 2 Σ η_k cos kγ, so that Σ N_k η_k = K(0). */
const eta = (k: number): number => 1 / (1 + k) ** 3;
const kernel = (angle: number): number => {
  let sum = eta(0);
  for (let k = 1; k <= circle.degrees; k++) sum += 2 * eta(k) * Math.cos(k * angle);
  return sum;
};
/** Mean squares 0.32 and 0.045 of degrees 2 and 3. */
const target = (angle: number): number => 0.8 * Math.cos(2 * angle) + 0.3 * Math.sin(3 * angle);
const modes = Array.from({ length: circle.degrees + 1 }, (_, k) => ({
  eigenvalue: eta(k),
  degeneracy: k === 0 ? 1 : 2,
  power: [0, 0, 0.32, 0.045][k] ?? 0,
}));

/** Mean squared error of regression on n random angles, over a grid that integrates these harmonics exactly, one value a draw. */
function simulated(n: number, ridge: number, draws: number): { mean: number; error: number } {
  const found = Array.from({ length: draws }, (_, draw) => {
    const train = uniform(foldIn(prngKey(n), draw), n, 0, 2 * Math.PI);
    const test = Float64Array.from({ length: circle.grid }, (_, q) => (2 * Math.PI * q) / circle.grid);
    const all = [...train, ...test];
    const k = Float64Array.from(all.flatMap((a) => [...train].map((b) => kernel(a - b))));
    const f = kernelRegression(k, train.map(target), ridge)!.subarray(n);
    return f.reduce((sum, value, q) => sum + (value - target(test[q])) ** 2, 0) / circle.grid;
  });
  const mean = found.reduce((sum, e) => sum + e, 0) / draws;
  const variance = found.reduce((sum, e) => sum + (e - mean) ** 2, 0) / (draws - 1);
  return { mean, error: Math.sqrt(variance / draws) };
}

describe('the learning curve of kernel regression', () => {
  it('of N equal eigenvalues without ridge: the share 1 − n/N is not seen', () => {
    // n random directions of N carry n/N of the power; exact, whatever the eigenvalue.
    for (const n of [1, 10, 30])
      expect(learningCurve([{ eigenvalue: 0.7, degeneracy: 40, power: 2 }], n, 0)).toBeCloseTo(
        2 * (1 - n / 40),
        12,
      );
    expect(learningCurve([{ eigenvalue: 0.7, degeneracy: 40, power: 2 }], 40, 0)).toBe(0);
  });

  it('without data is the power of the target', () => {
    expect(learningCurve(modes, 0, 0.1)).toBeCloseTo(0.365, 12);
  });

  it.each([
    [4, 1.2],
    [8, 0.65],
    [16, 0.2],
  ])('on a circle is that of simulated regression, n = %i', (n, share) => {
    const ridge = 0.1;
    const { mean, error } = simulated(n, ridge, 100);
    // The theory is for many modes at work; with two a degree it is off by some 10 % where the curve falls.
    expect(Math.abs(learningCurve(modes, n, ridge) - mean)).toBeLessThan(4 * error + 0.15 * mean);
    // It falls by far more than that tolerance.
    expect(mean).toBeLessThan(0.365 * share);
  });
});

describe('the spectrum of a kernel of the angle', () => {
  it('on the circle gives back its eigenvalues', () => {
    const levels = sphereSpectrum(sphereAngles(96).map(kernel), 2, circle.degrees);
    for (const { degree, eigenvalue, degeneracy } of levels) {
      expect(eigenvalue).toBeCloseTo(eta(degree), 12);
      expect(degeneracy).toBe(degree === 0 ? 1 : 2);
    }
  });

  it.each([3, 10])('on the sphere in d = %i of (1 + cos θ)²: three levels, whose sum is K(0) = 4', (d) => {
    const levels = sphereSpectrum(
      sphereAngles(64).map((theta) => (1 + Math.cos(theta)) ** 2),
      d,
      4,
    );
    // (1 + t)² = (1 + 1/d) + 2t + (t² − 1/d); the mean of t² is 1/d and P_2 = (d t² − 1)/(d − 1).
    const harmonicsOf2 = (d * (d + 1)) / 2 - 1;
    expect(levels.map(({ degeneracy }) => degeneracy).slice(0, 3)).toEqual([1, d, harmonicsOf2]);
    expect(levels[0].eigenvalue).toBeCloseTo(1 + 1 / d, 12);
    expect(levels[1].eigenvalue).toBeCloseTo(2 / d, 12);
    expect(levels[2].eigenvalue).toBeCloseTo((d - 1) / d / harmonicsOf2, 12);
    expect(levels[3].eigenvalue).toBeCloseTo(0, 12);
  });
});

it('regression with no ridge goes through its points, and none on a singular kernel', () => {
  const y = Float64Array.of(1, -2, 0.5);
  const k = Float64Array.of(2, 1, 0, 1, 2, 0.5, 0, 0.5, 2, 1, 1, 1);
  const f = kernelRegression(k, y, 0)!;
  y.forEach((value, i) => expect(f[i]).toBeCloseTo(value, 12));
  // The system solved by hand at the fourth point: β = K⁻¹y.
  expect(kernelRegression(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 2), 0)).toBeNull();
});
