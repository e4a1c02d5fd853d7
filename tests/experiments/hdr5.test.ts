import { expect, it } from 'vitest';
import { hdr5 } from '../../src/experiments/hdr/hdr5';
import type { SgdCloudAnswer, SgdTheory } from '../../src/protocol/sgd';
import { foldIn } from '../../src/theory/random/foldIn';
import { prngKey } from '../../src/theory/random/key';
import { normal } from '../../src/theory/random/normal';

const [n, rows, orders] = [8, 8, 64];
const rates = [0.2, 0.1, 0.05];

/** Variances of the independent outputs of a theory: η² in the middle of an epoch (even rows), η³ at its end. */
const bridge = (lr: number) => (k: number) => (k % 2 === 0 ? lr ** 2 : lr ** 3);
const steady = (lr: number) => () => lr;

const diagonal = (variance: (k: number) => number): Float64Array =>
  Float64Array.from({ length: rows * n * n }, (_, e) =>
    (e % (n * n)) % (n + 1) === 0 ? variance(Math.floor(e / (n * n))) : 0,
  );

function theory(lr: number, epochs: (k: number) => number, hdr: (k: number) => number): SgdTheory {
  const flat = (value: number): Float64Array => new Float64Array(rows * n).fill(value);
  return {
    n,
    y: new Float64Array(n),
    kernel: new Float64Array(n * n),
    stepsPerEpoch: 4,
    times: Float64Array.from({ length: rows }, (_, k) => k),
    descent: flat(0),
    mean: flat(lr),
    covariance: {
      epochs: diagonal(epochs),
      independent: diagonal((k) => 0.86 * hdr(k)),
      hdr: diagonal(hdr),
    },
    ito: flat(0.1 * lr),
    divergedAt: null,
  };
}

/** Runs around a mean: draws of that variance. */
function cloud(index: number, mean: number, variance: (k: number) => number): SgdCloudAnswer {
  const runs = Array.from({ length: orders }, (_, r) =>
    normal(foldIn(foldIn(prngKey(1), index), r), rows * n).map(
      (z, e) => mean + z * Math.sqrt(variance(Math.floor(e / n))),
    ),
  );
  return { times: Float64Array.from({ length: rows }, (_, k) => k), runs };
}

const evidence = (
  epochs: (lr: number) => (k: number) => number,
  runs: (lr: number) => (k: number) => number,
  shift = 1,
) => ({
  theories: rates.map((lr) => theory(lr, epochs(lr), steady(lr))),
  clouds: rates.map((lr, i) => cloud(i, shift * lr, runs(lr))),
  independent: [cloud(9, rates[1], () => 0.86 * rates[1])],
});

it('is seen with another exponent where the runs are as predicted and equation 15 is not', () => {
  const { grade, because, numbers } = hdr5.check(evidence(bridge, bridge));
  expect(grade, because).toBe('otherExponent');
  expect(numbers.endSlope).toBeCloseTo(3, 0);
  expect(numbers.middleSlope).toBeCloseTo(2, 0);
  expect(numbers.gammaOverShift).toEqual([0.1, 0.1, 0.1].map((v) => expect.closeTo(v, 10)));
});

it('is seen as stated where noise accumulates in the runs and in the prediction', () => {
  expect(hdr5.check(evidence(steady, steady)).grade).toBe('seen');
});

it('is not seen where the runs have another variance, or their mean does not move', () => {
  expect(hdr5.check(evidence(bridge, steady)).grade).toBe('notSeen');
  expect(hdr5.check(evidence(bridge, bridge, -1)).grade).toBe('notSeen');
});

it('is undecided where runs diverged', () => {
  const all = evidence(bridge, bridge);
  const gone = { ...all.clouds[0], runs: all.clouds[0].runs.map((run) => run.map(() => NaN)) };
  expect(hdr5.check({ ...all, clouds: [gone, ...all.clouds.slice(1)] }).grade).toBe('undecided');
});
