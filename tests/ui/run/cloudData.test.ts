import { expect, it } from 'vitest';
import { defaultSpec } from '../../../src/protocol/fields';
import type { BatchDraw, SgdTheory } from '../../../src/protocol/sgd';
import {
  cloudDirection,
  cloudPlots,
  cloudSentence,
  cloudView,
  spreadData,
} from '../../../src/ui/run/cloudData';

/** Two points, two moments: a kernel with the components (1, 1)/√2 and (1, −1)/√2. */
const theory: SgdTheory = {
  n: 2,
  y: Float64Array.of(1, -1),
  kernel: Float64Array.of(2, 1, 1, 2),
  stepsPerEpoch: 2,
  times: Float64Array.of(0, 0.1, 0.2),
  descent: Float64Array.of(0, 0, 0.5, 0.5, 1, 1),
  mean: Float64Array.of(0, 0, 0.5, 0.5, 1.3, 1.4),
  covariance: {
    epochs: Float64Array.of(0, 0, 0, 0, 4, 0, 0, 4, 1, 0, 0, 1),
    independent: Float64Array.of(0, 0, 0, 0, 16, 0, 0, 16, 25, 0, 0, 25),
    hdr: Float64Array.of(0, 0, 0, 0, 36, 0, 0, 36, 49, 0, 0, 49),
  },
  ito: null,
  divergedAt: null,
};
/** Around (1.3, 1.4) at the last moment, ± 1 along either axis: variance 4/3 · ½ each. */
const runs = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
].map(([a, b]) => Float64Array.of(0, 0, 0.5 + a, 0.5 + b, 1.3 + a, 1.4 + b));
const view = (draw: BatchDraw) =>
  cloudView({
    spec: { ...defaultSpec, optimizer: 'sgd', lr: 0.1, batch: 1 },
    draw,
    theory,
    runs: [...runs, new Float64Array(6).fill(NaN)],
    problem: null,
  })!;

it('says what was measured and what is expected of it, and where in the epoch', () => {
  expect(cloudSentence(view('epochs'), 2)).toBe(
    'At t = 0.2, at the end of an epoch, 4 runs have a standard deviation of 0.82 (RMS over points); 1.0 is predicted for batches that share out an epoch, ' +
      'equation 15 has 7.0. Their mean is not told from gradient descent (0.35 ± 0.41); 0.35 is predicted.',
  );
  expect(cloudSentence(view('epochs'), 1)).toContain(', 1 of 2 batches into an epoch,');
  expect(cloudSentence(view('independent'), 2)).toContain(
    'independent batches of 1 from 2 points are expected to have 5.0, equation 15 has 7.0.',
  );
  expect(cloudSentence(view('epochs'), 0)).toContain('all runs are one network');
});

it('draws deviations from gradient descent along points and components, on axes that stay', () => {
  const at = cloudPlots(view('epochs'), cloudDirection(theory, 'f1'), cloudDirection(theory, 'f2'));
  const last = at(2);
  expect([...last.x]).toEqual([1.3, -0.7, 0.3, 0.3].map((v) => expect.closeTo(v, 12)));
  expect(last.ellipses.map(({ key }) => key)).toEqual(['runs', 'epochs', 'hdr']);
  expect(last.ellipses[1].centre).toEqual([expect.closeTo(0.3, 12), expect.closeTo(0.4, 12)]);
  expect(last.ellipses[0].covariance).toEqual([2 / 3, 0, 2 / 3].map((v) => expect.closeTo(v, 12)));
  expect(at(1).reach).toEqual(last.reach);
  const { along, label } = cloudDirection(theory, 'mode1');
  expect([...along]).toEqual([Math.SQRT1_2, Math.SQRT1_2].map((v) => expect.closeTo(v, 12)));
  expect(label).toBe('component 1');
  // A point that these data have not: the first axis in its place.
  expect(cloudDirection(theory, 'f9').label).toBe('component 1');
});

it('draws spreads from the first step on', () => {
  const { series } = spreadData(view('epochs'));
  expect(series.map(({ key }) => key)).toEqual(['runs', 'epochs', 'hdr']);
  expect([...series[1].values]).toEqual([2, 1]);
  expect([...series[1].times]).toEqual([0.1, 0.2]);
});
