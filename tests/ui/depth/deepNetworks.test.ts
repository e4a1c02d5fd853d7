import { describe, expect, it } from 'vitest';
import type { DepthNetwork, DepthNetworksRequest } from '../../../src/protocol/depth';
import { requireSpec } from '../../../src/protocol/validate';
import { gradientByLayer, gradientSentence } from '../../../src/ui/depth/gradientByLayer';
import { kernelSpread, spreadPlot, spreadSentence } from '../../../src/ui/depth/kernelSpread';

const request: DepthNetworksRequest = {
  spec: requireSpec({ activation: 'relu', width: 100, preset: 'hayou' }),
  depths: [10, 20, 30, 40],
  networks: 6,
};

/** Gradients with a factor per layer downwards, and kernels whose two values have E[K²]/E[K]² = e^{rate H/m}. */
function network(seed: number, factor: number, rate = 3): DepthNetwork {
  const size = seed % 2 === 0 ? 1 : 3;
  return {
    kind: 'network',
    seed,
    gradient: Float64Array.from({ length: 41 }, (_, l) => size * factor ** (40 - l)),
    expectedSquare: Float64Array.from({ length: 41 }, (_, l) => 4 * 0.9 ** (40 - l)),
    // 1 ± s has E[K²]/E[K]² = 1 + s².
    kernel: Float64Array.from(request.depths, (depth) => {
      const s = Math.sqrt(Math.expm1((rate * depth) / 100));
      return seed % 2 === 0 ? 1 - s : 1 + s;
    }),
  };
}

const six = (factor: number, rate?: number): DepthNetwork[] =>
  [0, 1, 2, 3, 4, 5].map((seed) => network(seed, factor, rate));

describe('the gradient norm by layer', () => {
  it('has the factor per layer, measured and at infinite width', () => {
    const found = gradientByLayer(six(0.8))!;
    expect(found.factor).toBeCloseTo(0.8, 10);
    expect(found.infiniteFactor).toBeCloseTo(Math.sqrt(0.9), 10);
    // Half of them 1, half 3.
    expect(found.rms[40]).toBeCloseTo(Math.sqrt(5), 10);
    expect(found.high[40] / found.low[40]).toBeCloseTo(3, 10);
    expect(gradientByLayer(six(0.8).slice(0, 1))).toBeNull();
  });

  it.each([
    [0.8, 'vanish'],
    [1.3, 'explode'],
    [0.999, 'keep their order of magnitude'],
  ])('×%f: they %s', (factor, fate) => {
    expect(gradientSentence(gradientByLayer(six(factor))!, request)).toContain(
      `40 hidden layers the gradients ${fate}`,
    );
  });
});

describe('the kernel’s spread over seeds', () => {
  it('has the rate at which log E[K²]/E[K]² grows with H/m', () => {
    const found = kernelSpread(six(1), request)!;
    expect([...found.ratio]).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(found.rate.value).toBeCloseTo(3, 10);
    expect(found.moments[3].value).toBeCloseTo(Math.exp(1.2), 10);
    expect(found.rate.error).toBeGreaterThan(0);
    expect(kernelSpread(six(1).slice(0, 3), request)).toBeNull();
  });

  it('has the theorem’s guide for ReLU alone', () => {
    const found = kernelSpread(six(1), request)!;
    const keys = (one: DepthNetworksRequest): string[] => spreadPlot(found, one).series.map(({ key }) => key);
    expect(keys(request)).toContain('theorem');
    const tanh = { ...request, spec: { ...request.spec, activation: 'tanh' as const } };
    expect(keys(tanh)).not.toContain('theorem');
    expect(spreadSentence(found, request, 6)).toMatch(/r = 3\.0 ± .*Hanin and Nica prove/);
    expect(spreadSentence(found, tanh, 6)).toMatch(/for ReLU and not for tanh/);
  });
});
