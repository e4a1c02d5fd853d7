import { hierarchyKernels } from '../../../src/engine/jets/hierarchyKernels';
import { downloadKernel } from '../../../src/engine/kernel/downloadKernel';
import { initialWeights, type Weights } from '../../../src/engine/network/drawWeights';
import { uploadState } from '../../../src/engine/network/networkState';
import { makeSetup, type Setup } from '../../../src/engine/predictors/setup';
import { Trainer, type TrainerOptions } from '../../../src/engine/training/trainer';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { expand } from '../../../src/engine/predictors/expansion';
import type { HierarchyProblem } from '../../../src/theory/hierarchy/truncatedHierarchy';
import type { LawMeans } from './law';
import { largest } from './lawSpec';

export interface Moment {
  readonly f: Float64Array; // [n]
  readonly kernel: Float64Array; // [n, n]
  /** The largest |K| at the start: a kernel that has died away is measured by it. */
  readonly kernelSize: number;
  readonly weights: Weights;
}

export function startOf(spec: ExperimentSpec): { setup: Setup; weights: Weights } {
  const setup = makeSetup(spec);
  return { setup, weights: initialWeights(setup.definition.parametrisation, spec.seed) };
}

/** A network under gradient flow from `weights`, at each of the times; null where it stops being finite. */
export async function flow(
  { setup, weights }: { setup: Setup; weights: Weights },
  times: readonly number[],
  { backend, pause }: LawMeans,
  options: Omit<TrainerOptions, 'initial'> = {},
): Promise<Moment[] | null> {
  const { definition, data, spec } = setup;
  const trainer = await Trainer.create(
    backend,
    definition,
    data,
    { ...spec, optimizer: 'flow' },
    { initial: weights, ...options },
  );
  try {
    const moments: Moment[] = [];
    const kernelSize = largest(await downloadKernel(backend, trainer.kernel()));
    for (const t of times) {
      await trainer.advanceTo(t, pause);
      if (trainer.divergence !== null) return null;
      const f = (await trainer.trainOutputs()).slice();
      const kernel = (await downloadKernel(backend, trainer.kernel())).slice();
      if (!f.every(Number.isFinite) || !kernel.every(Number.isFinite)) return null;
      moments.push({ f, kernel, kernelSize, weights: await trainer.weights() });
    }
    return moments;
  } finally {
    trainer.dispose();
  }
}

/** K at θ, [n, n]. */
export async function kernelAt(
  setup: Setup,
  weights: Weights,
  means: LawMeans,
): Promise<Float64Array | null> {
  return (await flow({ setup, weights }, [0], means))?.[0].kernel ?? null;
}

/** K⁽²⁾ … K⁽ᵖ⁾ at θ, rows of all points. */
export async function kernelsAt(
  setup: Setup,
  weights: Weights,
  p: 2 | 3 | 4 | 5,
  { backend, pause }: LawMeans,
): Promise<readonly Float64Array[]> {
  const { definition, xAll, data } = setup;
  const state = uploadState(backend, definition, weights);
  try {
    return (await hierarchyKernels(backend, definition, state, xAll, data.n, p, { pause })).kernels;
  } finally {
    for (const t of [...state.weights, ...state.biases]) if (t !== null) backend.dispose(t);
  }
}

/** The hierarchy truncated at p around θ; null where a kernel is not finite. */
export async function hierarchyAt(
  setup: Setup,
  weights: Weights,
  p: 2 | 3 | 4 | 5,
  { backend, pause }: LawMeans,
): Promise<HierarchyProblem | null> {
  const expansion = await expand(backend, setup, weights, weights, 0);
  const kernels = await expansion.kernels(p, pause);
  if (![expansion.f0, ...kernels].every((values) => values.every(Number.isFinite))) return null;
  const { data, N, definition, spec } = setup;
  return {
    n: data.n,
    N,
    f0: expansion.f0,
    kernels,
    y: data.y,
    loss: spec.loss,
    timeFactor: definition.lazyFactor,
  };
}
