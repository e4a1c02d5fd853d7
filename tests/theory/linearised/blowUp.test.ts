import { describe, expect, it } from 'vitest';
import { blowUpTime } from '../../../src/theory/linearised/blowUp';
import { LinearModel } from '../../../src/theory/linearised/linearModel';

// Three points, eigenvalues of K/n between 0.1 and 1.2.
const kernel = Float64Array.of(2, 1, 0.5, 1, 2, 1, 0.5, 1, 1.5);
const y = Float64Array.of(1, -1, 0.5);
const model = new LinearModel({ kernel, kernelProbe: kernel, y });

/** The first step after which an output is beyond 10⁶, by making the steps. */
function stepped(lr: number, momentum: number): number {
  const f = [0, 0, 0];
  const speed = [0, 0, 0];
  for (let k = 1; ; k++) {
    const g = f.map((value, i) => value - y[i]);
    const push = f.map((_, i) => g.reduce((s, value, j) => s + (kernel[3 * i + j] * value) / 3, 0));
    push.forEach((p, i) => {
      speed[i] = momentum * speed[i] + p;
      f[i] -= lr * speed[i];
    });
    if (f.some((value) => Math.abs(value) >= 1e6)) return k * lr;
  }
}

describe('the time at which a linear model is off any scale', () => {
  it.each([1.7, 1.8, 2.5, 10])('is that of the steps of gradient descent, lr = %s', (lr) => {
    expect(blowUpTime(model, { kind: 'gd', lr })).toBeCloseTo(stepped(lr, 0), 9);
  });

  it.each([3.3, 5])('is that of the steps of the heavy ball, lr = %s', (lr) => {
    expect(blowUpTime(model, { kind: 'momentum', lr, momentum: 0.9 })).toBeCloseTo(stepped(lr, 0.9), 9);
  });

  it('is never where the steps are stable, nor under the flow', () => {
    expect(blowUpTime(model, { kind: 'gd', lr: 1 })).toBe(Infinity);
    expect(blowUpTime(model, { kind: 'flow' })).toBe(Infinity);
  });
});
