import { describe, expect, it } from 'vitest';
import { activationNames, type ActivationName } from '../../../src/theory/activations/names';
import { depthRows } from '../../../src/theory/edgeOfChaos/depthRows';
import { infiniteKernels } from '../../../src/theory/infiniteWidth/infiniteKernels';
import { KernelRecursion } from '../../../src/theory/infiniteWidth/kernelRecursion';
import { finish } from '../../../src/theory/infiniteWidth/work';
import { symmetricEigenvalues } from '../../../src/theory/linalg/symmetricEigenvalues';
import { parametrise, type Architecture } from '../../../src/theory/network/parametrisation';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';
import deep from '../../fixtures/deepKernels.json';

const network = (fields: Partial<Architecture>) =>
  parametrise({
    preset: 'hayou',
    width: 64,
    depth: 3,
    d: 3,
    sigmaW: 1.2,
    sigmaB: 0.3,
    sigmaA: 1,
    alpha: 8,
    residual: 'none',
    lrRule: 'lazy',
    outputLaw: 'gaussian',
    trained: 'all',
    ...fields,
  });
const x = normal(prngKey(5), 15);
const none = new Float64Array(0);

describe('relu on the edge at great depth, against mpmath', () => {
  it.each([0, 0.6, -0.9])('keeps 1 − c and Θ from c₀ = %d to depth 10⁵', (c0) => {
    const expected = deep.filter((row) => row.c0 === c0);
    expect(expected).toHaveLength(5);
    for (const { l, gap, ntk } of depthRows('relu', 1, Math.SQRT2, 0, { q: 1, gain: 1 }, c0)) {
      const row = expected.find((r) => r.l === l);
      if (row) {
        // Each layer rounds 1 − c by 1e-16 relative, and rounding is forgotten as slowly as the start is.
        expect(Math.abs(gap / row.gap - 1)).toBeLessThan(1e-11);
        expect(Math.abs(ntk / row.ntk - 1)).toBeLessThan(1e-10);
      }
      if (l === 100_000) break;
    }
  });

  it('has the same gap in the kernels of a network on points', () => {
    const { layers } = network({ sigmaW: Math.SQRT2, sigmaB: 0, d: 2 });
    const state = new KernelRecursion(Int32Array.of(1), Int32Array.of(0), 2, 'relu', 1);
    state.start(layers[0], Float64Array.of(Math.SQRT2, 0, 0, 1), 2);
    for (let l = 1; l < 10_000; l++) state.advance(finish(state.moments()), layers[1], 0);
    const expected = deep.find((row) => row.c0 === 0 && row.l === 10_000)!;
    expect(Math.abs(state.gap[0] / expected.gap - 1)).toBeLessThan(1e-11);
  });
});

describe('inputs on one line', () => {
  it.each([
    [1, -0.7],
    [0.3, 1.1],
  ])('keep c = ±1 exactly through kinks: abs, H = 5, x = %d and %d', (u, v) => {
    const sigmaW = 1.3;
    const p = network({ preset: 'ntk-alpha', depth: 5, sigmaW, sigmaB: 0, d: 1 });
    const k = infiniteKernels(p, 'abs', 1, Float64Array.of(u, v), none, 1);
    // Σ is multiplied by σ_w² five times, and each of the six layers adds it to Θ once.
    const expected = sigmaW ** 10 * Math.abs(u * v);
    expect(Math.abs(k.nngp[1] / expected - 1)).toBeLessThan(1e-14);
    expect(Math.abs(k.ntk[1] / (6 * expected) - 1)).toBeLessThan(1e-14);
  });

  it('are told from inputs that are nearly on one: relu at an angle of 1.4e-8', () => {
    const t = 2 ** -26;
    const p = network({ preset: 'ntk-alpha', depth: 1, sigmaW: 1, sigmaB: 0, d: 2 });
    const k = infiniteKernels(p, 'relu', 1, Float64Array.of(1, 0, 1, t), none, 2);
    // Θ = V′ x·x′/2 + V with V′ = (π − t)/2π; V, without a term in t, is x·x′/4 to 1e-16.
    const slope = (2 * (k.ntk[1] - 0.25)) / 1;
    expect(Math.abs(slope - (Math.PI - t) / (2 * Math.PI))).toBeLessThan(1e-15);
  });
});

