import { describe, expect, it } from 'vitest';
import { activationNames, type ActivationName } from '../../../src/theory/activations/names';
import { CorrelationMap } from '../../../src/theory/edgeOfChaos/correlationMap';
import { depthRate } from '../../../src/theory/edgeOfChaos/depthRate';
import { edgeCurve, edgePoint } from '../../../src/theory/edgeOfChaos/edgePoint';
import {
  averageKernel,
  conditioning,
  kernelsByDepth,
  type DeepKernel,
  type DeepNetwork,
} from '../../../src/theory/edgeOfChaos/kernelsByDepth';
import { PhaseDiagram, valueAt } from '../../../src/theory/edgeOfChaos/phaseGrid';
import { chaoticGap, phasePoint } from '../../../src/theory/edgeOfChaos/phasePoint';
import { VarianceMap } from '../../../src/theory/edgeOfChaos/varianceMap';

const relu = { activation: 'relu', param: 1, sigmaB: 0, d: 2 } as const;

function kernels(network: DeepNetwork, depths: readonly number[]): DeepKernel[] {
  return [...kernelsByDepth(network, depths)].filter((kernel) => kernel !== null);
}

describe.each(activationNames)('the edge of %s', (activation: ActivationName) => {
  const param = activation === 'leakyRelu' ? 0.1 : 1;
  const map = new VarianceMap(activation, param);

  it('has χ = 1 and a fixed variance at every point of its curve', () => {
    for (const { sigmaW, sigmaB, q } of edgeCurve(activation, param, 1, 1e3, 6)) {
      if (q === null || q === 0) continue;
      // σ_b² = q − E[φ²]/E[φ′²] cancels near σ_b = 0.
      expect(Math.abs(sigmaB ** 2 + sigmaW ** 2 * map.moments(q).value - q)).toBeLessThan(1e-12 * q);
      expect(Math.abs(map.chi(q, sigmaW) - 1)).toBeLessThan(1e-12);
    }
  });

  it('separates the ordered from the chaotic phase where it is stable', () => {
    const point = edgePoint(activation, param, 0.3);
    if (point === null || !point.stable) return;
    expect(phasePoint(activation, param, point.sigmaW, 0.3).phase).toBe('edge');
    expect(phasePoint(activation, param, point.sigmaW * 0.99, 0.3).phase).toBe('ordered');
    expect(phasePoint(activation, param, point.sigmaW * 1.01, 0.3).phase).toBe('chaotic');
  });

  it('has a diagram that agrees with single points to what can be drawn', () => {
    const axes = { sigmaW: [0.3, 3], sigmaB: [0.1, 1], columns: 3, rows: 3 } as const;
    for (const { first, count, q, chi } of new PhaseDiagram(activation, param).grid(axes)) {
      for (let at = 0; at < count * 3; at++) {
        const sigmaW = valueAt(axes.sigmaW, at % 3, 3);
        const sigmaB = valueAt(axes.sigmaB, first + Math.floor(at / 3), 3);
        const point = phasePoint(activation, param, sigmaW, sigmaB);
        if (point.q === null) expect(q[at]).toBeNaN();
        else {
          // Where two fixed points are about to meet, q is the square root of what the table leaves, 1e-8.
          expect(Math.abs(q[at] / point.q - 1)).toBeLessThan(1e-4);
          expect(Math.abs(chi[at] - point.chi!)).toBeLessThan(1e-6 * (1 + point.chi!));
        }
      }
    }
  });
});

