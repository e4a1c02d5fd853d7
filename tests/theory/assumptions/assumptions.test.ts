import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../src/theory/assumptions/formatNumber';
import { independentInputs } from '../../../src/theory/assumptions/independentInputs';
import {
  positiveKernel,
  tangentKernelLimit,
  wideEnough,
} from '../../../src/theory/assumptions/kernelAssumptions';
import { smoothActivation } from '../../../src/theory/assumptions/smoothActivation';

describe('assumptions', () => {
  it('smoothness separates tanh from relu and from the cube', () => {
    expect(smoothActivation('tanh').verdict).toBe('holds');
    expect(smoothActivation('relu')).toMatchObject({ verdict: 'fails', source: 'HY, Assumption 2.1' });
    expect(smoothActivation('cube').verdict).toBe('fails');
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
  });

  it('a singular kernel fails and names its smallest eigenvalue', () => {
    expect(positiveKernel(Float64Array.of(1, 1, 1, 1), 2, 1).verdict).toBe('fails');
    expect(positiveKernel(Float64Array.of(2, 0, 0, 0.03), 2, 1).text).toContain('is 1.5 × 10⁻²');
    // With the lazy factor it is the eigenvalue that the spectrum draws: c K₀/n.
    expect(positiveKernel(Float64Array.of(2, 0, 0, 0.03), 2, 128).text).toMatch(/c = 128.*is 1\.9/);
  });

  it('compares α and the width with their guides', () => {
    expect(tangentKernelLimit('ntk-alpha', 128, 4)).toMatchObject({
      verdict: 'fails',
      text: 'α = √m would be 11.3; this network has α = 4',
    });
    expect(tangentKernelLimit('ntk-alpha', 512, Math.sqrt(512)).verdict).toBe('holds');
    expect(tangentKernelLimit('mup', 512, 1).verdict).toBe('fails');
    expect(wideEnough(512, 4, 2)).toMatchObject({ verdict: 'holds' });
    expect(wideEnough(512, 8, 0.5).verdict).toBe('unknown');
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