describe('units', () => {
  it('hold a ResNet of relu at depth 10⁴: Σ = (1 + σ_w²/2)^{L−1}|x|² in its logarithm', () => {
    const sigmaW = 1.5;
    const p = network({ depth: 10_000, residual: 'resnet', sigmaW, sigmaB: 0, d: 1 });
    const { nngp, nngpExponent } = infiniteKernels(p, 'relu', 1, Float64Array.of(1), none, 1);
    const log2 = Math.log2(nngp[0]) + nngpExponent;
    // Layer 1 and the output layer are not blocks.
    const expected =
      9999 * Math.log2(1 + sigmaW ** 2 / 2) + Math.log2(sigmaW ** 2) + Math.log2(sigmaW ** 2 / 2);
    expect(Math.abs(log2 - expected)).toBeLessThan(1e-8);
  });

  it('hold a ResNet whose output layer alone is trained: Θ is the summand of that layer', () => {
    const p = network({ depth: 3000, residual: 'resnet', sigmaW: 1.5, sigmaB: 0, d: 1, trained: 'output' });
    const k = infiniteKernels(p, 'relu', 1, Float64Array.of(1), none, 1);
    expect(k.ntkExponent).toBeGreaterThan(0);
    // features are in Σ's unit.
    const log2 = Math.log2(k.features[0]) + k.nngpExponent;
    expect(Math.abs(Math.log2(k.ntk[0]) + k.ntkExponent - log2)).toBeLessThan(1e-9);
  });

  it('hold a network that shrinks below float64', () => {
    const p = network({ depth: 3000, sigmaW: 1, sigmaB: 0, d: 1 });
    const { nngp, nngpExponent, ntk } = infiniteKernels(p, 'relu', 1, Float64Array.of(1), none, 1);
    expect(Math.abs(Math.log2(nngp[0]) + nngpExponent + 3000)).toBeLessThan(1e-9);
    expect(Number.isFinite(ntk[0])).toBe(true);
  });
});

describe.each(activationNames)('laws of the kernels: %s', (activation: ActivationName) => {
  const param = activation === 'leakyRelu' ? 0.1 : 1;

  it.each(['none', 'resnet', 'scaled'] as const)('positive semi-definite, residual %s', (residual) => {
    const k = infiniteKernels(network({ residual }), activation, param, x, none, 3);
    for (const matrix of [k.nngp, k.ntk, k.features]) {
      const values = symmetricEigenvalues(matrix, 5);
      // Rounding of the kernels and of the eigenvalues: 1e-13 of the largest.
      expect(Math.min(...values)).toBeGreaterThan(-1e-12 * Math.max(...values));
    }
  });

  it('L₁ layers and then L₂ are L₁ + L₂', () => {
    const { layers, tau } = network({ depth: 5, residual: 'scaled' });
    const run = (steps: number, state: KernelRecursion, from: number) => {
      for (let l = from; l < from + steps; l++) state.advance(finish(state.moments()), layers[l], tau[l]);
      return state;
    };
    const fresh = () => {
      const state = new KernelRecursion(Int32Array.of(1, 2), Int32Array.of(0, 0), 5, activation, param);
      state.start(layers[0], x, 3);
      return state;
    };
    const whole = run(4, fresh(), 1);
    const half = run(2, fresh(), 1);
    // A second recursion that starts from the first one's state, with nothing else carried over.
    const next = new KernelRecursion(Int32Array.of(1, 2), Int32Array.of(0, 0), 5, activation, param);
    next.q.set(half.q);
    next.gap.set(half.gap);
    next.theta.set(half.theta);
    next.thetaDiagonal.set(half.thetaDiagonal);
    run(2, next, 3);
    expect([...next.gap, ...next.theta, ...next.q]).toEqual([...whole.gap, ...whole.theta, ...whole.q]);
  });

  it('does not change when the inputs are turned', () => {
    const [c, s] = [Math.cos(1.1), Math.sin(1.1)];
    const turned = x.slice();
    for (let i = 0; i < 5; i++) {
      turned[3 * i] = c * x[3 * i] - s * x[3 * i + 2];
      turned[3 * i + 2] = s * x[3 * i] + c * x[3 * i + 2];
    }
    const [a, b] = [x, turned].map((points) =>
      infiniteKernels(network({}), activation, param, points, none, 3),
    );
    for (const name of ['nngp', 'ntk'] as const) {
      const scale = Math.max(...a[name].map(Math.abs));
      a[name].forEach((value, i) => expect(Math.abs(value - b[name][i])).toBeLessThan(1e-11 * scale));
    }
  });
});
