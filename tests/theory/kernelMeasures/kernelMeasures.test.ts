import { describe, expect, it } from 'vitest';
import { kernelMeasures } from '../../../src/theory/kernelMeasures/kernelMeasures';

const initial = Float64Array.of(2, 1, 1, 2);
const y = Float64Array.of(1, -1);

describe('kernelMeasures', () => {
  it('are 0, 0, 1, 0 for a kernel that has not moved', () => {
    const [relative, entry, inflation, distance, alignment] = kernelMeasures(initial, initial, y, 2);
    expect([relative, entry, inflation, distance]).toEqual([0, 0, 1, 0]);
    expect(alignment).toBeCloseTo(2 / (Math.sqrt(10) * 2), 15); // yᵀKy = 2, ‖K‖ = √10, ‖y‖² = 2
  });

  it('of a kernel three times as large keep the direction', () => {
    const [relative, entry, inflation, distance, alignment] = kernelMeasures(
      initial.map((v) => 3 * v),
      initial,
      y,
      2,
    );
    expect(relative).toBeCloseTo(2, 15);
    expect(entry).toBe(4);
    expect(inflation).toBe(3);
    expect(distance).toBeLessThan(1e-31);
    expect(alignment).toBeCloseTo(1 / Math.sqrt(10), 15);
  });

  it('keep a tiny turn that 1 − cos would lose', () => {
    const eps = 1e-10; // K₀ + ε P with P ⟂ K₀ and ‖P‖² = 2: distance ½ ε² ‖P‖²/‖K₀‖² = ε²/10
    const turned = Float64Array.of(2 + eps, 1, 1, 2 - eps);
    const distance = kernelMeasures(turned, initial, y, 2)[3];
    expect(distance / ((eps * eps) / 10)).toBeCloseTo(1, 5); // K itself is rounded at 2⁻⁵², 2e-6 of ε
  });

  it('align fully with the kernel y yᵀ', () => {
    expect(kernelMeasures(Float64Array.of(1, -1, -1, 1), initial, y, 2)[4]).toBeCloseTo(1, 15);
  });

  it('are NaN, not a number that looks right, for a kernel that is not finite', () => {
    const bad = kernelMeasures(Float64Array.of(NaN, 0, 0, 1), initial, y, 2);
    expect([...bad].every(Number.isNaN)).toBe(true);
  });
});
