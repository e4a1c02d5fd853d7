import { expect, it } from 'vitest';
import { withPowers } from '../../../src/ui/text/withPowers';

it('writes powers of ten as the page does, and leaves words alone', () => {
  expect(withPowers('agrees to 1.4e-10; 1e-15, 2e+21.')).toBe(
    'agrees to 1.4 × 10^{−10}; 10^{−15}, 2 × 10^{21}.',
  );
  expect(withPowers('E[K^2] at σ_w = 1.5, the e^{−λt} of 3 networks')).toBe(
    'E[K^2] at σ_w = 1.5, the e^{−λt} of 3 networks',
  );
});
