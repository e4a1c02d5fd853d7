import type { InfiniteKernels } from '../../theory/infiniteWidth/infiniteKernels';
import type { InitialCovariance } from '../../theory/linearised/linearModel';
import type { Setup } from './setup';

/** A matrix of Σ at α = √m as the covariance of f₀ at the spec's own α: (α²/m) Σ, whatever the clock (MATH §4). */
export function atOwnScale({ definition }: Pick<Setup, 'definition'>, sigma: Float64Array): Float64Array {
  return sigma.map((value) => value / definition.lazyFactor);
}

/** Covariance of the outputs at t = 0 over initialisations, from kernels that carry the lazy factor m/α². */
export function outputCovariance(
  problem: Pick<Setup, 'definition'>,
  { nngp, nngpProbe, nngpProbeDiag }: InfiniteKernels,
): InitialCovariance {
  return {
    train: atOwnScale(problem, nngp),
    probe: atOwnScale(problem, nngpProbe),
    probeDiagonal: atOwnScale(problem, nngpProbeDiag),
  };
}
