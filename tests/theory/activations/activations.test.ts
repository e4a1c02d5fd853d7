import { describe, expect, it } from 'vitest';
import { activations } from '../../../src/theory/activations/activations';
import type { ActivationName } from '../../../src/theory/activations/names';
import { activationNames } from '../../../src/theory/activations/names';
import { fields } from '../../../src/protocol/fields';

const points = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 50); // [−40, 40]

function parameterOf(name: ActivationName): number {
  return activations[name].parameter?.default ?? 0;
}

function phi(name: ActivationName, order: number, z: number): number {
  return activations[name].derivative(parameterOf(name), order, z);
}

describe('the records say what the derivatives do', () => {
  it.each(activationNames)('%s: odd exactly where φ(−z) = −φ(z) everywhere', (name) => {
    const mirrored = points.every((z) => {
      const value = phi(name, 0, z);
      // Odd functions are computed from |z| or from odd powers: equal to a unit in the last place.
      return Math.abs(phi(name, 0, -z) + value) <= 2.3e-16 * Math.abs(value);
    });
    expect(activations[name].odd).toBe(mirrored);
  });

  it.each(activationNames)('%s: the Lipschitz constant is the largest slope', (name) => {
    const slopes = points.map((z) => Math.abs(phi(name, 1, z)));
    const largest = Math.max(...slopes);
    const lipschitz = activations[name].lipschitz(parameterOf(name));
    if (lipschitz === Infinity) {
      // Not bounded: the slope still grows between |z| = 20 and 40, at least in proportion.
      expect(largest).toBeGreaterThanOrEqual(2 * Math.abs(phi(name, 1, 20)));
      return;
    }
    // Nowhere larger; and reached on a grid of step 0.02 up to h² φ‴/8 ≤ 1e-4, or as z → ∞.
    expect(largest).toBeLessThanOrEqual(lipschitz * (1 + 4e-16));
    expect(largest).toBeGreaterThan(lipschitz - 1.5e-4);
  });

  it.each(activationNames)('%s: bounded exactly where values do not grow beyond |z| = 20', (name) => {
    const largest = (to: number) =>
      Math.max(...points.filter((z) => Math.abs(z) <= to).map((z) => Math.abs(phi(name, 0, z))));
    expect(activations[name].bounded).toBe(largest(40) < 1.01 * largest(20));
  });

  it('leaky ReLU with a slope above 1 has that slope as its constant', () => {
    expect(activations.leakyRelu.lipschitz(3)).toBe(3);
  });

  it('an entire function has an infinite strip, one with a jump in a derivative none', () => {
    for (const name of activationNames) {
      const { strip, smoothness, degree } = activations[name];
      if (degree !== null) expect(strip(1), name).toBe(Infinity);
      expect(strip(1) > 0, name).toBe(smoothness === Infinity);
    }
  });

  it('the Taylor series of tanh and the logistic function end at the strip', () => {
    for (const name of ['tanh', 'sigmoid'] as const) {
      // φ′ has double poles at ±is: its coefficients of z² and z⁴ are in the ratio −2/s² to 3/s⁴, up to farther poles,
      // which lie at 3s and count 1/9 of the first: five per cent in s.
      const second = phi(name, 3, 0) / 2;
      const fourth = phi(name, 5, 0) / 24;
      const radius = Math.sqrt(Math.abs((1.5 * second) / fourth));
      expect(radius / activations[name].strip(0), name).toBeGreaterThan(0.9);
      expect(radius / activations[name].strip(0), name).toBeLessThan(1.1);
    }
  });

  it('softplus has the logistic function of a z as its slope, and its strip', () => {
    const { derivative, strip } = activations.softplus;
    const sigmoid = activations.sigmoid;
    expect(derivative(3, 1, 0.4)).toBeCloseTo(sigmoid.derivative(0, 0, 1.2), 15);
    expect(strip(3)).toBeCloseTo(sigmoid.strip(0) / 3, 15);
  });
});

it('the field table enforces the limits of each activation that has a parameter', () => {
  for (const name of activationNames) {
    const { parameter } = activations[name];
    if (parameter === null) continue;
    expect([parameter.min, parameter.max], name).toEqual([
      fields.activationParam.min,
      fields.activationParam.max,
    ]);
    expect(fields.activationParam.help).toContain(parameter.help);
  }
});
