/** Laws of the truncated hierarchies and of the linear models. */
import { activations } from '../../../src/theory/activations/activations';
import { TruncatedHierarchy, type HierarchyProblem } from '../../../src/theory/hierarchy/truncatedHierarchy';
import { FunctionSpaceModel } from '../../../src/theory/linearised/functionSpaceModel';
import { LinearModel } from '../../../src/theory/linearised/linearModel';
import { lossSlope } from '../../../src/theory/loss/pointLoss';
import { pick } from '../seeded';
import type { Law, LawMeans } from './law';
import { fastest, largest, outputDifference } from './lawSpec';
import { flow, hierarchyAt, startOf } from './networkRun';
import { negated, relabelled, shuffled } from './transformed';

const orders = [3, 4, 5] as const;

/** Kernels of order 5 on eight points take longer than they tell. */
const fewer: Law['shape'] = (spec) => ({
  ...spec,
  width: Math.min(spec.width, 48),
  depth: Math.min(spec.depth, 3),
});

/** f̃ on all points and K̃ on training points at T or before a blow-up; null when it blows up within a tenth of T. */
function run(
  problem: HierarchyProblem,
  T: number,
  means: LawMeans,
  stops: readonly number[] = [],
): TruncatedHierarchy | null {
  const hierarchy = new TruncatedHierarchy(problem);
  for (const t of [...stops, T]) while (!hierarchy.step(t)) void means.pause();
  return hierarchy.divergedAt === null ? hierarchy : null;
}

function between(a: TruncatedHierarchy, b: TruncatedHierarchy, problem: HierarchyProblem): number {
  return Math.max(
    outputDifference(a.outputs(), b.outputs(), problem.y),
    rowDifference(a.kernel(), b.kernel(), problem.n),
  );
}

/** Each row of a kernel against its own largest entry. */
function rowDifference(a: Float64Array, b: Float64Array, n: number): number {
  const size = largest(b);
  let worst = 0;
  for (let i = 0; i < n; i++) {
    const row = Math.max(largest(b.subarray(i * n, (i + 1) * n)), 1e-6 * size, 1e-300);
    for (let j = i * n; j < (i + 1) * n; j++) worst = Math.max(worst, Math.abs(a[j] - b[j]) / row);
  }
  return worst;
}

function horizon({ kernels: [k2], n, timeFactor }: HierarchyProblem, random: () => number): number | null {
  const rate = fastest(k2, n, timeFactor);
  return Number.isFinite(rate) && rate > 1e-12 ? (0.3 * 300 ** random()) / rate : null;
}

async function drawn(spec: Parameters<Law['judge']>[0], means: LawMeans, most = 5) {
  const start = startOf(spec);
  const p = pick(
    means.random,
    orders.filter((order) => order <= most && start.setup.data.n ** order <= 5000),
  );
  const problem = await hierarchyAt(start.setup, start.weights, p, means);
  const T = problem && horizon(problem, means.random);
  return problem && T ? { start, p, problem, T } : null;
}

