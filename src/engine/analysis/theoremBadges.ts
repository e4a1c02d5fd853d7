import type { TheoremBadge } from '../../protocol/analysis';
import type { Assumption } from '../../protocol/run';
import { formatNumber } from '../../theory/assumptions/formatNumber';
import { independentInputs } from '../../theory/assumptions/independentInputs';
import { positiveKernel, smallestEigenvalue, wideEnough } from '../../theory/assumptions/kernelAssumptions';
import { smoothActivation } from '../../theory/assumptions/smoothActivation';
import { tangentKernelLimit } from '../../theory/assumptions/tangentKernelLimit';
import { scaledNetwork } from '../predictors/assumptions';
import type { Setup } from '../predictors/setup';

/**
 * HY's theorems on this experiment: what each says in plain words, and each of its assumptions tested on these data.
 * `k0` is the tangent kernel at t = 0 without the lazy factor [n, n], `t` the time looked at, `order` the highest kernel on the
 * page. λ is that of the lazy kernel, whose flow is in the units of t: `positiveKernel`.
 */
export function theoremBadges(
  problem: Setup,
  k0: Float64Array,
  t: number,
  order: number,
): readonly TheoremBadge[] {
  const { spec, data, definition } = problem;
  const { n, d, x } = data;
  const lambda = smallestEigenvalue(k0, n, definition.lazyFactor);
  const setting = settingOf(problem);
  const smooth = smoothActivation(spec.activation, spec.activationParam);
  const scaling = tangentKernelLimit(scaledNetwork(problem));
  const common = (p: number): Assumption[] => [smooth, independentInputs(x, d, p), scaling, setting];
  const even = order >= 4 ? 4 : 2;
  return [
    {
      theorem: 'HY Theorem 2.3',
      statement:
        'The outputs and the kernels K^{(2)}, K^{(3)}, … obey an infinite chain of equations: each kernel moves by the next one ' +
        'applied to the residual. With high probability every entry of K^{(r)} stays below a constant times m^{1 − r/2}, up to ' +
        'powers of ln m, for times up to about √m.',
      assumptions: common(order - 1),
    },
    {
      theorem: 'HY Corollary 2.4',
      statement:
        'The tangent kernel moves at a rate of at most (1 + t)/m, up to powers of ln m: twice the width, half the drift at a fixed time.',
      assumptions: common(2),
    },
    {
      theorem: 'HY Corollary 2.5',
      statement:
        'If the smallest eigenvalue λ of cK_0 is positive, c the lazy factor of t, and the network is wide enough, Σ (f − y)^2 falls at least as n e^{−λt/2n}: ' +
        'training reaches zero loss at a linear rate.',
      assumptions: [
        ...common(2),
        positiveKernel(k0, n, definition.lazyFactor),
        wideEnough(spec.width, n, lambda),
      ],
    },
    {
      theorem: 'HY Theorem 2.6',
      statement:
        `The hierarchy truncated at an even level p stays close to the network: the error of the outputs is at most about ` +
        `(1 + t) t^{p−1} √n m^{−p/2} min(t, n/λ), up to powers of ln m. Here p = ${even}.`,
      assumptions: [
        ...common(even),
        positiveKernel(k0, n, definition.lazyFactor),
        earlyEnough(t, spec.width, n, lambda),
      ],
    },
  ];
}

/** HY study the square loss under gradient flow on a fully connected network without biases, all of whose Gaussian weights train. */
function settingOf({ spec, definition }: Setup): Assumption {
  const source = 'HY, eq. 1–4';
  const other: string[] = [];
  if (spec.loss !== 'square') other.push('the loss is logistic');
  if (spec.optimizer !== 'flow') other.push('training takes steps');
  if (spec.residual !== 'none') other.push('the network is residual (their open question 1)');
  if (definition.layers.some((layer) => layer.bias !== 0)) other.push('there are biases');
  if (spec.trained !== 'all') other.push('some layers do not train');
  if (spec.outputLaw !== 'gaussian') other.push('the output weights are not Gaussian');
  if (spec.decayU > 0 || spec.decayTheta > 0) other.push('there is weight decay');
  if (other.length === 0)
    return {
      verdict: 'holds',
      text: 'square loss, gradient flow, fully connected, no biases: the setting of the proof',
      source,
    };
  // Steps and decay are no part of the chain of equations; the rest is.
  const exact = spec.optimizer === 'flow' && spec.decayU === 0 && spec.decayTheta === 0;
  return {
    verdict: 'unknown',
    text: `${other.join(', ')}: the proof does not cover it${exact ? ', but the hierarchy is exact all the same' : ''}`,
    source,
  };
}

/** HY Theorem 2.6 (17): t ≤ c √(λm/n) up to logarithms; the constant is not known: the guide decides nothing. */
function earlyEnough(t: number, width: number, n: number, lambda: number): Assumption {
  const source = 'HY, Theorem 2.6 (17)';
  if (!(lambda > 0)) return { verdict: 'fails', text: 'no time is short enough: λ is not above 0', source };
  const guide = Math.sqrt((lambda * width) / n);
  return {
    verdict: 'unknown',
    text: `t = ${formatNumber(t)} is ${t <= guide ? 'within' : 'beyond'} the guide √(λm/n) = ${formatNumber(guide)}; its constant is not known`,
    source,
  };
}
