import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { fieldProblem } from '../../protocol/fieldProblem';
import { SpecError } from '../../protocol/validate';
import type { Data } from '../../theory/data/makeData';
import type { DensityProblem } from '../../theory/density/densityFlow';
import { decayRates } from '../training/gradientField';
import { makeSetup } from '../predictors/setup';

export interface DensityOfSpec {
  readonly problem: DensityProblem;
  readonly d: 1 | 2;
  readonly data: Data;
}

/**
 * The PDE whose particles are the hidden weights of this spec's network: one hidden layer without biases, d ≤ 2, output weights frozen
 * at ±s_a. With γ, c₁, s, η₁ of MATH §1 and the lazy factor of §2,
 *
 *   output = γ m s_a,  rate = lazy η₁ γ s_a,  decay = lazy η₁ λ_θ/m,  temperature = λ_p (noisy descent adds variance 2 λ_p a unit of t),
 *
 * so that it moves as the network's neurons do at any width. Both signs start from one law, so f(0) = 0 centred or not. Descent in steps
 * is read as the flow that it follows, off by the order of the step. Anything else is refused by a SpecError that names field and remedy.
 */
export function densityOfSpec(given: ExperimentSpec): DensityOfSpec {
  const { spec, data, definition } = makeSetup(given);
  refuseUnless(
    spec.depth === 1,
    'depth',
    spec.depth,
    '1: the mean field is stated for one hidden layer',
    '1',
  );
  const { d } = data;
  if (d !== 1 && d !== 2) throw refusal('d', d, '1 or 2: a density in more dimensions fits no grid', '2');
  refuseUnless(
    spec.outputLaw === 'signs',
    'outputLaw',
    spec.outputLaw,
    'signs: a neuron is only its θ where u takes two values',
    'signs',
  );
  refuseUnless(
    spec.trained === 'hidden',
    'trained',
    spec.trained,
    'hidden: the output weights must stay at their two values',
    'hidden',
  );
  const [hidden, output] = definition.layers;
  refuseUnless(
    hidden.bias === 0 && output.bias === 0,
    spec.preset === 'standard' ? 'preset' : 'sigmaB',
    spec.preset === 'standard' ? spec.preset : spec.sigmaB,
    spec.preset === 'standard'
      ? 'one without biases, which are a coordinate more of every neuron'
      : '0: biases are a coordinate more of every neuron',
    spec.preset === 'standard' ? 'fang' : '0',
  );
  const { optimizer } = spec;
  refuseUnless(
    optimizer === 'flow' || optimizer === 'gd' || optimizer === 'noisy',
    'optimizer',
    optimizer,
    'flow, gd or noisy: the PDE has neither batches nor momentum',
    'flow',
  );
  const { lazyFactor } = definition;
  const decays = decayRates(definition, spec);
  return {
    d,
    data,
    problem: {
      x: data.x,
      y: data.y,
      loss: spec.loss,
      activation: spec.activation,
      activationParam: spec.activationParam,
      forward: hidden.forward,
      sd: hidden.sd,
      output: output.forward * spec.width * output.sd,
      rate: lazyFactor * hidden.rate * output.forward * output.sd,
      decay: decays === null ? 0 : decays[0],
      temperature: optimizer === 'noisy' ? spec.temperature : 0,
    },
  };
}

function refuseUnless(holds: boolean, field: string, given: unknown, rule: string, remedy: string): void {
  if (!holds) throw refusal(field, given, rule, remedy);
}

function refusal(field: string, given: unknown, rule: string, remedy: string): SpecError {
  return new SpecError(fieldProblem(field, String(given), rule, remedy));
}
