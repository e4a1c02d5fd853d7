import type { RidgeErrors, RidgePathAnswer, RidgePathRequest, RidgeRow } from '../../protocol/ridgePath';
import { kernelRegression } from '../../theory/learningCurve/kernelRegression';
import { rmsDistance, rmsOf } from '../../theory/statistics/outputError';
import { largestOfKernel } from '../kernel/largestOfKernel';
import { initialWeights } from '../network/drawWeights';
import { outputs } from '../network/forward';
import { stateFromList } from '../network/networkState';
import { expand } from '../predictors/expansion';
import { kernelsAtInfinity, representable } from '../predictors/kernelsAtInfinity';
import { makeSetup, type Setup } from '../predictors/setup';
import { refuseTraining } from '../run/refuseTooLarge';
import { relativeError } from '../sweep/featureRegression';
import type { Backend } from '../tensor/backend';
import { Trainer } from '../training/trainer';
import { EngineError } from '../work/engineError';
import type { Pause } from '../work/pause';
import { descendRidge } from './descendRidge';

/**
 * FDZ eq. 14 along λ. With the square loss its minimiser over [β^u, β^θ] has both alike, β with (Θ_∞ + nλ I) β = y, since the two parts of f
 * have the norms of two kernels whose sum is Θ_∞: the regression with the ridge nλ. The linearised network with the penalty
 * (λ/2κ)‖θ − θ(0)‖² has the same f with κK₀ for Θ_∞ around its own f₀; the network itself is led there by gradient descent.
 */
export async function ridgePath(
  { spec: given, lambdas, descended }: RidgePathRequest,
  backend: Backend,
  pause: Pause,
  progress: (fraction: number) => Promise<void>,
): Promise<RidgePathAnswer> {
  if (given.loss !== 'square')
    throw new EngineError(
      'Unsupported',
      `loss must be square for the ridge path, got ${given.loss}: only then is its minimiser a linear system; set loss to square.`,
      'loss',
    );
  const problem = makeSetup(given);
  const { spec, data, definition, N, xAll } = problem;
  refuseTraining(backend, problem);
  const { ntk, ntkProbe } = representable(await kernelsAtInfinity(problem, pause), spec, 'both');
  const infiniteKernel = new Float64Array(N * data.n);
  infiniteKernel.set(ntk);
  infiniteKernel.set(ntkProbe, ntk.length);
  const initial = initialWeights(definition.parametrisation, spec.seed);
  const { f0, kernels } = await expand(backend, problem, initial, initial, 0);
  const kernel = (await kernels(2, pause))[0].map((value) => definition.lazyFactor * value);
  const lambdaMax = (await largestOfKernel(kernel.slice(0, data.n * data.n), data.n, pause)) / data.n;
  const trainer = await Trainer.create(backend, definition, data, spec, { initial });
  const x = backend.upload(xAll, N, data.d);
  const rows: RidgeRow[] = [];
  try {
    for (const lambda of lambdas) {
      const infinite = minimiser(infiniteKernel, data.y, null, lambda);
      const linearised = minimiser(kernel, data.y, f0, lambda);
      let network: Float64Array | null = null;
      if (descended.includes(lambda)) {
        const list = await descendRidge(trainer, data, spec, { lambda, lambdaMax }, pause);
        network = await outputsOf(backend, problem, trainer, list, x);
        for (const t of list) backend.dispose(t);
      }
      const size = rmsOf(infinite, 0, N);
      const gap = (a: Float64Array | null, b: Float64Array): number | null =>
        a && rmsDistance(a, b, 0, N) / size;
      rows.push({
        lambda,
        infinite: errorsOf(problem, infinite),
        linearised: errorsOf(problem, linearised),
        network: network && errorsOf(problem, network),
        gap: {
          linearisedInfinite: gap(linearised, infinite)!,
          networkLinearised: gap(network, linearised),
          networkInfinite: gap(network, infinite),
        },
      });
      await progress(rows.length / lambdas.length);
    }
  } finally {
    backend.dispose(x);
    trainer.dispose();
  }
  return { rows };
}

/** f₀ + K(·, X)(K + nλ I)⁻¹(y − f₀) at all points; K is [N, n], the training points first. */
function minimiser(
  kernel: Float64Array,
  y: Float64Array,
  f0: Float64Array | null,
  lambda: number,
): Float64Array {
  const f = kernelRegression(kernel, f0 ? y.map((value, i) => value - f0[i]) : y, y.length * lambda);
  if (f === null)
    throw new EngineError(
      'Singular',
      `λ = ${lambda} leaves the kernel’s system singular to rounding; use a larger λ.`,
    );
  return f0 ? f.map((value, i) => f0[i] + value) : f;
}

/** Outputs at all points of the network with these parameters, centred where it is. */
async function outputsOf(
  backend: Backend,
  { definition }: Setup,
  trainer: Trainer,
  list: Parameters<typeof stateFromList>[1],
  x: Parameters<Trainer['outputs']>[0],
): Promise<Float64Array> {
  const f = backend.scope(() => {
    const now = outputs(backend, definition, stateFromList(definition, list), x);
    return definition.centred ? backend.sub(now, outputs(backend, definition, trainer.initial, x)) : now;
  });
  try {
    return (await backend.download(f)).slice();
  } finally {
    backend.dispose(f);
  }
}

function errorsOf({ data }: Setup, f: Float64Array): RidgeErrors {
  return {
    train: relativeError(f.subarray(0, data.n), data.y),
    test: data.yProbe && relativeError(f.subarray(data.n), data.yProbe),
  };
}
