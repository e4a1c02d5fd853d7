import { activations } from '../../theory/activations/activations';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey, type Key } from '../../theory/random/key';
import { drawWeights, type Weights } from '../network/drawWeights';
import { initialParticles, widenDefinition } from '../network/widen';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { Setup } from '../predictors/setup';
import { refuseParticles } from '../run/refuseTooLarge';
import type { Backend } from '../tensor/backend';
import { flowTolerance } from '../training/flowTolerance';
import { Trainer } from '../training/trainer';
import { fieldProblem } from '../../protocol/fieldProblem';
import { SpecError } from '../../protocol/validate';

/** Accuracy per step of particles that are compared with one another, in units of the targets; their chance error is far larger. */
const tolerance = 1e-4;

/** The first of the random streams of populations: no network and no other particles use it. */
const stream = 3000;

export interface ParticleSystem {
  readonly trainer: Trainer;
  readonly definition: NetworkDefinition;
  readonly initial: Weights;
}

/** Where particles come from: one quasi-random population, or independent draws of the population of this number. */
export type Draw = 'quasiRandom' | number;

/** M neurons of this spec's law that move as those of its width-m network would, in an f of their own. */
export async function particleSystem(
  backend: Backend,
  problem: Setup,
  M: number,
  draw: Draw,
): Promise<ParticleSystem> {
  const { spec, data } = problem;
  if (spec.depth !== 1)
    throw new SpecError(
      fieldProblem('depth', String(spec.depth), '1: the mean field is stated for one hidden layer', '1'),
    );
  const definition = widenDefinition(problem.definition, M);
  const smooth = activations[spec.activation].smoothness === Infinity;
  const flow = smooth ? ({ tolerance, order: 5 } as const) : {};
  refuseParticles(problem, definition, { ...flowTolerance(spec.activation, backend.name), ...flow }.order, 1);
  const networkKey = prngKey(spec.seed);
  const key = foldIn(foldIn(networkKey, stream), draw === 'quasiRandom' ? 0 : 1 + draw);
  const initial = initialOf(definition, key, networkKey, draw);
  // Batches are the network's own; noise must differ from one population to the next.
  const rule = spec.optimizer === 'noisy' ? { ...spec, seed: key.low } : spec;
  const trainer = await Trainer.create(backend, definition, data, rule, { initial, flow });
  return { trainer, definition, initial };
}

function initialOf(definition: NetworkDefinition, key: Key, networkKey: Key, draw: Draw): Weights {
  const quasi = draw === 'quasiRandom';
  const own = quasi
    ? initialParticles(definition, key, networkKey, false)
    : drawWeights(definition.parametrisation, key);
  if (quasi) return own;
  // The output bias is no particle: it is the network's own in every population.
  const { biases } = initialParticles({ ...definition, width: 1 }, key, networkKey, false);
  return { weights: own.weights, biases: [own.biases[0], biases[1]] };
}
