import { describe, expect, it } from 'vitest';
import type { Data, DataOptions } from '../../../src/theory/data/makeData';
import { heldOut, makeData } from '../../../src/theory/data/makeData';
import type { DatasetName, TargetName } from '../../../src/theory/data/names';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

const base: DataOptions = {
  dataset: 'circle',
  n: 6,
  d: 2,
  target: 'mix',
  noise: 0,
  seed: 0,
  labels: 'real',
  points: null,
};
const make = (change: Partial<DataOptions>): Data => makeData({ ...base, ...change });

const drawn: readonly DatasetName[] = ['circle', 'line', 'gaussian', 'sphere', 'teacher', 'digits'];
const targets: readonly TargetName[] = [
  'product',
  'sine',
  'mix',
  'step',
  'xor',
  'linear',
  'signs',
  'teacher',
];

/** Elementary functions agree with Math to 1 ulp of arguments up to 10: a few 1e-15. */
const rounding = 14;

describe('the circle', () => {
  const { x, y, xProbe, yProbe, axis } = make({});
  const f = (angle: number): number => 0.8 * Math.cos(2 * angle) + 0.3 * Math.sin(3 * angle);

  it('has evenly spaced points of norm √2 at −π + 2π(i + ½)/n', () => {
    for (let i = 0; i < 6; i++) {
      const angle = -Math.PI + (2 * Math.PI * (i + 0.5)) / 6;
      expect(x[2 * i]).toBeCloseTo(Math.SQRT2 * Math.cos(angle), rounding);
      expect(x[2 * i + 1]).toBeCloseTo(Math.SQRT2 * Math.sin(angle), rounding);
      expect(axis.train[i]).toBeCloseTo(angle, rounding);
      expect(y[i]).toBeCloseTo(f(angle), rounding);
    }
  });

  it('is probed at 97 angles from −π to π, both included', () => {
    expect(axis.kind).toBe('angle');
    expect(axis.probe).toHaveLength(97);
    expect(axis.probe[0]).toBe(-Math.PI);
    expect(axis.probe[48]).toBe(0);
    expect(axis.probe[96]).toBe(Math.PI);
    axis.probe.forEach((angle, j) => {
      expect(xProbe[2 * j]).toBeCloseTo(Math.SQRT2 * Math.cos(angle), rounding);
      expect(yProbe![j]).toBeCloseTo(f(angle), rounding);
    });
  });
});

describe('the line', () => {
  it('is the circle unrolled: mix at x is mix at the angle πx/2', () => {
    const { x, y, d, p, axis, xProbe } = make({ dataset: 'line', n: 5, d: 7 });
    expect([d, p, axis.kind]).toEqual([1, 97, 'line']);
    expect([...x]).toEqual([-1.6, -0.8, 0, 0.8, 1.6].map((value) => expect.closeTo(value, rounding)));
    expect([xProbe[0], xProbe[96]]).toEqual([-2, 2]);
    x.forEach((value, i) => {
      const angle = (Math.PI * value) / 2;
      expect(y[i]).toBeCloseTo(0.8 * Math.cos(2 * angle) + 0.3 * Math.sin(3 * angle), rounding);
    });
  });
});

describe('random inputs', () => {
  it('are the draws of MATH §1: stream 0 of the data seed', () => {
    const expected = normal(foldIn(prngKey(9), 0), 15);
    expect(make({ dataset: 'gaussian', n: 5, d: 3, seed: 9 }).x).toEqual(expected);
    expect(make({ dataset: 'teacher', n: 5, d: 3, seed: 9 }).x).toEqual(expected);
  });

  it('lie on the sphere of radius √d', () => {
    for (const d of [1, 3, 100]) {
      const { x } = make({ dataset: 'sphere', n: 20, d });
      for (let i = 0; i < 20; i++) {
        const square = x.subarray(i * d, (i + 1) * d).reduce((sum, value) => sum + value * value, 0);
        expect(square / d).toBeCloseTo(1, 12);
      }
    }
  });

  it('are uniform on the sphere: E x₁² = 1 and E x₁x₂ = 0', () => {
    const d = 4;
    const { x } = make({ dataset: 'sphere', n: 256, d, seed: 1 });
    const mean = (g: (i: number) => number): number => {
      let sum = 0;
      for (let i = 0; i < 256; i++) sum += g(i * d) / 256;
      return sum;
    };
    // Var x₁² = 2(d−1)/(d+2) = 1 and Var x₁x₂ = d/(d+2) < 1: four standard errors of 1/16.
    expect(Math.abs(mean((o) => x[o] * x[o]) - 1)).toBeLessThan(0.25);
    expect(Math.abs(mean((o) => x[o] * x[o + 1]))).toBeLessThan(0.25);
  });

  it.each(['gaussian', 'sphere', 'teacher', 'digits'] as const)(
    '%s: held-out probes do not depend on n, and change with the seed',
    (dataset) => {
      const d = dataset === 'digits' ? 64 : 3;
      const small = make({ dataset, d, n: 4 });
      const large = make({ dataset, d, n: 40 });
      expect(large.xProbe).toEqual(small.xProbe);
      expect(large.yProbe).toEqual(small.yProbe);
      expect(small.p).toBe(heldOut);
      expect(make({ dataset, d, n: 4, seed: 1 }).xProbe).not.toEqual(small.xProbe);
      expect(small.xProbe.subarray(0, d)).not.toEqual(small.x.subarray(0, d));
    },
  );

  it('are sorted probes in one dimension, so that they draw a curve', () => {
    const { xProbe, axis } = make({ dataset: 'gaussian', d: 1 });
    expect(axis.kind).toBe('line');
    for (let j = 1; j < xProbe.length; j++) expect(xProbe[j]).toBeGreaterThan(xProbe[j - 1]);
  });
});

