/** Assumptions that several theories make of a run: each is tested here, or left out where it holds of itself. */
import type { Assumption } from '../../protocol/run';
import { formatNumber } from '../../theory/assumptions/formatNumber';
import { positiveKernel } from '../../theory/assumptions/kernelAssumptions';
import type { ScaledNetwork } from '../../theory/assumptions/scaledNetwork';
import { smoothActivation } from '../../theory/assumptions/smoothActivation';
import { largestOfKernel } from '../kernel/largestOfKernel';
import { learningRateLimit } from '../../protocol/learningRateLimit';
import type { Pause } from '../work/pause';
import type { Expansion } from './expansion';
import type { Setup } from './setup';

/** What of a run decides which limit it has. */
export function scaledNetwork({ spec, alpha }: Setup): ScaledNetwork {
  return { ...spec, alpha, alphaGrows: spec.alpha === 'sqrt', flow: spec.optimizer === 'flow' };
}

/** The hierarchy is that of gradient flow, which descent follows as its steps shrink, and the heavy ball does not at this clock. */
export function flowOnly({ spec }: Setup): Assumption[] {
  if (spec.optimizer === 'flow') return [];
  const source = 'HY eq. 15; eq. 29 for steps';
  if (hasMomentum(spec)) {
    const factor = formatNumber(1 / (1 - spec.momentum));
    const text = `the hierarchy follows gradient flow; momentum moves this network up to 1/(1 − μ) = ${factor} times as fast: no p or m closes that gap`;
    return [{ verdict: 'fails', text, source: 'Polyak 1964' }];
  }
  const text = `the hierarchy follows gradient flow; this network takes steps of ${formatNumber(spec.lr)}: whatever p and m, the error has a floor of the order of one step`;
  return [{ verdict: 'fails', text, source }];
}

/** A linearisation needs one derivative: kinks are its only trouble, and a network whose output layer alone trains is linear. */
export function differentiable({ spec }: Setup): Assumption[] {
  if (spec.trained === 'output') return [];
  const assumption = smoothActivation(spec.activation, spec.activationParam);
  return assumption.verdict === 'holds' ? [] : [assumption];
}

/** λ_min of the kernel at the moment of expansion. */
export async function positiveAtExpansion(
  { data, definition }: Setup,
  expansion: Expansion,
  pause: Pause,
): Promise<Assumption> {
  const [k2] = await expansion.kernels(2, pause);
  return positiveKernel(k2.slice(0, data.n * data.n), data.n, definition.lazyFactor, expansion.t0);
}

/** Momentum that the network has gathered by t₀ is no part of an expansion there. */
export function atRest({ spec }: Setup, { t0 }: Expansion): Assumption[] {
  if (!hasMomentum(spec) || t0 === 0) return [];
  return [
    {
      verdict: 'fails',
      text: 'the expansion starts at rest; this network has momentum at t₀',
      source: 'Polyak 1964',
    },
  ];
}

function hasMomentum({ optimizer, momentum }: Setup['spec']): boolean {
  return optimizer === 'momentum' && momentum > 0;
}

/**
 * Steps are stable below the limit of `kernel` only, the theory's own K on the training points [n, n], without the lazy factor c. Beyond it
 * a theory that takes the steps diverges, where the network may not, and one that follows the flow knows nothing of them (`follows`): what
 * fails is the step, not the width.
 */
export async function stepFits(
  { spec, data: { n }, definition }: Setup,
  kernel: Float64Array,
  follows: 'steps' | 'flow',
  pause: Pause,
): Promise<Assumption[]> {
  if (spec.optimizer === 'flow' || spec.loss !== 'square') return [];
  const largest = await largestOfKernel(kernel, n, pause);
  const share = spec.lr / learningRateLimit(spec, (definition.lazyFactor * largest) / n);
  const beyond =
    follows === 'steps'
      ? 'the theory diverges: the step, not the width, is why'
      : 'the flow of the theory has no steps: the step, not the width, is what it misses';
  return [
    {
      verdict: share < 1 ? 'holds' : 'fails',
      text:
        share < 1
          ? `the step is ${formatNumber(share)} of the edge of stability of its kernel`
          : `the step is ${formatNumber(share)} times the edge of stability of its kernel: ${beyond}`,
      source: 'Lewkowycz et al. 2020',
    },
  ];
}

/** What the kernel theories leave out of this run's training. */
export function meanOfTraining({ spec, data }: Setup): Assumption[] {
  const left: Assumption[] = [];
  const batches = spec.optimizer === 'sgd' && spec.batch < data.n;
  const noise = spec.optimizer === 'noisy' && spec.temperature > 0;
  if (batches || noise) {
    left.push({
      verdict: 'unknown',
      text: `the theory trains on all points without noise; this run ${batches ? `draws batches of ${spec.batch}` : 'adds noise to its weights'}`,
      source: batches ? 'HDR §5' : 'FDZ §V',
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
