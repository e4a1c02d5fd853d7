import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';

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
  // d⟨K^(p)⟩/dt has n^p entries; K^(p−1) at one point is n^{p−2} passes through the network.
  const hierarchy = (p: number) =>
    10 * n ** (p - 2) * parameters + (spec.optimizer === 'flow' ? evaluations * n ** (p - 1) : 0);
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

/**
 * The parts of a run that are computed side by side, the most expensive first to start; the network's part begins with
 * the network. Longest processing time first (Graham 1969): within a third of the best schedule.
 */
export function runParts(
  spec: ExperimentSpec,
  predictors: readonly PredictorName[],
  workers: number,
): readonly (readonly PredictorName[])[] {
  const jobs = groups
    .map((group) => group.filter((name) => predictors.includes(name)))
    .filter((group) => group.length > 0)
    .map((names) => ({ names, cost: names.reduce((sum, name) => sum + predictorCost(name, spec), 0) }))
    .sort((a, b) => b.cost - a.cost);
  const parts = Array.from({ length: Math.min(workers, jobs.length) }, () => ({
    names: [] as PredictorName[],
    cost: 0,
  }));
  for (const { names, cost } of jobs) {
    const least = parts.reduce((best, part) => (part.cost < best.cost ? part : best));
    least.names.push(...names);
    least.cost += cost;
  }
  return parts.map(({ names }) => names);
}
