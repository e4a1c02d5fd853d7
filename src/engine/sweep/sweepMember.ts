/**
 * One member of a sweep as a row of named numbers. Everything is taken up to the horizon at the page's recorded times;
 * kernels are at the expansion point t₀ (0 by default). Names, by output:
 *
 *   k3, k4, k5      `k3.max` = max |K⁽³⁾| over the training indices, `k3.rms`
 *   drift           `drift` = ‖K_T − K_0‖_F/‖K_0‖_F at the horizon, `drift.max` its largest value
 *   errors          `error.p2` … `error.p4` (`.p5` where k5 is asked for): largest RMS of f̃⁽ᵖ⁾ − f over the training points,
 *                   `kernelError.p2` …: largest ‖K̃_t − K_t‖_F/‖K_t‖_F, `diverged.p3` …: when the truncation blew up
 *   probeErrors     `probeError.p2` …: the same over the probe points
 *   rate            `rate` = ‖∂_tK⁽²⁾‖_F at t₀, from K⁽³⁾; `rate.relative` = that over ‖K⁽²⁾‖_F
 *   loss            `loss.initial`, `loss.final`, `loss.bound` (HY Corollary 2.5, square loss)
 *   spectrum        `lambda.min`, `lambda.max` of the lazy K/n at t₀
 *   rescaling       `jacobian.rms`, `linear.rms`, `quadratic.rms` (see rescaling.ts)
 *
 * Float64 and deterministic. A quantity that does not exist is null: a truncation that blew up, kernels beyond the memory.
 */
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { SweepMember, SweepOutput, SweepRow } from '../../protocol/sweep';
import { exp } from '../../theory/elementary/exp';
import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import { lossSlope } from '../../theory/loss/pointLoss';
import { refusal } from '../jets/estimateBytes';
import { initialWeights, type Weights } from '../network/drawWeights';
import { expand, type Expansion } from '../predictors/expansion';
import { makeProblem, type Problem } from '../predictors/problem';
import { scaledSpectrum } from '../run/kernelReader';
import type { Pause } from '../work/pause';
import { recordedTimes } from '../run/recordedTimes';
import { refuseTooLarge } from '../run/refuseTooLarge';
import type { Clock } from '../work/clock';
import type { Backend } from '../tensor/backend';
import { rescaling } from './rescaling';
import { recordTraining, type TrainingRecord } from './trainingRecord';
import { relativeChange, truncationErrors, type TruncationOrder } from './truncationErrors';

type Values = Record<string, number | null>;

export async function sweepMember(
  backend: Backend,
  { key, overrides, spec }: SweepMember,
  outputs: readonly SweepOutput[],
  clock: Clock,
  pause: Pause,
): Promise<SweepRow> {
  const start = clock.now();
  const { values, problem } = await memberValues(backend, spec, new Set(outputs), pause);
  return { key, overrides, values, problem, seconds: (clock.now() - start) / 1000 };
}

async function memberValues(
  backend: Backend,
  spec: ExperimentSpec,
  wanted: ReadonlySet<SweepOutput>,
  pause: Pause,
): Promise<{ values: Values; problem: string | null }> {
  const whole = makeProblem(spec);
  const problem = wanted.has('probeErrors') ? whole : withoutProbe(whole);
  refuseTooLarge(problem);
  const initial = initialWeights(problem.definition.parametrisation, spec.seed);
  const { order, refused } = affordableOrder(problem, wanted);
  const values: Values = {};

  const record = await train(backend, problem, initial, wanted, pause);
  const { weights, t } = record?.expansion ?? { weights: initial, t: 0 };
  const expansion = await expand(backend, problem, initial, weights, t);
  const kernels = await expansion.kernels(order, pause);

  for (const r of [3, 4, 5] as const) {
    if (!wanted.has(`k${r}`)) continue;
    const entries = order >= r ? trainingEntries(kernels[r - 2], problem) : null;
    values[`k${r}.max`] = entries && largest(entries);
    values[`k${r}.rms`] = entries && frobeniusNorm(entries) / Math.sqrt(entries.length);
  }
  if (wanted.has('rate')) {
    const rate = order >= 3 ? kernelRate(problem, expansion, kernels[1]) : null;
    values.rate = rate;
    values['rate.relative'] = rate && rate / frobeniusNorm(trainingEntries(kernels[0], problem));
  }
  const spectrum = scaledSpectrum(
    trainingEntries(kernels[0], problem),
    problem.data.n,
    problem.definition.lazyFactor,
  );
  if (wanted.has('spectrum')) {
    values['lambda.min'] = spectrum[spectrum.length - 1];
    values['lambda.max'] = spectrum[0];
  }
  if (record) {
    values['diverged.nn'] = record.divergedAt;
    const reached = record.divergedAt === null;
    if (wanted.has('drift')) {
      const drift = record.kernels.map((kernel) => relativeChange(kernel, record.kernels[0]));
      values.drift = reached ? drift[drift.length - 1] : null;
      values['drift.max'] = reached ? largest(drift) : null;
    }
    if (wanted.has('loss')) {
      values['loss.initial'] = record.losses[0] ?? null;
      values['loss.final'] = reached ? record.losses[record.losses.length - 1] : null;
      values['loss.bound'] =
        spec.loss === 'square' && t === 0 ? lossBound(record, spectrum, spec.horizon) : null;
    }
    if (wanted.has('errors') || wanted.has('probeErrors'))
      Object.assign(values, await errorValues(problem, expansion, order, record, wanted, pause));
    if (wanted.has('rescaling')) {
      const sizes = reached ? await rescaling(backend, problem, initial, record.last) : null;
      values['jacobian.rms'] = sizes && sizes.jacobian;
      values['linear.rms'] = sizes && sizes.linear;
      values['quadratic.rms'] = sizes && sizes.quadratic;
    }
  }
  for (const [name, value] of Object.entries(values)) if (!Number.isFinite(value)) values[name] = null;
  return { values, problem: refused };
}

