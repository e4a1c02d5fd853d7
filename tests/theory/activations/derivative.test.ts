import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { activations } from '../../../src/theory/activations/activations';
import type { ActivationName } from '../../../src/theory/activations/names';
import { activationNames } from '../../../src/theory/activations/names';

interface Fixture {
  z: number[];
  cases: { name: ActivationName; param: number; order: number; values: number[] }[];
}
const { z, cases } = JSON.parse(
  readFileSync(new URL('../../fixtures/activations.json', import.meta.url), 'utf8'),
) as Fixture;

function phi(name: ActivationName, order: number, x: number): number {
  const { derivative, parameter } = activations[name];
  return derivative(parameter?.default ?? 0, order, x);
}

describe('derivatives against mpmath on [−30, 30]', () => {
  // Relative even in the tails; below 1e-290 the result is about to underflow.
  it.each(cases)('$name ($param), order $order', ({ name, param, order, values }) => {
    values.forEach((value, i) => {
      const error = Math.abs(activations[name].derivative(param, order, z[i]) - value);
      expect(error, `at z = ${z[i]}`).toBeLessThanOrEqual(1e-13 * Math.abs(value) + 1e-290);
    });
  });
});

describe('each derivative is the slope of the one below', () => {
  const points = [-29.3, -7.7, -2.9, -1.1, -0.4, 0.35, 0.9, 2.2, 6.1, 28.4];
  it.each(activationNames)('%s', (name) => {
    const h = 1e-3;
    for (let order = 1; order <= 5; order++) {
      for (const x of points) {
        const at = (k: number) => phi(name, order - 1, x + k * h);
        const slope = (45 * (at(1) - at(-1)) - 9 * (at(2) - at(-2)) + (at(3) - at(-3))) / (60 * h);
        // sixth-order difference: h⁶ φ⁽⁷⁺⁾/140 ≤ 1e-17; its rounding: 2⁻⁵² φ/h, φ ≤ 3e4 for cube
        const rounding = (2e-15 * (1 + Math.abs(at(0)))) / h;
        expect(Math.abs(phi(name, order, x) - slope), `order ${order} at ${x}`).toBeLessThan(rounding);
      }
    }
  });
});

describe('conventions', () => {
  it('at a kink are those of JAX, without the delta', () => {
    expect([0, 1, 2].map((k) => phi('relu', k, 0))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((k) => phi('abs', k, 0))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((k) => phi('leakyRelu', k, 0))).toEqual([0, 1, 0]);
    expect([0, 1, 2].map((k) => phi('elu', k, 0))).toEqual([0, 1, 1]);
    expect(phi('leakyRelu', 0, -2)).toBe(-0.2);
  });

  it('let every activation pass NaN and infinite inputs without a false number', () => {
    for (const name of activationNames) {
      expect(phi(name, 0, NaN), name).toBeNaN();
      if (name === 'sin' || name === 'cos') continue;
      expect(phi(name, 0, Infinity), name).toBeGreaterThanOrEqual(1);
    }
  });

  it('say which activations HY Assumption 2.1 allows, as the derivatives confirm', () => {
    for (const name of activationNames) {
      let largest = 0;
      for (let x = -30; x <= 30; x += 0.25) {
        for (let order = 1; order <= 5; order++) largest = Math.max(largest, Math.abs(phi(name, order, x)));
      }
      const { huangYau, smoothness } = activations[name];
      // bounded by 16, the fifth derivative of tanh at 0, and erf's 12 · 2/√π; 3 · 30² for cube, 60 for square
      expect(huangYau.holds).toBe(smoothness === Infinity && largest < 20);
    }
  });
});
