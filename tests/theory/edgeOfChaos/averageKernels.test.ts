import { describe, expect, it } from 'vitest';
import {
  averageKernels,
  kernelFamilies,
  type DeepPair,
  type KernelFamily,
} from '../../../src/theory/edgeOfChaos/averageKernels';
import { depthRate } from '../../../src/theory/edgeOfChaos/depthRate';
import { startOfDepth } from '../../../src/theory/edgeOfChaos/depthRows';
import { edgePoint } from '../../../src/theory/edgeOfChaos/edgePoint';
import type { ActivationName } from '../../../src/theory/activations/names';

function pairOf(activation: ActivationName, sigmaW: number, sigmaB: number, c0 = 0.3): DeepPair {
  return { activation, param: 1, sigmaW, sigmaB, c0, start: startOfDepth(activation, 1, sigmaW, sigmaB)! };
}

/** |value − limit|/limit at each depth. */
function errors(pair: DeepPair, family: KernelFamily, depths: readonly number[]): number[] {
  const work = averageKernels(pair, family, depths);
  for (;;) {
    const piece = work.next();
    if (!piece.done) continue;
    const { values, limit } = piece.value!;
    return [...values].map((value) => Math.abs(value / limit - 1));
  }
}

/** u/t of du/dt = (V′ − 1) u + 1 − gap, d gap/dt = gap of the outputs − gap, for relu with g = 1, Runge–Kutta of order 2. */
function continuousLayers(end: number): number {
  const slope = (gap: number, u: number): [number, number] => {
    const angle = Math.acos(1 - gap);
    const value = (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle)) / Math.PI;
    return [1 - value - gap, (-angle / Math.PI) * u + 1 - gap];
  };
  let [gap, u] = [0.7, 0.3];
  const h = 0.02;
  for (let t = 0; t < end; t += h) {
    const [a, b] = slope(gap, u);
    const [c, d] = slope(gap + (h / 2) * a, u + (h / 2) * b);
    [gap, u] = [gap + h * c, u + h * d];
  }
  return u / end;
}

const depths = [100, 300, 1000];

describe('average kernels', () => {
  it.each(['dense', 'convolution', 'resnet'] as const)(
    'of relu on the edge, %s: log L/L to the limit',
    (family) => {
      const measured = errors(pairOf('relu', Math.SQRT2, 0), family, depths);
      // HDR Theorems 1 and 2 state 1/L; the logarithm makes the slope flatter over these decades.
      const { fit, nearer } = depthRate(depths, measured);
      expect(fit!.slope).toBeGreaterThan(-1);
      expect(fit!.slope).toBeLessThan(-0.75);
      expect(nearer).toBe('logarithmic');
      expect(measured[2]).toBeLessThan(0.1);
    },
  );

  it('of a Scaled ResNet approach ¼ g/Γ(2 + g), here g = 1, no faster than 1/log L', () => {
    const measured = errors(pairOf('relu', Math.SQRT2, 0), 'scaled', [100, 1000, 10_000]);
    const limit = continuousLayers(1000);
    // In t = log L the recursion is a differential equation, which reaches t = 1000: 1/t is left there.
    expect(Math.abs(limit / 0.25 - 1)).toBeLessThan(0.01);
    for (const [i, error] of measured.entries()) {
      const t = Math.log(10) * (i + 2);
      // Layers are steps of 1/L in t, and the two begin differently: both leave c/t.
      expect(Math.abs(error - (continuousLayers(t) / 0.25 - 1))).toBeLessThan(0.5 / t);
    }
  });

  it('of tanh on the edge: ⅓, as for every smooth activation', () => {
    const edge = edgePoint('tanh', 1, 0.2)!;
    const measured = errors(pairOf('tanh', edge.sigmaW, 0.2), 'dense', [100, 1000, 10_000]);
    expect(measured[2]).toBeLessThan(0.01);
    expect(measured[2] / measured[1]).toBeLessThan(0.2);
  });

  it.each([
    ['ordered', 1],
    ['chaotic', 2],
  ] as const)('in the %s phase K^L itself converges, exponentially', (_, sigmaW) => {
    const measured = errors(pairOf('tanh', sigmaW, 0.3), 'dense', [20, 40, 400]);
    // No power of the depth: (40/20)^p = 20 asks for p = 4.3.
    expect(measured[1] / measured[0]).toBeLessThan(0.05);
    expect(measured[2]).toBeLessThan(1e-9);
  });

  it('have no residual family without a homogeneous activation', () => {
    for (const family of kernelFamilies) {
      const { done, value } = averageKernels(pairOf('tanh', 1, 0.3), family, [2]).next();
      if (family === 'resnet' || family === 'scaled') expect([done, value]).toEqual([true, null]);
    }
  });
});