describe('targets', () => {
  const at = (target: TargetName): Data => make({ dataset: 'gaussian', n: 30, d: 3, target });
  const { x } = at('mix');
  const laws: [TargetName, (a: number, b: number, c: number) => number][] = [
    ['product', (a, b) => a * b],
    ['sine', (a) => Math.sin(2 * a)],
    ['mix', (a, b) => 0.8 * Math.cos(2 * Math.atan2(b, a)) + 0.3 * Math.sin(3 * Math.atan2(b, a))],
    ['step', (a) => Math.sign(a)],
    ['xor', (a, b) => Math.sign(a * b)],
    ['linear', (a, b, c) => (a + b + c) / Math.sqrt(3)],
  ];

  it.each(laws)('%s is its formula', (target, law) => {
    at(target).y.forEach((value, i) =>
      expect(value).toBeCloseTo(law(x[3 * i], x[3 * i + 1], x[3 * i + 2]), 13),
    );
  });

  it('signs are fair coins without a value elsewhere', () => {
    const { y, yProbe } = make({ target: 'signs', n: 256 });
    expect(yProbe).toBeNull();
    expect(y.every((value) => value === 1 || value === -1)).toBe(true);
    // Standard deviation of the sum is 16: four of them.
    expect(Math.abs(y.reduce((sum, value) => sum + value, 0))).toBeLessThan(64);
  });

  it('a teacher is one function of the input, on training and probe inputs, of size about 1', () => {
    const { x: inputs, y } = make({ dataset: 'teacher', n: 64, d: 5 });
    const again = make({ dataset: 'gaussian', target: 'teacher', n: 64, d: 5 });
    expect(again.x).toEqual(inputs);
    expect(again.y).toEqual(y);
    const rms = Math.sqrt(y.reduce((sum, value) => sum + value * value, 0) / 64);
    // |tanh| is about 0.7 in the mean square at pre-activations N(0, 4); the sum of a² over 8 varies by half.
    expect(rms).toBeGreaterThan(0.25);
    expect(rms).toBeLessThan(2);
  });

  it('noise has the given standard deviation, comes from stream 2 and spares the probe', () => {
    const clean = make({ n: 20 });
    const noisy = make({ n: 20, noise: 0.25, seed: 4 });
    const draws = normal(foldIn(prngKey(4), 2), 20);
    noisy.y.forEach((value, i) => expect(value).toBe(clean.y[i] + 0.25 * draws[i]));
    expect(noisy.yProbe).toEqual(clean.yProbe);
  });

  it('become signs for the logistic loss, zero as +1', () => {
    const points = { x: [[0], [1], [2], [3]], y: [0, -0, -0.1, 7] };
    expect([...make({ dataset: 'points', points, labels: 'sign' }).y]).toEqual([1, 1, -1, 1]);
    const { y, yProbe } = make({ labels: 'sign', noise: 1 });
    for (const value of [...y, ...yProbe!]) expect(Math.abs(value)).toBe(1);
  });
});

