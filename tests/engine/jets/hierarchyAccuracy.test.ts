import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import type { Backend } from '../../../src/engine/tensor/backend';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import type { HierarchyProblem } from '../../../src/theory/hierarchy/truncatedHierarchy';
import { TruncatedHierarchy } from '../../../src/theory/hierarchy/truncatedHierarchy';
import { taylorHierarchy } from '../../theory/hierarchy/taylorHierarchy';
import { hierarchyProblem, specOf } from './hierarchyProblem';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

/** Values of an independent implementation, float64. */
it.each([
  ['#v=1&preset=standard&width=256&horizon=1', 4, 0.75, 2, -0.26953612],
  ['#v=1&dataset=circle&target=signs&loss=logistic&horizon=200', 5, 200, 3, -0.2325559],
] as const)('%s, p = %i, t = %d, point %i: %d', async (link, p, t, point, expected) => {
  const hierarchy = new TruncatedHierarchy(await hierarchyProblem(backend, specOf(link), p));
  hierarchy.advance(t);
  // Half a unit of the last digit given, and the 1e-7 of Mathematics §8.
  expect(Math.abs(hierarchy.outputs()[point] - expected)).toBeLessThan(1e-7);
});

/** Inputs of about this size for targets of size 1, test points among them. */
function pointsOfSize(size: number): ExperimentSpec['points'] {
  const of = (values: number[]): number[][] =>
    values.map((v, i) => [v * size, (i % 2 ? 1 : -0.5) * size * v * v]);
  return { x: of([-1, -0.3, 0.2, 0.9]), y: [0.5, -1, 1, -0.25], probe: of([-0.7, 0, 0.01, 0.5, 1.2]) };
}

/**
 * Mathematics §8, for targets of size 1: an output is measured against the targets, itself and a thousandth of the largest; a
 * kernel entry against the largest of its row.
 */
const tolerance = 1e-7;

describe('f̃ on all points and K̃ on training points equal the Taylor series of HY eq. 15', () => {
  it.each([
    ['#v=1', 3],
    ['#v=1', 4],
    ['#v=1', 5],
    ['#v=1&preset=standard&width=256&horizon=1', 5],
    ['#v=1&preset=standard&width=64&depth=3&activation=softplus&centred=false&horizon=1', 4],
    ['#v=1&preset=mup&width=48&activation=gelu&horizon=5', 4],
    ['#v=1&preset=huang-yau&activation=erf&dataset=gaussian&n=5&d=3&width=32&horizon=20', 4],
    ['#v=1&preset=hayou&activation=sin&residual=resnet&depth=3&width=32&alpha=4', 4],
    ['#v=1&preset=jacot&activation=relu&depth=2&width=64', 3],
    ['#v=1&preset=fang&activation=linear&loss=logistic', 5],
    ['#v=1&preset=fang&activation=linear&loss=logistic&target=signs&n=8&horizon=200', 4],
    ['#v=1&preset=fang&activation=tanh&alpha=1&width=32&horizon=5', 5],
    ['#v=1&dataset=circle&target=signs&loss=logistic&horizon=50', 5],
    ['#v=1&width=48', 4, 1e-2],
    ['#v=1&width=48&depth=2&horizon=0.001', 4, 1e3],
    ['#v=1&activation=softplus&width=48&horizon=0.001', 5, 1e3],
    ['#v=1&preset=fang&activation=sin&width=32&horizon=0.001', 3, 1e3],
  ] as [string, 3 | 4 | 5, number?][])('%s, p = %i', async (link, p, size) => {
    const given = specOf(link);
    const spec: ExperimentSpec = size ? { ...given, dataset: 'points', points: pointsOfSize(size) } : given;
    const problem = await hierarchyProblem(backend, spec, p);
    const times = [0.05, 0.4, 0.8].map((share) => share * spec.horizon);
    const hierarchy = new TruncatedHierarchy(problem);
    // Rows of p = 5 are long: every fourth test point stands for all.
    const step = p === 5 ? 4 : 1;
    const checked = thinned(problem, step);
    const exact = taylorHierarchy(checked, checked.N, times);
    times.forEach((t, i) => {
      hierarchy.advance(t);
      expect(hierarchy.divergedAt).toBeNull();
      expect(outputError(problem, step, hierarchy.outputs(), exact[i].f)).toBeLessThan(tolerance);
      expect(kernelError(problem.n, hierarchy.kernel(), exact[i].kernels[0])).toBeLessThan(tolerance);
    });
  });
});

