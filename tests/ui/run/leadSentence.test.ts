import { describe, expect, it } from 'vitest';
import { leadSentence, percent } from '../../../src/ui/run/leadSentence';

const numbers = { t: 60, divergedAt: null, drift: 1.702, scale: 0.5, ntkError: 0.155 };
const theories = [
  { label: 'NTK, m = ∞', error: 0.155 },
  { label: 'Mean field', error: 0.004 },
];

describe('the sentence above the plots', () => {
  it('names the motion of the kernel, the gap of the theory that denies it, and the nearest theory', () => {
    const text = leadSentence({ ...numbers, theories });
    expect(text).toContain('moved by 170 %');
    expect(text).toContain('gap of 31 %');
    expect(text).toContain('Nearest is Mean field, off by 0.8 %');
  });

  it('does not call a theory wrong that is right', () => {
    const text = leadSentence({ ...numbers, drift: 0.01, ntkError: 0.001, theories });
    expect(text).toContain('is right to 0.2 %');
    expect(text).not.toContain('gap');
  });

  it('claims nothing of theories that are not shown, of a network that says nothing, or before the start', () => {
    expect(leadSentence({ ...numbers, ntkError: null, theories: [theories[1]] })).not.toContain('NTK');
    expect(leadSentence({ ...numbers, theories: [] })).not.toContain('Nearest');
    expect(leadSentence({ ...numbers, scale: 0, theories })).not.toContain('Nearest');
    expect(leadSentence({ ...numbers, t: 0, theories: [] })).toContain('training starts');
  });

  it('says whether they start together: a network that is not centred starts at its own draw', () => {
    const together = theories.map(({ label }) => ({ label, error: 0 }));
    expect(leadSentence({ ...numbers, t: 0, theories: together })).toContain('start together');
    const apart = leadSentence({ ...numbers, t: 0, theories });
    expect(apart).not.toContain('together');
    expect(apart).toContain('NTK, m = ∞ at the mean over all draws, off by 31 %');
  });

  it('says that a network diverged, and claims nothing of theories there', () => {
    const ended = { ...numbers, t: 0.2, divergedAt: 0.3, theories };
    expect(leadSentence(ended)).toBe(
      'The network diverged at t = 0.3. By t = 0.2, its last record, its kernel had moved by 170 %.',
    );
    const nothing = 'The network diverged at t = 0.3: nothing is known of it later than t =';
    expect(leadSentence({ ...ended, t: 0, drift: 0 })).toBe(`${nothing} 0.`);
    expect(leadSentence({ ...ended, drift: NaN })).toBe(`${nothing} 0.2.`);
  });

  it('gives no share of a kernel that is 0 at the start', () => {
    const text = leadSentence({ ...numbers, drift: NaN, theories });
    expect(text).toContain('has no measure');
    expect(text).toContain('Nearest is Mean field');
  });

  it.each([
    [1.702, '170 %'],
    [0.0034, '0.34 %'],
    [1e-7, 'less than 0.01 %'],
    [200, '2.0 × 10⁴ %'],
  ])('says %f as %s', (share, text) => {
    expect(percent(share)).toBe(text);
  });
});
