import { describe, expect, it } from 'vitest';
import type { LossName } from '../../../src/theory/loss/pointLoss';
import { lossSlope, pointLoss } from '../../../src/theory/loss/pointLoss';
import type { HierarchyProblem } from '../../../src/theory/hierarchy/truncatedHierarchy';
import { TruncatedHierarchy } from '../../../src/theory/hierarchy/truncatedHierarchy';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

/** Random kernels of orders 2 … p, K(2) positive definite on the training points. */
function problem(p: number, n: number, N: number, loss: LossName): HierarchyProblem {
  const key = prngKey(100 * p + n);
  const factor = normal(foldIn(key, 0), N * 6);
  const k2 = new Float64Array(N * n);
  for (let i = 0; i < N; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < 6; k++) k2[i * n + j] += factor[i * 6 + k] * factor[j * 6 + k] * 0.3;
  const kernels = [k2];
  for (let r = 3; r <= p; r++) kernels.push(normal(foldIn(key, r), N * n ** (r - 1)).map((v) => 0.1 * v));
  const y = normal(foldIn(key, 1), n).map((v) => (loss === 'logistic' ? (v < 0 ? -1 : 1) : v));
  return { n, N, f0: normal(foldIn(key, 2), N), kernels, y, loss, timeFactor: 0.7 };
}

/** HY eq. 15 and 22 as printed: every f and K(r) a state of its own, fixed Runge–Kutta steps of order 4. */
function asPrinted({ n, N, f0, kernels, y, loss, timeFactor }: HierarchyProblem, t: number, steps: number) {
  const p = kernels.length + 1;
  type State = Float64Array[];
  const rate = (s: State): State => {
    const g = Array.from(y, (v, i) => lossSlope(loss, s[0][i], v));
    return s.map((level, r) =>
      level.map((_, i) => {
        const next = r + 1 < p - 1 ? s[r + 1] : kernels[p - 2];
        let sum = 0;
        for (let b = 0; b < n; b++) sum += next[i * n + b] * g[b];
        return (-timeFactor / n) * sum;
      }),
    );
  };
  const plus = (a: State, b: State, h: number): State =>
    a.map((level, r) => level.map((v, i) => v + h * b[r][i]));
  let state: State = [f0, ...kernels.slice(0, -1)];
  const h = t / steps;
  for (let i = 0; i < steps; i++) {
    const k1 = rate(state);
    const k2 = rate(plus(state, k1, h / 2));
    const k3 = rate(plus(state, k2, h / 2));
    const k4 = rate(plus(state, k3, h));
    state = plus(plus(plus(plus(state, k1, h / 6), k2, h / 3), k3, h / 3), k4, h / 6);
  }
  expect(state[0].length).toBe(N);
  return state;
}

