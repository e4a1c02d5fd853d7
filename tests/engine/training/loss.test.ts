import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { lossGradient } from '../../../src/engine/training/loss';
import { lossSlope, pointLoss } from '../../../src/theory/loss/pointLoss';

it.each(['square', 'logistic'] as const)('%s: g is the slope of ℓ', (loss) => {
  for (const f of [-20, -1.3, -1e-3, 0, 0.7, 25]) {
    for (const y of [-1, 1]) {
      const h = 1e-5;
      const slope = (pointLoss(loss, f + h, y) - pointLoss(loss, f - h, y)) / (2 * h);
      // Rounding of ℓ ≤ 350 over 2h.
      expect(Math.abs(lossSlope(loss, f, y) - slope)).toBeLessThan(1e-8);
    }
  }
});

it('the logistic loss neither overflows nor loses its tail', () => {
  expect(pointLoss('logistic', -1000, 1)).toBe(1000);
  expect(lossSlope('logistic', -1000, 1)).toBe(-1);
  expect(pointLoss('logistic', 40, 1) / Math.exp(-40)).toBeCloseTo(1, 12);
  expect(pointLoss('logistic', 0, -1)).toBeCloseTo(Math.LN2, 15);
});

it.each(['square', 'logistic'] as const)('%s: the same g on a backend', async (loss) => {
  const backend = await createFloat64Backend();
  const f = Float64Array.of(-30, -1, 0.2, 50);
  const y = Float64Array.of(1, -1, 1, -1);
  const offset = Float64Array.of(0.1, 0.2, 0.3, -0.4);
  const column = (v: Float64Array) => backend.upload(v, 4, 1);
  const g = backend.peek(lossGradient(backend, loss, column(f), column(offset), column(y)))!;
  g.forEach((v, i) => expect(v).toBeCloseTo(lossSlope(loss, f[i] - offset[i], y[i]), 14));
});