describe('own points', () => {
  it('are used as they are, with their probe inputs', () => {
    const points = { x: [[1, 2, 3], [4, 5, 6]], y: [7, 8], probe: [[0, 0, 1]] }; // prettier-ignore
    const data = make({ dataset: 'points', points, noise: 3 });
    expect([...data.x]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...data.y]).toEqual([7, 8]);
    expect([...data.xProbe]).toEqual([0, 0, 1]);
    expect([data.n, data.d, data.p, data.yProbe, data.axis.kind]).toEqual([2, 3, 1, null, 'index']);
  });

  it('on a line are probed a tenth beyond their range, a single one by 1', () => {
    const { xProbe, axis } = make({ dataset: 'points', points: { x: [[3], [-7]], y: [0, 1] } });
    expect([axis.kind, xProbe[0], xProbe[96]]).toEqual(['line', -8, 4]);
    const alone = make({ dataset: 'points', points: { x: [[5]], y: [1] } }).xProbe;
    expect([alone[0], alone[96]]).toEqual([4, 6]);
  });

  it('taken from the circle stay on it', () => {
    const circle = make({});
    const x = Array.from({ length: 6 }, (_, i) => [...circle.x.subarray(2 * i, 2 * i + 2)]);
    const data = make({ dataset: 'points', points: { x, y: [...circle.y] } });
    expect(data.axis.kind).toBe('angle');
    data.axis.train.forEach((angle, i) => expect(angle).toBeCloseTo(circle.axis.train[i], rounding));
    data.xProbe.forEach((value, i) => expect(value).toBeCloseTo(circle.xProbe[i], rounding));
  });

  it('elsewhere in the plane are probed at themselves', () => {
    const points = { x: [[1, 0], [0, 2]], y: [7, 8] }; // prettier-ignore
    const data = make({ dataset: 'points', points });
    expect([data.axis.kind, ...data.xProbe]).toEqual(['index', 1, 0, 0, 2]);
  });

  it('must be there', () => {
    expect(() => make({ dataset: 'points' })).toThrow('points must have at least one row');
  });
});

describe('every data set with every target', () => {
  const cases = drawn.flatMap((dataset) => targets.map((target) => [dataset, target] as const));

  it.each(cases)('%s, %s: finite, of the stated shapes, and the same twice', (dataset, target) => {
    const options = { dataset, target, n: 13, d: 5, noise: 0.1, seed: 4294967295 };
    const data = make(options);
    const { n, d, p } = data;
    expect(n).toBe(13);
    expect([data.x.length, data.y.length, data.xProbe.length]).toEqual([n * d, n, p * d]);
    expect([data.axis.train.length, data.axis.probe.length]).toEqual([n, p]);
    if (data.yProbe !== null) expect(data.yProbe).toHaveLength(p);
    for (const values of [data.x, data.y, data.xProbe, data.yProbe ?? []]) {
      for (const value of values) expect(Number.isFinite(value)).toBe(true);
    }
    expect(make(options)).toEqual(data);
  });

  it('has mean square coordinate about 1', () => {
    for (const dataset of drawn) {
      const { x } = make({ dataset, n: 256, d: 5 });
      const mean = x.reduce((sum, value) => sum + value * value, 0) / x.length;
      // The line's is 4/3; the others' is 1 within four standard errors of √2/√(256 · 5).
      expect(mean, dataset).toBeGreaterThan(0.8);
      expect(mean, dataset).toBeLessThan(1.35);
    }
  });
});

describe('labels on a boundary', () => {
  /** Signs of cos γ and sin γ at γ = −π + πk/n, k = 2i + 1, in whole numbers: 0 as +1. */
  function exactSigns(i: number, n: number): [number, number] {
    const k = 2 * i + 1;
    return [2 * k >= n && 2 * k <= 3 * n ? 1 : -1, k >= n ? 1 : -1];
  }

  const circle = (n: number, target: 'step' | 'xor' | 'product', labels: 'real' | 'sign') =>
    makeData({ dataset: 'circle', n, d: 2, target, noise: 0, seed: 0, labels, points: null }).y;

  it('are decided by the boundary and not by the rounding of cos(±π/2), on every circle', () => {
    for (let n = 1; n <= 256; n++) {
      const [step, xor] = [circle(n, 'step', 'real'), circle(n, 'xor', 'real')];
      for (let i = 0; i < n; i++) {
        const [first, second] = exactSigns(i, n);
        expect([n, i, step[i], xor[i]]).toEqual([n, i, first, first * second]);
      }
    }
  });

  it('are +1 where a real target is 0, as x₁x₂ is at four angles', () => {
    for (const n of [2, 6, 10, 11, 26]) {
      const labels = circle(n, 'product', 'sign');
      for (let i = 0; i < n; i++) {
        const k = 2 * i + 1;
        if (2 * k === n || k === n || 2 * k === 3 * n) expect([n, i, labels[i]]).toEqual([n, i, 1]);
      }
    }
  });
});
