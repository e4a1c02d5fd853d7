import { describe, expect, it } from 'vitest';
import type { ActivationName } from '../../../src/theory/activations/names';
import { squareMoments } from '../../../src/theory/infiniteWidth/squareMoments';
import reference from '../../fixtures/dualActivations.json';

describe('E[φ²] and E[φ′²] at variances 1e-8 … 1e8, against 80 digits or bits', () => {
  it.each(
    reference.activations.map(({ activation, param, moments }) => [activation, param, moments] as const),
  )('%s, parameter %d', (activation, param, moments) => {
    const at = squareMoments(activation as ActivationName, param);
    const aligned = reference.gaps.indexOf(0);
    for (const [p, [q, r]] of reference.pairs.entries()) {
      if (q !== r) continue;
      const [value, slope] = moments[p * reference.gaps.length + aligned];
      const actual = at(q);
      // Relative: 1e-13 of quadrature and of the functions that enter it.
      expect(Math.abs(actual.value / value - 1), `q = ${q}`).toBeLessThan(1e-12);
      expect(Math.abs(actual.slope / slope - 1), `q = ${q}`).toBeLessThan(1e-12);
    }
  });
});
