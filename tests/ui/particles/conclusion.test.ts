import { describe, expect, it } from 'vitest';
import { conclusion, type MeanFieldNow } from '../../../src/ui/particles/conclusion';

const now: MeanFieldNow = {
  t: 12,
  particles: 4096,
  width: 128,
  networkToParticles: 0.05,
  densityToParticles: 0.004,
  densityError: 0.002,
  scale: 0.5,
  moved: 0.7,
  gap: 3e-11,
  slopes: [
    { t: 1, slope: -0.97, standardError: 0.05 },
    { t: 12, slope: -1.02, standardError: 0.05 },
  ],
};

describe('the sentence on the mean field', () => {
  it('states its numbers as shares of f', () => {
    const text = conclusion(now);
    expect(text).toContain('moved by 70 % of their spread: features are learned');
    expect(text).toContain('128 neurons is 10 % of f away from 4096 particles');
    expect(text).toContain('differ by 0.80 % of f; the grid’s own error is 0.40 % of f.');
    expect(text).toContain('to the power −1.02 to −0.97');
  });

  it('blames chance only where the grid’s error does not explain the difference', () => {
    expect(conclusion({ ...now, densityToParticles: 0.02 })).toContain('chance among the particles');
    expect(conclusion(now)).not.toContain('chance');
  });

  it('leaves out what is not known, and calls small motion by its name', () => {
    const bare = { ...now, networkToParticles: null, densityToParticles: null, gap: null, slopes: [] };
    expect(conclusion({ ...bare, moved: 0.02 })).toBe(
      'At t = 12 the neurons have moved by 2.0 % of their spread: features hardly learned.',
    );
  });

  it('says that the energy falls as FDZ eq. 22 says only where it does', () => {
    expect(conclusion(now)).toContain('falls as FDZ eq. 22 says, to 3 × 10⁻¹¹ relatively');
    const off = conclusion({ ...now, gap: 3 });
    expect(off).not.toContain('as FDZ eq. 22 says');
    expect(off).toContain('The two sides of FDZ eq. 22 differ by 3 relatively');
  });
});
