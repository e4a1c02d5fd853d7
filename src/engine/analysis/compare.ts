import { formatMoment } from '../../theory/formatMoment';
import type { Discrepancies } from '../../protocol/analysis';
import { effectiveSpec } from '../../protocol/effectiveSpec';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { refusal } from '../jets/estimateBytes';
import { downloadKernel } from '../kernel/downloadKernel';
import { initialWeights } from '../network/drawWeights';
import type { Weights } from '../network/drawWeights';
import { expand } from '../predictors/expansion';
import { HierarchyPredictor } from '../predictors/hierarchyPredictor';
import { infinitePredictor } from '../predictors/builders/infiniteNetwork';
import { kernelsAtInfinity } from '../predictors/kernelsAtInfinity';
import { makeSetup } from '../predictors/setup';
import type { Setup } from '../predictors/setup';
import { Cancelled, noPause } from '../work/pause';
import type { Pause } from '../work/pause';
import { scaledSpectrum } from '../run/kernelReader';
import type { Backend } from '../tensor/backend';
import { learningRateLimit } from '../../protocol/learningRateLimit';
import { Trainer } from '../training/trainer';
import { roundedBackend } from './roundedBackend';

/** Multiplications, additions and moved numbers that one of the gradient descents may take: a few seconds on one core. */
const operations = 1e10;
/** Numbers moved per weight and step where every result is rounded. */
const moved = 40;
const mostSteps = 4000;
/** Share of the stability limit that is taken when the experiment's own learning rate is beyond it. */
const safeShare = 0.5;

/**
 * The four reasons why a finite network trained by float32 gradient descent is not its infinite-width or truncated theory, each
 * alone: RMS over the training points at one time t of
 *
 *   step size  descent − flow     finite width  flow − mean of the NTK at m = ∞     truncation  flow − hierarchy at p
 *   float precision  descent in float32 − descent in float64
 *
 * t is the horizon, or the last step that `operations` allows. A quantity that does not exist here is null, and a note says why.
 */
export async function compare(
  given: ExperimentSpec,
  backend: Backend,
  pause: Pause = noPause,
  progress: (fraction: number) => Promise<void> = () => Promise.resolve(),
): Promise<Discrepancies> {
  const spec = effectiveSpec(given);
  const flowSpec: ExperimentSpec = { ...spec, optimizer: 'flow', decayU: 0, decayTheta: 0, expansion: 0 };
  const problem = makeSetup(flowSpec);
  const notes: string[] = [];
  const initial = initialWeights(problem.definition.parametrisation, spec.seed);
  const rest = async (): Promise<void> => void (await pause());
  await rest();
  const eta = await stableStep(backend, problem, initial, spec.lr, notes);
  await rest();
  const steps = stepsWithin(problem, spec.horizon / eta, notes);
  const at = steps * eta;
  const flow = await trained(backend, problem, initial, flowSpec, at, pause);
  await progress(0.3);
  const descentSpec: ExperimentSpec = { ...flowSpec, optimizer: 'gd', lr: eta };
  const descent = await trained(backend, problem, initial, descentSpec, at, pause);
  await progress(0.5);
  const rounded = await trained(roundedBackend(backend), problem, initial, descentSpec, at, pause);
  notes.push('float32 is simulated: every result is rounded to float32, sums inside a product are not.');
  await progress(0.8);
  const infinite = await attempt(notes, 'The infinite-width mean', async () => {
    const predictor = infinitePredictor(problem, await kernelsAtInfinity(problem, pause), []);
    await predictor.advance(at, pause);
    return (await predictor.predict()).train;
  });
  if (!spec.centred && infinite)
    notes.push('The network is not centred: finite width includes its random start.');
  const { n } = problem.data;
  const level = ([4, 3] as const).find(
    (p) => refusal(problem.N, n, problem.definition.width, problem.definition.depth, p) === null,
  );
  const truncated = await attempt(notes, 'The truncated hierarchy', () =>
    truncatedOutputs(backend, problem, initial, level ?? 3, at, pause, notes),
  );
  return {
    stepSize: rms(descent, flow),
    eta,
    finiteWidth: rms(infinite, flow),
    truncation: rms(truncated, flow),
    level: level ?? 3,
    floatPrecision: rms(rounded, descent),
    at,
    notes,
  };
}

/** The experiment's own learning rate where descent is stable with it, else a share of the limit of gradient descent. */
async function stableStep(
  backend: Backend,
  problem: Setup,
  initial: Weights,
  lr: number,
  notes: string[],
): Promise<number> {
  const { definition, data, spec } = problem;
  const trainer = await Trainer.create(backend, definition, data, spec, { initial });
  try {
    const values = await downloadKernel(backend, trainer.kernel());
    const limit = learningRateLimit(spec, scaledSpectrum(values, data.n, definition.lazyFactor)[0]);
    if (lr < limit) return lr;
    const instead = `beyond ${formatMoment(limit)}; half of that limit is taken.`;
    notes.push(
      `Descent with η = ${lr} ${spec.loss === 'square' ? 'would diverge' : 'may raise the loss'} ${instead}`,
    );
    return safeShare * limit;
  } finally {
    trainer.dispose();
  }
}

function stepsWithin({ data, definition }: Setup, wanted: number, notes: string[]): number {
  const weights = definition.layers.reduce((sum, l) => sum + l.fanIn * l.fanOut, 0);
  const affordable = Math.max(
    1,
    Math.min(mostSteps, Math.floor(operations / ((6 * data.n + moved) * weights))),
  );
  const steps = Math.max(1, Math.floor(wanted * (1 + 1e-12)));
  if (steps <= affordable) return steps;
  notes.push(`Compared after ${affordable} of the ${steps} steps to the horizon, to keep the wait short.`);
  return affordable;
}

/** Outputs on the training points at t; null after a divergence. [n] */
async function trained(
  backend: Backend,
  { definition, data }: Setup,
  initial: Weights,
  spec: ExperimentSpec,
  t: number,
  pause: Pause,
): Promise<Float64Array | null> {
  const trainer = await Trainer.create(backend, definition, data, spec, { initial });
  try {
    await trainer.advanceTo(t, pause);
    return trainer.divergence === null ? await trainer.trainOutputs() : null;
  } finally {
    trainer.dispose();
  }
}

async function truncatedOutputs(
  backend: Backend,
  problem: Setup,
  initial: Weights,
  level: 3 | 4,
  t: number,
  pause: Pause,
  notes: string[],
): Promise<Float64Array | null> {
  const expansion = await expand(backend, problem, initial, initial, 0);
  const predictor = await HierarchyPredictor.create(problem, expansion, level, [], pause);
  await predictor.advance(t, pause);
  if (predictor.divergence === null) return (await predictor.predict()).train;
  notes.push(predictor.divergence.message);
  return null;
}

/** What cannot be computed is a result too: its reason becomes a note. */
async function attempt(
  notes: string[],
  what: string,
  compute: () => Promise<Float64Array | null>,
): Promise<Float64Array | null> {
  try {
    return await compute();
  } catch (thrown) {
    if (thrown instanceof Cancelled) throw thrown;
    notes.push(`${what} is not available: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
    return null;
  }
}

function rms(a: Float64Array | null, b: Float64Array | null): number | null {
  if (a === null || b === null) return null;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return Math.sqrt(sum / a.length);
}