describe('truncated hierarchy', () => {
  it.each([
    [2, 'square'],
    [3, 'square'],
    [3, 'logistic'],
    [4, 'square'],
    [4, 'logistic'],
    [5, 'square'],
    [5, 'logistic'],
  ] as const)('p = %i with %s loss solves HY eq. 15 and 22', (p, loss) => {
    const given = problem(p, 3, 5, loss);
    const hierarchy = new TruncatedHierarchy(given);
    hierarchy.advance(1.5);
    const printed = asPrinted(given, 1.5, 400);
    // Runge–Kutta of order 4 with h = 0.004: h⁴ ~ 2e-10; the integrator's own tolerance is 1e-9.
    const f = hierarchy.outputs();
    printed[0].forEach((v, i) => expect(Math.abs(f[i] - v)).toBeLessThan(2e-8));
    for (let r = 2; r < p; r++) {
      const kernel = hierarchy.kernel(r, given.N);
      printed[r - 1].forEach((v, i) => expect(Math.abs(kernel[i] - v)).toBeLessThan(2e-8));
    }
    expect(hierarchy.divergedAt).toBeNull();
  });

  it('p = 2 with square loss is the linearised network', () => {
    // K = Q diag(λ) Qᵀ on two points: f(t) = y + Q diag(e^{−c λ t/n}) Qᵀ (f₀ − y).
    const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
    const [l1, l2] = [3, 0.5];
    const k2 = Float64Array.from([
      c * c * l1 + s * s * l2,
      c * s * (l1 - l2),
      c * s * (l1 - l2),
      s * s * l1 + c * c * l2,
    ]);
    const f0 = Float64Array.from([0.3, -1.2]);
    const y = Float64Array.from([1, 0.5]);
    const hierarchy = new TruncatedHierarchy({
      n: 2,
      N: 2,
      f0,
      kernels: [k2],
      y,
      loss: 'square',
      timeFactor: 2,
    });
    for (const t of [0, 0.1, 1, 7, 60]) {
      hierarchy.advance(t);
      const e = [f0[0] - y[0], f0[1] - y[1]];
      const a = Math.exp(-l1 * t) * (c * e[0] + s * e[1]);
      const b = Math.exp(-l2 * t) * (-s * e[0] + c * e[1]);
      const f = hierarchy.outputs();
      // Some forty steps of 1e-10 each.
      expect(Math.abs(f[0] - (y[0] + c * a - s * b))).toBeLessThan(4e-9);
      expect(Math.abs(f[1] - (y[1] + s * a + c * b))).toBeLessThan(4e-9);
    }
  });

  it('p = 3 is HY eq. 30 in the residual r and its integral R', () => {
    // With r = f̃ − y and K̃(t) = K₀ − K₀⁽³⁾R/n: r′ = −K₀ r/n + K₀⁽³⁾[R, r]/n², R′ = r. In print the last term of r′ has
    // the other sign and one n.
    const given = { ...problem(3, 3, 3, 'square'), timeFactor: 1 };
    const [k2, k3] = given.kernels;
    const rate = ([r, R]: number[][]): number[][] => [
      r.map((_, a) => {
        let sum = 0;
        for (let b = 0; b < 3; b++) {
          let k = k2[a * 3 + b];
          for (let e = 0; e < 3; e++) k -= (k3[(a * 3 + b) * 3 + e] * R[e]) / 3;
          sum -= (k * r[b]) / 3;
        }
        return sum;
      }),
      r,
    ];
    const plus = (a: number[][], b: number[][], h: number): number[][] =>
      a.map((v, i) => v.map((value, j) => value + h * b[i][j]));
    let state = [Array.from(given.y, (v, i) => given.f0[i] - v), [0, 0, 0]];
    const h = 0.005;
    for (let i = 0; i < 400; i++) {
      const a = rate(state);
      const b = rate(plus(state, a, h / 2));
      const c = rate(plus(state, b, h / 2));
      const e = rate(plus(state, c, h));
      state = plus(plus(plus(plus(state, a, h / 6), b, h / 3), c, h / 3), e, h / 6);
    }
    const hierarchy = new TruncatedHierarchy(given);
    hierarchy.advance(2);
    const f = hierarchy.outputs();
    state[0].forEach((r, i) => expect(Math.abs(f[i] - given.y[i] - r)).toBeLessThan(1e-8));
  });

  it('composes: started from its own state at t₀ it arrives at the same state at t₁', () => {
    const given = problem(4, 3, 5, 'logistic');
    const direct = new TruncatedHierarchy(given);
    direct.advance(0.8);
    const again = new TruncatedHierarchy({
      ...given,
      f0: direct.outputs(),
      kernels: [direct.kernel(2, 5), direct.kernel(3, 5), given.kernels[2]],
      startTime: 0.8,
    });
    direct.advance(2);
    again.advance(2);
    const f = direct.outputs();
    again.outputs().forEach((v, i) => expect(Math.abs(v - f[i])).toBeLessThan(1e-8));
    again.kernel().forEach((v, i) => expect(Math.abs(v - direct.kernel()[i])).toBeLessThan(1e-8));
  });

  it('gives the same bits whatever other times are asked for', () => {
    const given = problem(4, 3, 4, 'square');
    const once = new TruncatedHierarchy(given);
    const often = new TruncatedHierarchy(given);
    once.advance(1.3);
    for (let i = 1; i <= 13; i++) often.advance(i / 10);
    expect(often.outputs()).toEqual(once.outputs());
  });

  it('reports the time of its own blow-up and stops there', () => {
    // One point, p = 3: K K′ = k f′, so K′ = −(K² + c)/2 with c = 2 k g₀ − K₀², and K = √c tan(θ₀ − √c t/2).
    const [k0, k, g0] = [1, 2, 3];
    const c = 2 * k * g0 - k0 * k0;
    const hierarchy = new TruncatedHierarchy({
      n: 1,
      N: 1,
      f0: Float64Array.from([g0]),
      kernels: [Float64Array.from([k0]), Float64Array.from([k])],
      y: Float64Array.from([0]),
      loss: 'square',
      timeFactor: 1,
    });
    // f = g₀ + (K² − K₀²)/2k reaches 10⁶ first.
    const kernelThere = Math.sqrt(2 * k * (1e6 - g0) + k0 * k0);
    const root = Math.sqrt(c);
    const expected = (2 / root) * (Math.atan(k0 / root) + Math.atan(kernelThere / root));
    hierarchy.advance(expected - 0.01);
    expect(hierarchy.divergedAt).toBeNull();
    expect(hierarchy.t).toBe(expected - 0.01);
    hierarchy.advance(10);
    expect(Math.abs((hierarchy.divergedAt ?? NaN) - expected)).toBeLessThan(1e-7);
    expect(hierarchy.outputs()[0]).toBeCloseTo(1e6, -1);
    hierarchy.advance(20);
    expect(hierarchy.t).toBe(hierarchy.divergedAt);
  });

  it('refuses kernels of the wrong size by name', () => {
    const given = problem(3, 3, 5, 'square');
    expect(
      () => new TruncatedHierarchy({ ...given, kernels: [given.kernels[0], new Float64Array(7)] }),
    ).toThrow('K(3) must have 45 numbers, got 7');
  });
});

describe('loss of one point', () => {
  it.each(['square', 'logistic'] as const)('the slope of the %s loss is its derivative', (loss) => {
    for (const y of [-1, 1])
      for (const f of [-3, -0.2, 0.7, 4]) {
        const h = 1e-5;
        const slope = (pointLoss(loss, f + h, y) - pointLoss(loss, f - h, y)) / (2 * h);
        expect(Math.abs(slope - lossSlope(loss, f, y))).toBeLessThan(1e-9);
      }
  });

  it('does not overflow far from the decision', () => {
    expect(pointLoss('logistic', -1e4, 1)).toBe(1e4);
    expect(pointLoss('logistic', 1e4, 1)).toBe(0);
    expect(lossSlope('logistic', 1e4, 1)).toBeCloseTo(0, 300);
    expect(lossSlope('logistic', -1e4, 1)).toBe(-1);
  });
});