export const hierarchyLaws: readonly Law[] = [
  {
    name: 'a hierarchy does not move with its tolerance',
    specs: 80,
    shape: fewer,
    judge: async (spec, means) => {
      const given = await drawn(spec, means);
      if (!given) return null;
      const { problem, T } = given;
      const [a, b] = [run(problem, T, means), run({ ...problem, tolerance: 1e-12 }, T, means)];
      return a && b && { error: between(a, b, problem), tolerance: 1e-7 };
    },
  },
  {
    name: 'the times of a hierarchy compose: begun again from its own state it arrives at the same',
    specs: 40,
    shape: fewer,
    judge: async (spec, means) => {
      const given = await drawn(spec, means);
      if (!given) return null;
      const { problem, T, p } = given;
      const whole = run(problem, T, means);
      const half = run(problem, T / 3, means);
      if (!whole || !half) return null;
      const kernels = Array.from({ length: p - 1 }, (_, r) => half.kernel(r + 2, problem.N));
      const rest = run({ ...problem, f0: half.outputs(), kernels, startTime: T / 3 }, T, means);
      return rest && { error: between(rest, whole, problem), tolerance: 1e-7 };
    },
  },
  {
    name: 'a hierarchy has the same bits whatever times are asked for',
    specs: 20,
    shape: fewer,
    judge: async (spec, means) => {
      const given = await drawn(spec, means);
      if (!given) return null;
      const { problem, T } = given;
      const a = run(problem, T, means);
      const b = run(problem, T, means, [T / 7, T / 2, 0.9 * T]);
      return a && b && { error: between(a, b, problem), tolerance: 1e-300 };
    },
  },
  {
    name: 'a hierarchy with points relabelled, and with y and a negated',
    specs: 40,
    shape: fewer,
    judge: async (spec, means) => {
      const given = await drawn(spec, means, 4);
      if (!given) return null;
      const { start, problem, T, p } = given;
      const order = shuffled(problem.n, means.random);
      const moved = relabelled(start, order);
      const other = await hierarchyAt(moved.setup, moved.weights, p, means);
      const minus = negated(start);
      const opposite = await hierarchyAt(minus.setup, minus.weights, p, means);
      if (!other || !opposite) return null;
      const [a, b, c] = [run(problem, T, means), run(other, T, means), run(opposite, T, means)];
      if (!a || !b || !c) return null;
      const f = a.outputs();
      const expected = f.map((value, x) => (x < problem.n ? f[order[x]] : value));
      const error = Math.max(
        outputDifference(b.outputs(), expected, problem.y),
        outputDifference(
          c.outputs().map((v) => -v),
          f,
          problem.y,
        ),
      );
      return { error, tolerance: 1e-7 };
    },
  },
  {
    name: 'f − f̃⁽ᵖ⁾ = O(tᵖ): the order missing from p',
    specs: 40,
    shape: (spec) => ({ ...spec, width: Math.min(spec.width, 32), depth: Math.min(spec.depth, 3) }),
    exception: (spec) =>
      activations[spec.activation].smoothness < Infinity
        ? 'derivatives of φ lack their deltas (Mathematics §5)'
        : null,
    judge: async (spec, means) => {
      const start = startOf(spec);
      const p = pick(means.random, [2, 3, 4] as const);
      const problem = await hierarchyAt(start.setup, start.weights, p, means);
      const rate = problem && fastest(problem.kernels[0], problem.n, problem.timeFactor);
      if (!problem || !rate || !(rate > 1e-12)) return null;
      const unit = Math.max(largest(problem.y), largest(problem.f0.subarray(0, problem.n)));
      // Halved until the error is small, and fourfold so long as it is far above rounding.
      const errors: number[] = [];
      for (let k = 0, t = 0.5 / rate; k < 14; k++, t /= 2) {
        const f = await flow(start, [t], means, { flow: { tolerance: 1e-13 } });
        const hierarchy = run({ ...problem, tolerance: 1e-13 }, t, means);
        if (f === null || hierarchy === null) continue;
        const predicted = hierarchy.outputs();
        errors.push(largest(f[0].f.map((v, i) => v - predicted[i])) / unit);
        if (errors[errors.length - 1] < 1e-10) break;
      }
      const usable = errors.filter((e) => e > 1e-10 && e < 1e-3);
      if (usable.length < 3) return null;
      const [before, last] = usable.slice(-2);
      // A missing or wrong term costs a whole order; half of one is what the next order leaves at finite t.
      return { error: Math.max(0, p - Math.log2(before / last)), tolerance: 0.5 };
    },
  },
  {
    name: 'linearised: the closed form, the flow in function space and the hierarchy at p = 2 agree',
    specs: 80,
    shape: (spec) => ({ ...spec, loss: 'square' }),
    judge: async (spec, means) => {
      const start = startOf({ ...spec, loss: 'square' });
      const problem = await hierarchyAt(start.setup, start.weights, 2, means);
      const T = problem && horizon(problem, means.random);
      if (!problem || !T) return null;
      const { n, f0, kernels, y, timeFactor } = problem;
      const linear = {
        kernel: kernels[0].slice(0, n * n),
        kernelProbe: kernels[0].slice(n * n),
        y,
        f0: f0.slice(0, n),
        f0Probe: f0.slice(n),
        timeFactor,
      };
      const closed = new LinearModel(linear).outputs({ kind: 'flow' }, T);
      const model = new FunctionSpaceModel(linear, (f, target) => lossSlope('square', f, target));
      model.advanceFlow(T);
      const stepped = model.outputs();
      const hierarchy = run(problem, T, means);
      if (hierarchy === null) return null;
      const all = (o: { train: Float64Array; probe: Float64Array }): Float64Array =>
        Float64Array.of(...o.train, ...o.probe);
      const error = Math.max(
        outputDifference(all(stepped), all(closed), y),
        outputDifference(hierarchy.outputs(), all(closed), y),
      );
      return { error, tolerance: 1e-7 };
    },
  },
];
