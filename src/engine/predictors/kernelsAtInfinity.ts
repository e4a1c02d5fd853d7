import { infiniteKernelsWork, type InfiniteKernels } from '../../theory/infiniteWidth/infiniteKernels';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { EngineError } from '../work/engineError';
import type { Pause } from '../work/pause';
import type { Setup } from './setup';

/** Kernels of the infinitely wide network on all points of a run, in pieces between which the engine may rest. */
export async function kernelsAtInfinity(
  { definition, data, spec }: Setup,
  pause: Pause,
): Promise<InfiniteKernels> {
  const work = infiniteKernelsWork(
    definition.parametrisation,
    spec.activation,
    spec.activationParam,
    data.x,
    data.xProbe,
    data.d,
  );
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    const wait = pause();
    if (wait) await wait;
  }
}

/** Σ, or Σ and Θ, as plain float64; what it cannot hold is refused, what is below its smallest number is 0. */
export function representable(
  kernels: InfiniteKernels,
  { depth, sigmaW, residual }: ExperimentSpec,
  needed: 'nngp' | 'both',
): InfiniteKernels {
  const { nngp, ntk, nngpExponent, ntkExponent } = kernels;
  const fits = (values: Float64Array, exponent: number) => exponent <= 0 && values.every(Number.isFinite);
  if (!fits(nngp, nngpExponent) || (needed === 'both' && !fits(ntk, ntkExponent)))
    throw new EngineError(
      'Overflow',
      `depth must be such that the kernels of infinite width fit double precision (1.8e308), got ${depth} with sigmaW ${sigmaW}; use a smaller depth or sigmaW${residual === 'resnet' ? ', or residual scaled' : ''}.`,
      'depth',
    );
  return {
    ...kernels,
    ...(nngpExponent < 0 &&
      zeros(kernels, ['nngp', 'nngpProbe', 'nngpProbeDiag', 'features', 'featuresProbe'])),
    ...(ntkExponent < 0 && zeros(kernels, ['ntk', 'ntkProbe', 'ntkProbeDiag'])),
  };
}

type KernelName = Exclude<keyof InfiniteKernels, 'nngpExponent' | 'ntkExponent'>;

function zeros(kernels: InfiniteKernels, names: readonly KernelName[]): Partial<InfiniteKernels> {
  return Object.fromEntries(names.map((name) => [name, new Float64Array(kernels[name].length)]));
}
