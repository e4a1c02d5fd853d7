import type { EnsembleHierarchy } from '../../protocol/ensemble';
import { refusal } from '../jets/estimateBytes';
import type { Weights } from '../network/drawWeights';
import { expand } from '../predictors/expansion';
import { HierarchyPredictor } from '../predictors/hierarchyPredictor';
import type { Setup } from '../predictors/setup';
import type { Backend } from '../tensor/backend';
import { EngineError } from '../work/engineError';
import type { Pause } from '../work/pause';

/** Truncation in which the theorem bounds errors by m⁻² at fixed times, the drift of the mean being of order 1/m (HY Theorem 2.6). */
const order = 4;

/** The hierarchy truncated at p = 4 around one network's θ(0), by gradient flow, on the training points and the chosen probe points. */
export async function ensembleHierarchy(
  backend: Backend,
  whole: Setup,
  initial: Weights,
  times: Float64Array,
  chosen: readonly number[],
  pause: Pause,
): Promise<EnsembleHierarchy> {
  const problem = thinned(whole, chosen);
  const { data, definition, N } = problem;
  const why = refusal(N, data.n, definition.width, definition.depth, order);
  if (why !== null) throw new EngineError('TooLarge', `${why}.`, 'n');
  const expansion = await expand(backend, problem, initial, initial, 0);
  const hierarchy = await HierarchyPredictor.create(problem, expansion, order, [], pause);
  const train = new Float64Array(times.length * data.n).fill(NaN);
  const probe = new Float64Array(times.length * data.p).fill(NaN);
  for (const [k, t] of times.entries()) {
    await hierarchy.advance(t, pause);
    if (hierarchy.divergence !== null) break;
    const reached = await hierarchy.predict();
    train.set(reached.train, k * data.n);
    probe.set(reached.probe, k * data.p);
  }
  return { train, probe, divergedAt: hierarchy.divergence?.at ?? null };
}

/** The same problem with some of its probe points: K⁽⁴⁾ has a row for each. */
function thinned(problem: Setup, chosen: readonly number[]): Setup {
  const { data } = problem;
  const { n, d } = data;
  const xProbe = rowsOf(data.xProbe, d, chosen);
  const yProbe = data.yProbe && rowsOf(data.yProbe, 1, chosen);
  const axis = { ...data.axis, probe: rowsOf(data.axis.probe, 1, chosen) };
  const xAll = new Float64Array((n + chosen.length) * d);
  xAll.set(data.x);
  xAll.set(xProbe, n * d);
  return {
    ...problem,
    data: { ...data, xProbe, yProbe, axis, p: chosen.length },
    xAll,
    N: n + chosen.length,
  };
}

function rowsOf(m: Float64Array, columns: number, rows: readonly number[]): Float64Array {
  const result = new Float64Array(rows.length * columns);
  rows.forEach((row, k) => result.set(m.subarray(row * columns, (row + 1) * columns), k * columns));
  return result;
}