it('asks no more of the integrator than it gets: a tenth of the tolerance changes a run by less than the tolerance of the claim', async () => {
  for (const link of ['#v=1', '#v=1&preset=standard&width=256&horizon=1']) {
    const spec = specOf(link);
    const problem = await hierarchyProblem(backend, spec, 4);
    const [coarse, fine] = [1e-10, 1e-11].map(
      (step) => new TruncatedHierarchy({ ...problem, tolerance: step }),
    );
    coarse.advance(spec.horizon);
    fine.advance(spec.horizon);
    expect(outputError(problem, 1, coarse.outputs(), fine.outputs())).toBeLessThan(tolerance);
  }
});

describe('the time of a blow-up', () => {
  const blowUps = ['#v=1', '#v=1&activation=erf&width=16&depth=2&horizon=60&alpha=4'];

  it.each(blowUps)('%s: is that of the training points, whatever test points are looked at', async (link) => {
    const whole = await hierarchyProblem(backend, specOf(link), 5);
    // A test grid far away: rows a million times those of the first point reach every limit at once.
    const far = withRows(whole, whole.n + 2, (value) => 1e6 * value);
    const [all, few, none, wild] = [whole, thinned(whole, 10), withRows(whole, whole.n), far].map(
      (problem) => {
        const hierarchy = new TruncatedHierarchy(problem);
        hierarchy.advance(60);
        return hierarchy;
      },
    );
    expect(all.divergedAt).toBeGreaterThan(1);
    for (const other of [few, none, wild])
      // Steps differ with what is watched, and with them the time by their error.
      expect(Math.abs(other.divergedAt! / all.divergedAt! - 1)).toBeLessThan(1e-8);
    // It is where the largest of f̃ or K̃⁽²⁾ … on the training points meets its limit, not a record or a step later.
    const start = [
      whole.f0.subarray(0, whole.n),
      ...[2, 3, 4].map((r) => whole.kernels[r - 2].subarray(0, whole.n ** r)),
    ];
    const there = [all.outputs().subarray(0, whole.n), ...[2, 3, 4].map((r) => all.kernel(r))];
    const ratios = there.map((values, i) => largest(values) / Math.max(1e6, 1e3 * largest(start[i])));
    expect(Math.max(...ratios)).toBeCloseTo(1, 6);
  });

  it('does not depend on the times asked for', async () => {
    const problem = await hierarchyProblem(backend, specOf('#v=1'), 5);
    const times = [[60], [1, 30, 55.8, 55.9], Array.from({ length: 240 }, (_, i) => i / 4)].map((asked) => {
      const hierarchy = new TruncatedHierarchy(problem);
      for (const t of asked) hierarchy.advance(t);
      return hierarchy.divergedAt;
    });
    expect(times[0]).not.toBeNull();
    expect(times).toEqual([times[0], times[0], times[0]]);
  });
});

/** max |a − b|, b having every `step`-th test point, each against the targets, itself and a thousandth of the largest training output. */
function outputError({ n, y }: HierarchyProblem, step: number, a: Float64Array, b: Float64Array): number {
  const unit = Math.max(largest(y), 1e-3 * largest(b.subarray(0, n)));
  return b.reduce((worst, value, x) => {
    const row = x < n ? x : n + (x - n) * step;
    return Math.max(worst, Math.abs(a[row] - value) / (unit + Math.abs(value)));
  }, 0);
}

function kernelError(n: number, a: Float64Array, b: Float64Array): number {
  let worst = 0;
  for (let i = 0; i < n; i++) {
    const row = b.subarray(i * n, (i + 1) * n);
    row.forEach((value, j) => (worst = Math.max(worst, Math.abs(a[i * n + j] - value) / largest(row))));
  }
  return worst;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** The same problem with every `step`-th test point. */
function thinned(problem: HierarchyProblem, step: number): HierarchyProblem {
  const { n, N } = problem;
  return chosen(
    problem,
    [...Array(N).keys()].filter((x) => x < n || (x - n) % step === 0),
  );
}

/** The first `rows` points; what is beyond the training points is changed. */
function withRows(
  problem: HierarchyProblem,
  rows: number,
  change = (value: number) => value,
): HierarchyProblem {
  const { f0, kernels, ...rest } = chosen(problem, [...Array(rows).keys()]);
  const beyond = (values: Float64Array): Float64Array =>
    values.map((value, i) => (i < (values.length / rows) * problem.n ? value : change(value)));
  return { ...rest, f0: beyond(f0), kernels: kernels.map(beyond) };
}

function chosen(problem: HierarchyProblem, points: readonly number[]): HierarchyProblem {
  const pick = (values: Float64Array): Float64Array => {
    const row = values.length / problem.N;
    return Float64Array.from(points.flatMap((x) => [...values.subarray(x * row, (x + 1) * row)]));
  };
  return { ...problem, N: points.length, f0: pick(problem.f0), kernels: problem.kernels.map(pick) };
}
