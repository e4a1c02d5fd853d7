import type { SharpnessRecord } from '../../protocol/sharpness';
import { largestEigenvalueWork, type LargestEigenvalue } from '../../theory/linalg/largestEigenvalue';
import { lossCurvature, lossSlope, meanLoss } from '../../theory/loss/pointLoss';
import { parameterCount } from '../../theory/network/parameterCount';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { normal } from '../../theory/random/normal';
import { downloadKernel } from '../kernel/downloadKernel';
import { largestOfKernel } from '../kernel/largestOfKernel';
import type { Weights } from '../network/drawWeights';
import { disposeHessian, hessianVector, lossHessian } from '../network/hessianVector';
import type { NetworkDefinition } from '../network/networkDefinition';
import { parameterList, stateFromList, type NetworkState } from '../network/networkState';
import type { Setup } from '../predictors/setup';
import type { Backend, Tensor } from '../tensor/backend';
import { decayRates } from '../training/gradientField';
import { Trainer } from '../training/trainer';
import type { TrainingRule } from '../training/trainingRule';
import { EngineError } from '../work/engineError';
import { inPieces, type Pause } from '../work/pause';

/** ‖Av − θv‖ ≤ 10⁻⁴ θ: the eigenvalue itself is then right to 10⁻⁸ over the relative gap. */
const tolerance = 1e-4;
/** Where eigenvalues crowd, the residual says what 300 products reach. */
const products = 300;
/** Bytes of Krylov vectors, and their number where they are small. */
const basisBytes = 128e6;
const [smallestBasis, largestBasis] = [4, 40];
/** The stream of the random directions, apart from those of weights and batches. */
const stream = 3000;
/** Share of randomness in a start that is otherwise the eigenvector of the time before: another one may have overtaken it. */
const freshShare = 0.1;

export interface Sharpness extends LargestEigenvalue {
  /** λ_max of cK/n. */
  readonly kernel: number;
  readonly loss: number;
}

/** The sharpness of a problem's network through its training, at these times (ascending). */
export async function sharpnessAlong(
  backend: Backend,
  problem: Setup,
  times: Float64Array,
  pause: Pause,
  options: { readonly initial?: Weights; readonly progress?: (fraction: number) => Promise<void> } = {},
): Promise<SharpnessRecord> {
  const { definition, data, spec } = problem;
  refuseLarge(problem);
  const trainer = await Trainer.create(
    backend,
    definition,
    data,
    spec,
    options.initial ? { initial: options.initial } : {},
  );
  const found: Sharpness[] = [];
  try {
    for (const t of times) {
      await trainer.advanceTo(t, pause);
      if (trainer.divergence !== null) break;
      found.push(await sharpnessNow(trainer, spec, data.y, found.at(-1)?.vector ?? null, pause));
      await options.progress?.(found.length / times.length);
    }
    return {
      times: times.slice(0, found.length),
      sharpness: Float64Array.from(found, ({ value }) => value),
      residual: Float64Array.from(found, ({ residual }) => residual),
      kernel: Float64Array.from(found, ({ kernel }) => kernel),
      loss: Float64Array.from(found, ({ loss }) => loss),
      divergedAt: trainer.divergence?.t ?? null,
    };
  } finally {
    trainer.dispose();
  }
}

/**
 * λ_max of D^{1/2} H D^{1/2} at θ(t), H = ∂²(L + R)/∂θ², D = c η_ℓ with the lazy factor c. It has the eigenvalues of D H, the matrix of
 * the run's own linearised steps δ ↦ (1 − lr D H) δ, so 2/lr is their edge. Mini-batches and noise are left out: L is that of all points.
 */
export async function sharpnessNow(
  trainer: Trainer,
  rule: TrainingRule,
  y: Float64Array,
  previous: Float64Array | null,
  pause: Pause,
): Promise<Sharpness> {
  const { backend, definition } = trainer;
  const n = y.length;
  const f = await trainer.trainOutputs();
  const column = (value: (f: number, y: number) => number): Tensor =>
    backend.upload(
      f.map((output, i) => value(output, y[i])),
      n,
      1,
    );
  const slope = column((output, target) => lossSlope(rule.loss, output, target));
  const curvature = column((output, target) => lossCurvature(rule.loss, output, target));
  const { state } = trainer;
  const hessian = lossHessian(backend, { definition, state, pass: trainer.pass(), slope, curvature });
  const units = stepUnits(definition);
  const decay = decayRates(definition, rule);
  const product = (v: Float64Array): Float64Array =>
    backend.scope(() => {
      const direction = stateFromList(definition, upload(backend, v, state, units));
      const result = new Float64Array(v.length);
      let at = 0;
      hessianVector(backend, hessian, direction).forEach((part, k) => {
        const values = backend.peek(part)!;
        for (let i = 0; i < values.length; i++)
          result[at + i] = units[k] * values[i] + (decay === null ? 0 : decay[k] * v[at + i]);
        at += values.length;
      });
      return result;
    });
  try {
    const count = parameterCount(definition);
    const basis = Math.min(largestBasis, Math.floor(basisBytes / (8 * count)));
    const work = largestEigenvalueWork(product, startVector(count, previous), { basis, tolerance, products });
    const top = await inPieces(work, pause);
    const kernel = await largestOfKernel(await downloadKernel(backend, trainer.kernel()), n, pause);
    return {
      ...top,
      kernel: (definition.lazyFactor * kernel) / n,
      loss: meanLoss(rule.loss, f, y),
    };
  } finally {
    disposeHessian(backend, hessian);
    backend.dispose(slope);
    backend.dispose(curvature);
  }
}

/** D^{1/2} of every parameter array, in the order of `parameterList`. */
function stepUnits({ layers, lazyFactor }: NetworkDefinition): number[] {
  return layers.flatMap(({ rate, bias }) => {
    const unit = Math.sqrt(lazyFactor * rate);
    return bias === 0 ? [unit] : [unit, unit];
  });
}

/** The parts of D^{1/2} v. */
function upload(backend: Backend, v: Float64Array, like: NetworkState, units: readonly number[]): Tensor[] {
  let at = 0;
  return parameterList(like).map(({ rows, cols }, k) => {
    const part = v.subarray(at, (at += rows * cols));
    return backend.upload(
      part.map((value) => units[k] * value),
      rows,
      cols,
    );
  });
}

function startVector(count: number, previous: Float64Array | null): Float64Array {
  const fresh = normal(foldIn(prngKey(0), stream), count);
  if (previous === null) return fresh;
  const share = freshShare / Math.sqrt(count);
  return previous.map((value, i) => value + share * fresh[i]);
}

function refuseLarge({ definition, spec }: Setup): void {
  const count = parameterCount(definition);
  if (smallestBasis * 8 * count <= basisBytes) return;
  throw new EngineError(
    'TooLarge',
    `width ${spec.width} with depth ${spec.depth} has ${(count / 1e6).toFixed(1)} million parameters: the sharpness is computed for ` +
      `at most ${basisBytes / (8e6 * smallestBasis)} million; use a smaller width or depth 1`,
    'width',
  );
}
