import type { PredictorName } from '../../protocol/experimentSpec';
import type { Assumption } from '../../protocol/run';
import { independentInputs } from '../../theory/assumptions/independentInputs';
import {
  initialSpread,
  limitActivation,
  meanFieldLimit,
  positiveKernel,
  randomFeaturesOnly,
  tangentKernelLimit,
} from '../../theory/assumptions/kernelAssumptions';
import { smoothActivation } from '../../theory/assumptions/smoothActivation';
import type { Problem } from './problem';

/** The assumptions of a theory, tested on this run. `k0`: K₀ [N, n] where the theory starts from this very network. */
export function assumptionsOf(
  name: PredictorName,
  problem: Problem,
  k0: Float64Array | null,
): readonly Assumption[] {
  const { spec, data, alpha } = problem;
  switch (name) {
    case 'nn':
      return [];
    case 'linearised':
      return [...smoothness(problem), ...positive(problem, k0), ...atRest(problem), ...pace(problem)];
    case 'nth3':
    case 'nth4':
    case 'nth5':
      return [
        smoothActivation(spec.activation),
        independentInputs(data.x, data.d, Number(name.slice(3))),
        ...positive(problem, k0),
        ...(spec.optimizer === 'flow' ? [] : [flowOnly]),
        ...pace(problem),
      ];
    case 'ntk':
      return [
        tangentKernelLimit(spec.preset, spec.width, alpha),
        limitActivation(spec.activation),
        initialSpread(spec.centred),
        ...pace(problem),
      ];
    case 'meanField':
      return [...meanFieldLimit(spec.depth, spec.width, alpha)];
    case 'randomFeatures':
      return [randomFeaturesOnly(), ...pace(problem)];
  }
}

const flowOnly: Assumption = {
  verdict: 'fails',
  text: 'the hierarchy follows gradient flow; this network takes steps',
  source: 'HY eq. 15; eq. 29 for steps',
};

/** A linearisation needs one derivative: kinks are its only trouble. */
function smoothness({ spec }: Problem): Assumption[] {
  const assumption = smoothActivation(spec.activation);
  return assumption.verdict === 'holds' ? [] : [assumption];
}

function positive({ data, definition }: Problem, k0: Float64Array | null): Assumption[] {
  return k0 === null ? [] : [positiveKernel(k0.slice(0, data.n * data.n), data.n, definition.lazyFactor)];
}

/** Momentum that the network has gathered by t₀ is no part of an expansion there. */
function atRest({ spec }: Problem): Assumption[] {
  if (spec.optimizer !== 'momentum' || spec.expansion === 0) return [];
  return [
    {
      verdict: 'fails',
      text: 'the expansion starts at rest; this network has momentum at t₀',
      source: 'Polyak 1964',
    },
  ];
}

/** What the kernel theories leave out of this run's training. */
function pace({ spec }: Problem): Assumption[] {
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