describe('the correlation map', () => {
  it.each(['tanh', 'erf', 'elu', 'relu', 'sin', 'softplus'] as const)(
    'of %s has the derivative it says',
    (activation) => {
      const [sigmaW, sigmaB] = [1.1, 0.3];
      const q = new VarianceMap(activation, 1).limit(sigmaW, sigmaB)!;
      const map = new CorrelationMap(activation, 1, sigmaW, sigmaB, q);
      for (const gap of [1e-3, 0.1, 0.7, 1.2]) {
        const h = 1e-5 * gap;
        const slope = (map.at(gap + h).gap - map.at(gap - h).gap) / (2 * h);
        // Central differences: h² and 1e-15/h.
        expect(Math.abs(slope - map.at(gap).derivative)).toBeLessThan(1e-6);
      }
      expect(Math.abs(map.at(0).derivative - new VarianceMap(activation, 1).chi(q, sigmaW))).toBeLessThan(
        1e-12,
      );
      expect(map.at(0).gap).toBe(0);
    },
  );

  it('meets the diagonal at c* in the chaotic phase, where iteration ends', () => {
    const q = new VarianceMap('tanh', 1).limit(2, 0.3)!;
    const map = new CorrelationMap('tanh', 1, 2, 0.3, q);
    let gap = 1e-6;
    for (let l = 0; l < 2000; l++) gap = map.at(gap).gap;
    expect(Math.abs(gap - chaoticGap(map))).toBeLessThan(1e-12);
  });
});

describe('the average kernel', () => {
  const x = Float64Array.of(1, 0, 0.6, 0.8);

  it('of relu on the edge tends to σ_w²|x||x′|/4d off the diagonal and to σ_w²|x|²/d on it', () => {
    const network: DeepNetwork = { ...relu, sigmaW: Math.SQRT2, residual: 'none', x };
    const depths = [100, 300, 1000, 3000, 10_000];
    const errors = kernels(network, depths).map((kernel) => {
      const [diagonal, off] = averageKernel(network, kernel);
      expect(Math.abs(diagonal - 1)).toBeLessThan(1e-10);
      return Math.abs(off - 0.25);
    });
    const { fit, nearer } = depthRate(depths, errors);
    // HDR Theorem 1 states 1/L; the logarithm that is left makes the measured slope flatter (Mathematics §7).
    expect(fit!.slope).toBeGreaterThan(-1);
    expect(fit!.slope).toBeLessThan(-0.8);
    expect(nearer).toBe('logarithmic');
  });

  it('of a ResNet converges after division by L(1 + σ_w²/2)^{L−1}, at depths where it exceeds float64', () => {
    const network: DeepNetwork = { ...relu, sigmaW: 1.5, residual: 'resnet', x };
    const [near, far] = kernels(network, [3000, 10_000]).map((kernel) => averageKernel(network, kernel));
    for (const values of [near, far]) for (const value of values) expect(Number.isFinite(value)).toBe(true);
    expect(Math.abs(far[0] / near[0] - 1)).toBeLessThan(2e-3);
    expect(Math.abs(far[1] / near[1] - 1)).toBeLessThan(2e-2);
  });

  it('of a Scaled ResNet grows like L^{σ_w²/2} log L, and so falls like log L/L after division by the α_L that HDR print', () => {
    const network: DeepNetwork = { ...relu, sigmaW: 1, residual: 'scaled', x };
    const [near, far] = kernels(network, [1000, 10_000]);
    const growth = [near, far].map((kernel) => averageKernel(network, kernel, 'growth')[0]);
    // Corrections to log L are of relative order 1/log L.
    expect(Math.abs(growth[1] / growth[0] - 1)).toBeLessThan(0.1);
    const printed = [near, far].map((kernel) => averageKernel(network, kernel)[0]);
    expect(printed[1] / printed[0]).toBeLessThan(0.2);
  });
});

describe('conditioning against depth', () => {
  const x = Float64Array.of(1, 0, 0, 1, -0.6, 0.8);

  it('stays bounded on the edge and is lost exponentially in the ordered phase (HDR §4)', () => {
    const condition = (sigmaW: number, depth: number) =>
      conditioning(kernels({ ...relu, sigmaW, sigmaB: 0, residual: 'none', x }, [depth])[0]).condition;
    // ¼ off and 1 on the diagonal: λ = 3/4 twice and 3/2.
    expect(condition(Math.SQRT2, 10_000)).toBeGreaterThan(1.9);
    expect(condition(Math.SQRT2, 10_000)).toBeLessThan(2.1);
    const ordered = (depth: number) =>
      conditioning(
        kernels({ activation: 'tanh', param: 1, sigmaW: 1, sigmaB: 0.3, residual: 'none', x, d: 2 }, [
          depth,
        ])[0],
      ).condition;
    expect(ordered(40) / ordered(20)).toBeGreaterThan(100);
  });
});
