import type { ExperimentSpec } from './experimentSpec';

/** What steps of `lr` bear on the linearised problem. */
export interface StepLimit {
  /** lr · λ_max(cK₀/n) at the limit, c the lazy factor. */
  readonly product: number;
  /** The same number as a formula: 2, 2(1 + μ), 8 or 8(1 + μ), to stand over λ_max. */
  readonly formula: string;
  /** What happens beyond it, as a clause. */
  readonly beyond: string;
}

/** ℓ″ ≤ 1 for the square loss, ≤ ¼ for the logistic loss, reached at f = 0. */
const curvature: Readonly<Record<ExperimentSpec['loss'], number>> = { square: 1, logistic: 0.25 };

/**
 * The step beyond which the linearised problem is unstable: 2/(ℓ″ λ_max(cK₀/n)) for gradient descent, 1 + μ times that with heavy-ball
 * momentum (Polyak 1964), with ℓ″ at its largest. For the square loss steps beyond it diverge; for the logistic loss, whose slope is
 * bounded, they overshoot where f is near 0 and may come to rest elsewhere, and below it descent lowers the loss at every step. That of
 * mini-batches and of noisy steps is the limit of their mean, which single batches may miss. The flow has no step: what is given is
 * that of gradient descent. Weight decay is left out: it lowers the limit.
 */
export function stepLimit({
  loss,
  optimizer,
  momentum,
}: Pick<ExperimentSpec, 'loss' | 'optimizer' | 'momentum'>): StepLimit {
  const heavy = optimizer === 'momentum' && momentum > 0;
  const twice = 2 / curvature[loss];
  return {
    product: heavy ? twice * (1 + momentum) : twice,
    formula: heavy ? `${twice}(1 + μ)` : String(twice),
    beyond: loss === 'square' ? diverging[optimizer] : overshooting[optimizer],
  };
}

const diverging: Readonly<Record<ExperimentSpec['optimizer'], string>> = {
  flow: 'gradient descent diverges on the linearised problem',
  gd: 'gradient descent diverges on the linearised problem',
  sgd: 'the mean of the mini-batch steps diverges on the linearised problem, and single batches may diverge before',
  momentum: 'descent with momentum diverges on the linearised problem',
  noisy: 'noisy descent diverges on the linearised problem',
};

const bounded = 'the slope of the logistic loss is bounded, so that training may go on';
const overshooting: Readonly<Record<ExperimentSpec['optimizer'], string>> = {
  flow: `a step of gradient descent may raise the loss; ${bounded}`,
  gd: `a step may raise the loss; ${bounded}`,
  sgd: `the mean of the mini-batch steps may raise the loss, and single batches may before; ${bounded}`,
  momentum: `steps overshoot where the outputs are near 0; ${bounded}`,
  noisy: `a step may raise the loss even without its noise; ${bounded}`,
};
