import { activations } from '../../theory/activations/activations';
import { gigabytes } from '../../theory/gigabytes';
import { memoryLimit } from '../float64/linearMemory';
import { populations } from '../predictors/populations';
import type { Setup } from '../predictors/setup';
import { EngineError } from '../work/engineError';
import type { RevealTolerance } from './limitNetwork';

/** Samples of a layer in all populations together: more cost time and memory in proportion and gain a square root. */
export const mostSamples = 16384;

/** Fewer in one population are no sample of a law. */
const leastPopulation = 64;

/** Coordinates that stand for all the random variables of a linear network: its ranks end far below. */
const linearAxes = 256;

/** Directions on either side of a matrix; beyond, what is left has conditional mean 0. */
const mostDirections = 128;

/** Fewer do not span the data and their motion. */
const leastDirections = 24;

/** Samples S of one population. `sampled` is false where φ is linear and nothing is drawn. */
export function deepSamples({ spec }: Setup, exact: boolean): { S: number; sampled: boolean } {
  if (activations[spec.activation].degree === 1) return { S: linearAxes, sampled: false };
  const M = Math.min(mostSamples, exact ? 4 * spec.particles : spec.particles);
  return { S: Math.max(leastPopulation, Math.floor(M / populations)), sampled: true };
}

/**
 * Relative residual at which a direction joins a basis. What is left out biases every population alike, whatever S: f by about a tenth of
 * h's (`truncationShare`), the kernel by up to 0.3 % at 0.02 and 2.5 % at 0.03 (tanh at α = 1, late). A kink's G takes new directions
 * without end, and truncates earlier. Linear: nothing is sampled, so truncation is the only error.
 */
export function revealRule(problem: Setup, exact: boolean): Omit<RevealTolerance, 'trainCount'> {
  const { degree, smoothness } = activations[problem.spec.activation];
  const { S } = deepSamples(problem, exact);
  const most = Math.min(mostDirections, Math.floor(S / 4), directionsThatFit(problem, exact));
  if (degree === 1) return { h: 1e-4, G: 1e-4, most };
  if (smoothness === 0) return { h: 0.06, G: 0.15, most };
  return { h: 0.02, G: 0.03, most };
}

/** Two bases of r directions and their images take 4 r numbers a sample, and half as many again while they grow: twice over for stacks. */
const copies = 10;

/** Rows of S numbers that one layer of a pass keeps for one point until the pass ends. */
const passRows = 14;

/** Bytes of everything but the bases: the state with its stages, and a pass over the points evaluated at once. */
function bytesWithoutBases(problem: Setup, exact: boolean): number {
  const { spec, data } = problem;
  const { S, sampled } = deepSamples(problem, exact);
  const inputs = Math.min(data.d, problem.N);
  const points = data.n + problem.N;
  return (
    8 * S * ((sampled ? populations : 1) * 8 * (inputs + spec.depth + 1) + passRows * spec.depth * points)
  );
}

/** Directions of each matrix's bases that memory has room for. */
function directionsThatFit(problem: Setup, exact: boolean): number {
  const { S, sampled } = deepSamples(problem, exact);
  const each = 8 * copies * S * (sampled ? populations : 1) * Math.max(1, problem.spec.depth - 1);
  return Math.floor((memoryLimit - bytesWithoutBases(problem, exact)) / each);
}

/** Refuses what has no limit, what has none here, and what cannot fit, before anything is drawn. */
export function refuseDeepMeanField(problem: Setup, exact: boolean): void {
  const { spec } = problem;
  if (spec.preset === 'standard')
    throw new EngineError(
      'NoLimit',
      'preset standard has no limit of infinite width at a fixed learning rate: its kernel grows like the width; use ntk-alpha or mup.',
      'preset',
    );
  if (spec.optimizer === 'noisy')
    throw new EngineError(
      'NoLimit',
      'optimizer noisy has no mean field here for more than one hidden layer: noise on a hidden matrix is no part of its limit; use flow, gd, sgd or momentum, or set depth to 1.',
      'optimizer',
    );
  if (directionsThatFit(problem, exact) >= leastDirections) return;
  const { S, sampled } = deepSamples(problem, exact);
  const samples = S * (sampled ? populations : 1);
  const bytes =
    bytesWithoutBases(problem, exact) + 8 * copies * samples * Math.max(1, spec.depth - 1) * leastDirections;
  throw new EngineError(
    'TooLarge',
    `the mean field of depth ${spec.depth} on ${problem.N} points with ${samples} samples a layer takes at least ${gigabytes(bytes)}, more than the ${gigabytes(memoryLimit)} allowed; use fewer particles, points or layers.`,
    'particles',
  );
}
