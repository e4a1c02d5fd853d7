import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import type { Residual } from '../network/parametrisation';
import type { Assumption } from './assumption';
import { formatNumber } from './formatNumber';
import { isHasty, outputHaste, type ScaledNetwork } from './scaledNetwork';
import { smoothnessOf } from './smoothnessOf';

/** An α below this is smaller than what is called of order 1. */
const belowOrder = 0.1;

/** One hidden layer: particles (FDZ §V). */
export function meanFieldLimit(network: ScaledNetwork): readonly Assumption[] {
  return [{ verdict: 'holds', text: 'one hidden layer', source: 'FDZ, §V' }, fixedScale(network)];
}

/**
 * Whether the network is one of a family whose limit m → ∞ is the mean field: output scale 1/m times an α that stays as m grows (FDZ §V;
 * Yang & Hu's μP; Bordelon & Pehlevan 2022). Scaled by 1/√m, or with α = √m, its limit is the NTK, and what is computed is m = ∞ at the
 * α that this width has.
 */
export function fixedScale(network: ScaledNetwork): Assumption {
  const { preset, width, alpha, alphaGrows } = network;
  switch (preset) {
    case 'mup':
      return {
        verdict: 'holds',
        text: 'μP scales the output by 1/m: features move alike at every width',
        source: 'Yang & Hu 2021',
      };
    case 'jacot':
    case 'hayou':
    case 'huang-yau':
      return {
        verdict: 'fails',
        text: 'this preset scales the output by 1/√m: as it grows its limit is the NTK; this is m = ∞ at the output scale of this width',
        source: 'FDZ, §V; JGH, Theorem 2',
      };
    case 'standard':
      return {
        verdict: 'fails',
        text: 'the standard parametrisation has no mean-field limit; this is m = ∞ with the weights and rates of this width',
        source: 'Yang & Hu 2021',
      };
    case 'ntk-alpha':
    case 'fang': {
      const own = formatNumber(alpha);
      if (isHasty(network))
        return {
          verdict: 'fails',
          text: `under rule (11) u moves at m/α = ${formatNumber(outputHaste(network))} times the rate of θ: as m grows u alone moves`,
          source: 'FDZ, eq. 11, 20',
        };
      if (alphaGrows)
        return {
          verdict: 'fails',
          text: `α = √m grows with the width, and the limit is the NTK; this is m = ∞ at α = ${own}`,
          source: 'FDZ, §IV–V',
        };
      // A fixed α is small against √m at great width only; m^¼ is the geometric middle of 1 and √m.
      const small = alpha <= Math.sqrt(Math.sqrt(width));
      return {
        verdict: small ? 'holds' : 'unknown',
        text: small
          ? `m = ∞ at a fixed α = ${own}, ${alpha < belowOrder ? 'below order 1' : 'of order 1'} at m = ${formatNumber(width)}`
          : `m = ∞ at a fixed α = ${own}; at m = ${formatNumber(width)} that is nearer √m = ${formatNumber(Math.sqrt(width))} than 1, and finite width tells`,
        source: 'FDZ, §V; Bordelon & Pehlevan 2022',
      };
    }
  }
}

/** More than one hidden layer: dynamical mean-field theory. `samples`: neurons a layer that stand for infinitely many, 0 where φ is linear. */
export function deepMeanFieldLimit(
  network: ScaledNetwork,
  run: {
    readonly activation: ActivationName;
    readonly activationParam: number;
    readonly residual: Residual;
    /** Steps of gradient descent, with or without mini-batches. */
    readonly descent: boolean;
    readonly samples: number;
  },
): readonly Assumption[] {
  const numbers: Assumption = {
    verdict: 'holds',
    text:
      run.samples === 0
        ? 'linear φ: the theory closes on small matrices, nothing is sampled'
        : `${run.samples} sampled neurons a layer in four populations; their spread is the error shown, its band 95 %`,
    source: 'Mathematics §6',
  };
  return [fixedScale(network), proved(run), numbers];
}

function proved({
  activation,
  activationParam,
  residual,
  descent,
}: Parameters<typeof deepMeanFieldLimit>[1]): Assumption {
  const source = 'Yang & Hu 2021, Theorem 6.4; Bordelon & Pehlevan 2022';
  if (smoothnessOf(activation, activationParam) === 0)
    return {
      verdict: 'fails',
      text: `the slope of ${activations[activation].label} jumps: the limit is proved and derived for a continuous φ′; it is computed all the same`,
      source,
    };
  const proof =
    'the limit is proved for finitely many steps of gradient descent on a fully connected network';
  if (descent && residual === 'none') return { verdict: 'holds', text: proof, source };
  return {
    verdict: 'unknown',
    text: `${proof}; for this run it is derived, and agrees with wide networks`,
    source,
  };
}
