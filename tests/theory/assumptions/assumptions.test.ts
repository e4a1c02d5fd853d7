import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../src/theory/assumptions/formatNumber';
import { independentInputs } from '../../../src/theory/assumptions/independentInputs';
import {
  positiveKernel,
  smallestEigenvalue,
  wideEnough,
} from '../../../src/theory/assumptions/kernelAssumptions';
import { smoothActivation } from '../../../src/theory/assumptions/smoothActivation';

describe('assumptions', () => {
  it('smoothness separates tanh from relu and from the cube', () => {
    expect(smoothActivation('tanh', 1).verdict).toBe('holds');
    expect(smoothActivation('relu', 1)).toMatchObject({ verdict: 'fails', source: 'HY, Assumption 2.1' });
    expect(smoothActivation('cube', 1).verdict).toBe('fails');
    // A leaky ReLU of slope 1 has no kink.
    expect(smoothActivation('leakyRelu', 0.1).verdict).toBe('fails');
    expect(smoothActivation('leakyRelu', 1).verdict).toBe('holds');
  });

  it('three points of the plane are dependent, orthogonal ones are not', () => {
    const circle = independentInputs(Float64Array.of(1, 0, 0, 1, 0.6, 0.8), 2, 2);
    expect(circle).toMatchObject({ verdict: 'fails' });
    expect(circle.text).toBe('any 3 inputs with 2 coordinates are linearly dependent');
    const axes = independentInputs(Float64Array.of(2, 0, 0, 0, 3, 0, 0, 0, 1), 3, 2);
    expect(axes.verdict).toBe('holds');
    expect(axes.text).toContain('smallest singular value 1');
    // Cosine 0.6 between two unit vectors: singular values √1.6 and √0.4 = 0.632.
    expect(independentInputs(Float64Array.of(1, 0, 0.6, 0.8), 2, 1).text).toContain('0.632');
  });

  it('looks at subsets when all inputs together are dependent, and refuses too many', () => {
    // Seven points in five coordinates, subsets of five: dependent because the last repeats the first.
    const x = new Float64Array(35);
    for (let i = 0; i < 6; i++)
      for (let a = 0; a < 5; a++) x[5 * i + a] = Math.sin(3 * i * i + 5 * a + 1 + i * a * a);
    x.copyWithin(30, 0, 5);
    expect(independentInputs(x, 5, 2)).toMatchObject({ verdict: 'fails' });
    for (let a = 0; a < 5; a++) x[30 + a] = Math.cos(a * a + 0.3);
    expect(independentInputs(x, 5, 2).verdict).toBe('holds');
    const many = Float64Array.from({ length: 400 }, (_, e) => Math.sin(e * e + 0.37 * e));
    expect(independentInputs(many, 10, 3).verdict).toBe('unknown');
    expect(independentInputs(Float64Array.of(1, 0, 0, 0), 2, 2).text).toContain('is 0');
    // Their squares underflow, they are not 0.
    expect(independentInputs(Float64Array.of(1e-200, 0, 0, 1e-200), 2, 2).verdict).toBe('holds');
  });

  it('a singular kernel fails and names its smallest eigenvalue', () => {
    expect(positiveKernel(Float64Array.of(1, 1, 1, 1), 2, 1).verdict).toBe('fails');
    const diagonal = Float64Array.of(2, 0, 0, 0.03);
    expect(positiveKernel(diagonal, 2, 1).text).toMatch(/cK_0 .*is 3\.0 × 10⁻².*λ\/n = 1\.5 × 10⁻²/);
    // λ is that of cK_0 wherever it is named, and λ/n is the eigenvalue that the spectrum draws.
    expect(positiveKernel(diagonal, 2, 128).text).toMatch(/c = 128, is 3\.84, .*λ\/n = 1\.92/);
    expect(smallestEigenvalue(diagonal, 2, 128)).toBeCloseTo(3.84, 12);
    expect(smallestEigenvalue(Float64Array.of(1, 1, 1, 1), 2, 128)).toBe(0);
    // Around θ(t₀) it is not K_0.
    expect(positiveKernel(diagonal, 2, 1, 5).text).toContain('cK_{t₀}, t₀ = 5');
    expect(positiveKernel(diagonal, 2, 1, 5).text).not.toContain('K_0');
  });

  it('compares the width with its guide, whose constant nobody knows', () => {
    expect(wideEnough(512, 4, 2)).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('above'),
    });
    expect(wideEnough(512, 8, 0.5)).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('below'),
    });
    expect(wideEnough(512, 8, 0).verdict).toBe('fails');
  });

  it('writes numbers with true signs and powers', () => {
    expect([0, -2, 11.3137, 0.0302, -1234567.8, 0.632].map(formatNumber)).toEqual([
      '0',
      '−2',
      '11.3',
      '3.0 × 10⁻²',
      '−1.2 × 10⁶',
      '0.632',
    ]);
  });
});
