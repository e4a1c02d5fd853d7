/** Assumptions that several theories make of a run: each is tested here, or left out where it holds of itself. */
import type { Assumption } from '../../protocol/run';
import { formatNumber } from '../../theory/assumptions/formatNumber';
import { positiveKernel } from '../../theory/assumptions/kernelAssumptions';
import { smoothActivation } from '../../theory/assumptions/smoothActivation';
import { largestOfKernel } from '../kernel/largestOfKernel';
import { learningRateLimit } from '../training/learningRateLimit';
import type { Pause } from '../work/pause';
import type { Expansion } from './expansion';
import type { Setup } from './setup';

/** The hierarchy is that of gradient flow. */
export function flowOnly({ spec }: Setup): Assumption[] {
  if (spec.optimizer === 'flow') return [];
  return [
    {
      verdict: 'fails',
      text: `the hierarchy follows gradient flow; this network takes steps of ${formatNumber(spec.lr)}: whatever p and m, the error has a floor of the order of one step`,
      source: 'HY eq. 15; eq. 29 for steps',
    },
  ];
}

/** A linearisation needs one derivative: kinks are its only trouble. */
export function differentiable({ spec }: Setup): Assumption[] {
  const assumption = smoothActivation(spec.activation);
  return assumption.verdict === 'holds' ? [] : [assumption];
}

/** λ_min of the kernel at the moment of expansion. */
export async function positiveAtExpansion(
  { data, definition }: Setup,
  expansion: Expansion,
  pause: Pause,
): Promise<Assumption> {
  const [k2] = await expansion.kernels(2, pause);
  return positiveKernel(k2.slice(0, data.n * data.n), data.n, definition.lazyFactor);
}

/** Momentum that the network has gathered by t₀ is no part of an expansion there. */
export function atRest({ spec }: Setup): Assumption[] {
  if (spec.optimizer !== 'momentum' || spec.expansion === 0) return [];
  return [
    {
      verdict: 'fails',
      text: 'the expansion starts at rest; this network has momentum at t₀',
      source: 'Polyak 1964',
    },
  ];
}

/**
 * Steps of a kernel theory are stable below 2(1 + μ)/(c λ_max(K/n)) only: beyond, the theory diverges where the network may not, and what fails
 * is the step, not the width. `kernel` is the theory's own K on the training points [n, n], without the lazy factor c.
 */
export async function stepFits(
  { spec, data: { n }, definition }: Setup,
  kernel: Float64Array,
  pause: Pause,
): Promise<Assumption[]> {
  if (spec.optimizer === 'flow' || spec.loss !== 'square') return [];
  const largest = await largestOfKernel(kernel, n, pause);
  const share = spec.lr / learningRateLimit(spec, (definition.lazyFactor * largest) / n);
  return [
    {
      verdict: share < 1 ? 'holds' : 'fails',
      text:
        share < 1
          ? `the step is ${formatNumber(share)} of the edge of stability of its kernel`
          : `the step is ${formatNumber(share)} times the edge of stability of its kernel: the step, not the width, is what it misses`,
      source: 'Lewkowycz et al. 2020',
    },
  ];
}

/** What the kernel theories leave out of this run's training. */
export function meanOfTraining({ spec }: Setup): Assumption[] {
  const left: Assumption[] = [];
  if (spec.optimizer === 'sgd' || spec.optimizer === 'noisy') {
    left.push({
      verdict: 'unknown',
      text: 'the theory gives the mean of full-batch training; this run draws batches or noise',
      source: 'HDR §5',
    });
  }
  if (spec.decayU > 0 || spec.decayTheta > 0) {
    left.push({
      verdict: 'fails',
      text: 'the theory has no weight decay; this run has',
      source: 'FDZ eq. 14',
    });
  }
  return left;
}