async function train(
  backend: Backend,
  problem: Problem,
  initial: Weights,
  wanted: ReadonlySet<SweepOutput>,
  pause: Pause,
): Promise<TrainingRecord | null> {
  const trained: readonly SweepOutput[] = ['drift', 'errors', 'probeErrors', 'loss', 'rescaling'];
  if (problem.spec.expansion === 0 && !trained.some((output) => wanted.has(output))) return null;
  return recordTraining(backend, problem, initial, recordedTimes(problem.spec), {
    kernels: wanted.has('drift') || wanted.has('errors'),
    probe: wanted.has('probeErrors'),
    pause,
  });
}

async function errorValues(
  problem: Problem,
  expansion: Expansion,
  order: TruncationOrder,
  record: TrainingRecord,
  wanted: ReadonlySet<SweepOutput>,
  pause: Pause,
): Promise<Values> {
  const values: Values = {};
  for (const p of [2, 3, 4, 5] as const) {
    if (p > highestTruncation(wanted)) continue;
    const errors =
      p <= order && record.divergedAt === null
        ? await truncationErrors(problem, expansion, p, record, pause)
        : null;
    if (wanted.has('errors')) {
      values[`error.p${p}`] = errors && errors.train;
      values[`kernelError.p${p}`] = errors && errors.kernel;
    }
    if (wanted.has('probeErrors')) values[`probeError.p${p}`] = errors && errors.probe;
    if (p > 2) values[`diverged.p${p}`] = errors && errors.divergedAt;
  }
  return values;
}

/** p = 5 only where K⁽⁵⁾ is asked for anyway: it costs n times as much as K⁽⁴⁾. */
function highestTruncation(wanted: ReadonlySet<SweepOutput>): TruncationOrder {
  return wanted.has('k5') ? 5 : 4;
}

/** The highest of the orders asked for that fits the memory, and why it is not a higher one. */
function affordableOrder(
  { N, data, definition }: Problem,
  wanted: ReadonlySet<SweepOutput>,
): { order: TruncationOrder; refused: string | null } {
  const errors = wanted.has('errors') || wanted.has('probeErrors');
  const asked: TruncationOrder[] = [];
  if (wanted.has('k5')) asked.push(5);
  if (wanted.has('k4') || errors) asked.push(4);
  if (wanted.has('k3') || wanted.has('rate') || errors) asked.push(3);
  let refused: string | null = null;
  for (const order of asked) {
    const why = refusal(N, data.n, definition.width, definition.depth, order);
    if (why === null) return { order, refused };
    refused ??= why;
  }
  return { order: 2, refused };
}

function withoutProbe(problem: Problem): Problem {
  const { data } = problem;
  return {
    ...problem,
    data: { ...data, p: 0, xProbe: new Float64Array(0), yProbe: null },
    xAll: data.x,
    N: data.n,
  };
}

/** The rows of the training points, which come first. */
function trainingEntries(kernel: Float64Array, { data, N }: Problem): Float64Array {
  return kernel.subarray(0, (kernel.length / N) * data.n);
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

/** ‖∂_tK⁽²⁾‖_F, ∂_tK⁽²⁾(x, y) = −(lazy/n) Σ_β K⁽³⁾(x, y, x_β) g_β on the training points. Source: MATH §5, HY Corollary 2.4. */
function kernelRate({ data, definition, spec }: Problem, { f0 }: Expansion, k3: Float64Array): number {
  const { n, y } = data;
  let square = 0;
  for (let pair = 0; pair < n * n; pair++) {
    let change = 0;
    for (let b = 0; b < n; b++) change += k3[pair * n + b] * lossSlope(spec.loss, f0[b], y[b]);
    square += change * change;
  }
  return (definition.lazyFactor / n) * Math.sqrt(square);
}

/**
 * L(0) e^{−λ T/2}, λ the smallest eigenvalue of the lazy K₀/n: what the square loss stays below while the kernel keeps a
 * quarter of λ, since then d(Σ g²)/dt ≤ −2 (λ/4) Σ g². Source: HY Corollary 2.5.
 */
function lossBound({ losses }: TrainingRecord, spectrum: Float64Array, horizon: number): number {
  return losses[0] * exp(-0.5 * Math.max(0, spectrum[spectrum.length - 1]) * horizon);
}
