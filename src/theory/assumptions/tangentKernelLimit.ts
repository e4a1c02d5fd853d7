import type { Assumption } from './assumption';
import { formatNumber } from './formatNumber';
import { isHasty, orderOfAlpha, outputHaste, type ScaledNetwork } from './scaledNetwork';

/**
 * Whether the network's scaling has the tangent-kernel limit: a kernel that settles on Θ_∞ and holds still in training.
 *
 * JGH, HY and HDR scale the output by 1/√m; FDZ §IV ask for α of the order of √m and for rates under which u stays near its start, rules
 * (12) and (13) and not (11); COB19 makes larger α lazier where f₀ ≈ 0; μP moves its features at any width. In the standard
 * parametrisation K grows like m, which the flow turns into a faster clock and steps of fixed size do not bear (Lee19).
 */
export function tangentKernelLimit(network: ScaledNetwork): Assumption {
  const { preset, trained, flow } = network;
  if (trained === 'output')
    return {
      verdict: 'holds',
      text: 'only the output layer trains: the network is linear in it, and its kernel holds still',
      source: 'FDZ, §III',
    };
  switch (preset) {
    case 'mup':
      return {
        verdict: 'fails',
        text: 'under μP the kernel moves at any width: there is no NTK limit',
        source: 'Yang & Hu 2021',
      };
    case 'standard':
      return {
        verdict: flow ? 'holds' : 'fails',
        text: flow
          ? 'the kernel grows like the width, which only quickens the clock of gradient flow'
          : 'the kernel grows like the width: steps must shrink like 1/width to have the limit',
        source: 'Lee19',
      };
    case 'jacot':
    case 'hayou':
    case 'huang-yau':
      return {
        verdict: 'holds',
        text: 'the output is scaled by 1/√m, as the limit asks',
        source: 'JGH, Theorem 2',
      };
    case 'ntk-alpha':
    case 'fang':
      return isHasty(network) ? hasty(network) : ofAlpha(network);
  }
}

function hasty(network: ScaledNetwork): Assumption {
  const haste = formatNumber(outputHaste(network));
  return {
    verdict: 'fails',
    text: `under rule (11) u moves at m/α = ${haste} times the rate of θ, and the limit asks that u stays near its start`,
    source: 'FDZ, eq. 11–13',
  };
}

function ofAlpha(network: ScaledNetwork): Assumption {
  const { width, alpha, centred } = network;
  const root = Math.sqrt(width);
  const [own, ntk] = [formatNumber(alpha), formatNumber(root)];
  switch (orderOfAlpha(network)) {
    case 'below':
      return {
        verdict: 'fails',
        text: `α = √m would be ${ntk}; this network has α = ${own}`,
        source: 'FDZ, §IV',
      };
    case 'same': {
      // Equal but for rounding.
      const equal = Math.abs(alpha - root) <= 1e-12 * root;
      return {
        verdict: 'holds',
        text: equal ? `α = ${own} is √m` : `α = ${own} is of the order of √m = ${ntk}`,
        source: 'FDZ, §IV',
      };
    }
    case 'beyond':
      return centred
        ? {
            verdict: 'holds',
            text: `α = √m would be ${ntk}; this network has α = ${own}, lazier still`,
            source: 'COB19',
          }
        : {
            verdict: 'fails',
            text: `α = √m would be ${ntk}; with α = ${own} and an output that is not centred f starts at the size of α/√m = ${formatNumber(alpha / root)}, and the limit asks for a start of order 1`,
            source: 'JGH, Theorem 2; COB19',
          };
  }
}
