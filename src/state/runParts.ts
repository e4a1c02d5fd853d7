import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import { predictorsByRank } from '../protocol/predictors';

/** Predictors that stand on the same computed thing (weights, an expansion point, infinite kernels) stay together. */
const groups: readonly (readonly PredictorName[])[] = [
  ['nn'],
  ['linearised', 'nth3', 'nth4', 'nth5'],
  ['ntk', 'randomFeatures'],
  ['meanField'],
];

/** Evaluations of a flow's gradient over a run of the default horizon, and multiplications that one entry of K_∞ costs: a few hundred each. */
const evaluations = 500;
const perKernelEntry = 500;

/** About the multiplications of one predictor: right within a factor of a few, which is enough to share out work. */
function predictorCost(name: PredictorName, spec: ExperimentSpec): number {
  const { n, d, width, depth, particles } = spec;
  const parameters = width * (d + 1) + (depth - 1) * width * width;
  // d⟨K^(p)⟩/dt has n^p entries; K^(p−1) at one point is n^{p−2} passes through the network, K⁽²⁾ a pass forward and back of all points.
  const hierarchy = (p: number) =>
    (3 * (n + 97) + 10 * n ** (p - 2)) * parameters +
    (spec.optimizer === 'flow' ? evaluations * n ** (p - 1) : 0);
  switch (name) {
    case 'nn':
      return evaluations * n * parameters;
    case 'linearised':
      return hierarchy(2);
    case 'nth3':
    case 'nth4':
    case 'nth5':
      return hierarchy(Number(name.slice(3)));
    case 'ntk':
    case 'randomFeatures':
      return perKernelEntry * n * (n + 97) * depth;
    case 'meanField':
      return evaluations * n * (depth === 1 ? 2 * particles * (d + 1) : parameters);
  }
}

export interface RunParts {
  /** Theories that cost less than one pass of the network through its points: with a head start there is a curve at once. */
  readonly quick: readonly PredictorName[];
  /** Computed side by side, the most expensive first to start. */
  readonly shared: readonly (readonly PredictorName[])[];
}

/** The parts of a run. Longest processing time first is within a third of the best schedule (Graham 1969). */
export function runParts(
  spec: ExperimentSpec,
  predictors: readonly PredictorName[],
  workers: number,
): RunParts {
  const jobs = groups
    .map((group) => group.filter((name) => predictors.includes(name)))
    .filter((group) => group.length > 0)
    .map((names) => ({ names, cost: names.reduce((sum, name) => sum + predictorCost(name, spec), 0) }))
    .sort((a, b) => b.cost - a.cost);
  const onePass = predictorCost('nn', spec) / evaluations;
  const quick = jobs.filter(({ cost }) => cost < onePass).flatMap(({ names }) => names);
  const others = jobs.filter(({ cost }) => cost >= onePass);
  const parts = Array.from({ length: Math.min(workers, others.length) }, () => ({
    names: [] as PredictorName[],
    cost: 0,
  }));
  for (const { names, cost } of others) {
    const least = parts.reduce((best, part) => (part.cost < best.cost ? part : best));
    least.names.push(...names);
    least.cost += cost;
  }
  const byRank = (names: readonly PredictorName[]) => predictorsByRank.filter((name) => names.includes(name));
  return { quick: byRank(quick), shared: parts.map(({ names }) => byRank(names)) };
}
