import type { Backend } from '../../../src/engine/tensor/backend';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { expand } from '../../../src/engine/predictors/expansion';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { decodePermalink } from '../../../src/protocol/permalink';
import type { HierarchyProblem } from '../../../src/theory/hierarchy/truncatedHierarchy';

/** What a run hands to the hierarchy truncated at p around θ(0). */
export async function hierarchyProblem(
  backend: Backend,
  spec: ExperimentSpec,
  p: 2 | 3 | 4 | 5,
): Promise<HierarchyProblem> {
  const setup = makeSetup(spec);
  const { data, N, definition } = setup;
  const weights = initialWeights(definition.parametrisation, spec.seed);
  const expansion = await expand(backend, setup, weights, weights, 0);
  return {
    n: data.n,
    N,
    f0: expansion.f0,
    kernels: await expansion.kernels(p, noPause),
    y: data.y,
    loss: spec.loss,
    timeFactor: definition.lazyFactor,
  };
}

/** The experiment of a permalink, which must be legal as it stands. */
export function specOf(link: string): ExperimentSpec {
  const { spec, problems } = decodePermalink(link);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join(' '));
  return spec;
}
