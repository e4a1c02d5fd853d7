import { formatMoment } from '../../theory/formatMoment';
import type { AnalysisRequest, HierarchyAnalysis } from '../../protocol/analysis';
import { missingTerms } from '../../theory/hierarchy/missingTerms';
import { hierarchyKernels } from '../jets/hierarchyKernels';
import type { KernelOrder } from '../jets/hierarchyKernels';
import { refusal } from '../jets/estimateBytes';
import { initialWeights } from '../network/drawWeights';
import { makeSetup } from '../predictors/setup';
import { EngineError } from '../work/engineError';
import { noPause } from '../work/pause';
import type { Pause } from '../work/pause';
import type { Clock } from '../work/clock';
import { scaledSpectrum } from '../run/kernelReader';
import { refuseTraining } from '../run/refuseTooLarge';
import type { Backend } from '../tensor/backend';
import { downloadKernel } from '../kernel/downloadKernel';
import { learningRateLimit } from '../../protocol/learningRateLimit';
import { lossSlope } from '../../theory/loss/pointLoss';
import { Trainer } from '../training/trainer';
import { discreteSteps } from './discreteSteps';
import { measuredRate, predictedRate } from './kernelRate';
import { theoremBadges } from './theoremBadges';

export interface AnalysisMeans {
  /** Kernels, training and differences are all in float64, whatever the run itself uses. */
  readonly backend: Backend;
  readonly clock: Clock;
  readonly pause?: Pause;
  /** Told after each stage what share of the work is done. */
  readonly progress?: (fraction: number) => Promise<void>;
}

/**
 * The hierarchy of the network at time t of its run (MATH §5): K⁽²⁾ … K⁽ᵒʳᵈᵉʳ⁾ on the training points [n, …, n] without
 * the lazy factor, the summands of K⁽²⁾ and K⁽³⁾ by layer, the identity ∂_t K⁽²⁾ = −(c/n) Σ K⁽³⁾ g beside its measured left side,
 * the change over one step of gradient descent by order of the step (HY eq. 29), and HY's theorems with their assumptions.
 *
 * Refuses, before any work, what would need more than 1 GB; the error names the estimate and the remedy.
 */
export async function analyse(
  { spec: given, t, order }: AnalysisRequest,
  { backend, clock, pause = noPause, progress = () => Promise.resolve() }: AnalysisMeans,
): Promise<HierarchyAnalysis> {
  const problem = makeSetup(given);
  const { spec, data, definition } = problem;
  const { n } = data;
  const top = kernelOrder(order);
  const tooLarge =
    refusal(n, n, definition.width, definition.depth, 3, true) ??
    refusal(n, n, definition.width, definition.depth, top);
  if (tooLarge !== null) throw new EngineError('TooLarge', `${tooLarge}.`, 'n');
  refuseTraining(backend, problem);
  const initial = initialWeights(definition.parametrisation, spec.seed);
  await pause();
  const trainer = await Trainer.create(backend, definition, data, spec, { initial });
  try {
    await pause();
    const start = await downloadKernel(trainer.backend, trainer.kernel());
    await trainer.advanceTo(t, pause);
    const stop = trainer.divergence;
    if (stop !== null)
      throw new EngineError(
        'Diverged',
        `The network diverged at t = ${formatMoment(stop.t)}, before t = ${formatMoment(t)}: ${stop.reason}. Look at an earlier time, or ${stop.remedy}.`,
        'lr',
      );
    await progress(0.3);
    const outputs = await trainer.trainOutputs();
    const g = outputs.map((f, i) => lossSlope(spec.loss, f, data.y[i]));
    const byOrder = await kernelsByOrder(trainer, data.x, n, top, { clock, pause });
    await progress(0.8);
    const rate = await measuredRate(trainer, data, spec, pause);
    await progress(0.9);
    const limit = learningRateLimit(
      { ...spec, optimizer: 'gd' },
      scaledSpectrum(start, n, definition.lazyFactor)[0],
    );
    const discrete = await discreteSteps(trainer, data.x, g, largestStep(spec, limit), pause);
    const [k2, k3, k4 = null, k5 = null] = byOrder.kernels;
    return {
      t: trainer.t,
      n,
      lazyFactor: definition.lazyFactor,
      k2,
      k3,
      k4,
      k5,
      k2Layers: concatenate(byOrder.layers.map((kernels) => kernels[0])),
      k3Layers: concatenate(byOrder.layers.map((kernels) => kernels[1])),
      layerNames: definition.layers.map((_, l) => (l === definition.depth ? 'a' : `W^{${l + 1}}`)),
      g,
      predictedRate: predictedRate(k3, g, definition.lazyFactor),
      measuredRate: rate,
      discrete,
      badges: theoremBadges(problem, start, t, top),
      missing: missingTerms(spec.activation)?.text ?? null,
      milliseconds: byOrder.milliseconds,
    };
  } finally {
    trainer.dispose();
  }
}

function kernelOrder(order: number): KernelOrder {
  if (order === 3 || order === 4 || order === 5) return order;
  throw new EngineError('BadOrder', `The highest kernel must be of order 3, 4 or 5, got ${order}.`);
}

/** Steps that descent takes are looked at first; the flow has none, so half of what the kernel bears is taken. */
function largestStep({ optimizer, lr }: AnalysisRequest['spec'], limit: number): number {
  return optimizer === 'flow' ? limit / 2 : lr;
}

/** Order by order, each from the beginning, so that the cost of every order is measured; they share all but the last. */
async function kernelsByOrder(
  { backend, definition, state }: Trainer,
  x: Float64Array,
  n: number,
  top: KernelOrder,
  { clock, pause }: Required<Pick<AnalysisMeans, 'clock' | 'pause'>>,
) {
  const milliseconds: { order: number; milliseconds: number }[] = [];
  const timed = async (order: KernelOrder, layers: boolean) => {
    const from = clock.now();
    const found = await hierarchyKernels(backend, definition, state, x, n, order, { layers, pause });
    milliseconds.push({ order, milliseconds: clock.now() - from });
    return found;
  };
  await timed(2, false);
  const third = await timed(3, true);
  let { kernels } = third;
  for (let order = 4; order <= top; order++) ({ kernels } = await timed(order as KernelOrder, false));
  return { kernels, layers: third.layers ?? [], milliseconds };
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
