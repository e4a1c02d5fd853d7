import { expect, it } from 'vitest';
import { decayReading } from '../../../src/ui/run/decayReading';

it('promises exponential decay of a still kernel alone, and says how still this one is', () => {
  const text = decayReading({ loss: 'square' }, 60, 1.702);
  expect(text).toContain('under a still kernel');
  expect(text).toContain('moved by 170 %');
  expect(decayReading({ loss: 'square' }, 0, 0)).not.toMatch(/moved|NaN/);
  expect(decayReading({ loss: 'square' }, 3, NaN)).not.toMatch(/moved|NaN/);
  expect(decayReading({ loss: 'logistic' }, 60, 1.7)).toContain('no residual decays');
});
