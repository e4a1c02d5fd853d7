import { formatMoment } from '../../theory/formatMoment';
import type {
  FeatureErrors,
  NeuronSource,
  RepopulationAnswer,
  RepopulationRequest,
  RepopulationRow,
} from '../../protocol/repopulation';
import { neuronSources } from '../../protocol/repopulation';
import { DensityLearner } from '../../theory/autoEncoder/densityLearner';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey, type Key } from '../../theory/random/key';
import { permutation } from '../../theory/random/permutation';
import { drawWeights, initialWeights } from '../network/drawWeights';
import { networkDefinition } from '../network/networkDefinition';
import { makeSetup, type Setup } from '../predictors/setup';
import { refuseTraining } from '../run/refuseTooLarge';
import { featureRegression, relativeError } from '../sweep/featureRegression';
import type { Backend } from '../tensor/backend';
import { Trainer } from '../training/trainer';
import { EngineError } from '../work/engineError';
import type { Pause } from '../work/pause';
import { leadingVariance, networkOf, neuronSize, neuronsOf } from './neurons';

/** The auto-encoder: small enough for seconds, large enough that its features are worth nearly as much as the trained ones (FDZ9). */
const learner = { latent: 16, hidden: 48, epochs: 12, batch: 32, rate: 0.005 } as const;

/** Stream of the seed that no network, batch or population uses, and its own streams. */
const stream = 5000;
const [learning, leading, drawing] = [0, 1, 2];

/** Shares of the work for the progress: training the networks, then learning, then regression. */
const [trainingShare, learningShare] = [0.4, 0.45];

/**
 * Trains networks of one hidden layer that differ in their seed, learns the density of their neurons (θ, b), draws neurons from it, and fits u
 * alone to the training points: beside as many neurons of the initial law, and as many of the trained ones themselves. FDZ §VI, Figure 9.
 */
export async function repopulation(
  { spec, networks, features, draws }: RepopulationRequest,
  backend: Backend,
  pause: Pause,
  progress: (fraction: number) => Promise<void>,
): Promise<RepopulationAnswer> {
  if (spec.depth !== 1)
    throw new EngineError(
      'Unsupported',
      `depth must be 1 for repopulation, got ${spec.depth}: the neurons of deeper layers are no points of one space; set depth to 1.`,
      'depth',
    );
  const problem = makeSetup(spec);
  if (problem.data.yProbe === null)
    throw new EngineError(
      'Unsupported',
      'repopulation compares test errors, and this target has no values at held-out points; choose another target.',
      'target',
    );
  const neurons = networks * spec.width;
  if (features.some((M) => M > neurons))
    throw new EngineError(
      'TooLarge',
      `features must be at most the ${neurons} neurons that are trained, got ${Math.max(...features)}; train more networks or wider ones.`,
      'width',
    );
  refuseTraining(backend, problem);
  const key = foldIn(prngKey(spec.seed), stream);
  const { pool, network } = await pretrained(problem, networks, backend, pause, (fraction) =>
    progress(trainingShare * fraction),
  );
  const D = neuronSize(problem.definition);
  const density = new DensityLearner(pool, { size: D, ...learner, key: foldIn(key, learning) });
  const bounds: number[] = [];
  while (bounds.length < learner.epochs) {
    bounds.push(density.pass());
    await progress(trainingShare + (learningShare * bounds.length) / learner.epochs);
    const wait = pause();
    if (wait) await wait;
  }
  const draw: Record<NeuronSource, (M: number, from: Key) => Float64Array> = {
    initial: (M, from) => {
      const wide = networkDefinition({ ...spec, width: M }, problem.data.d);
      return neuronsOf(wide, drawWeights(wide.parametrisation, from));
    },
    repopulated: (M, from) => density.sample(M, from),
    trained: (M, from) => rowsOf(pool, D, permutation(from, neurons).subarray(0, M)),
  };
  const rows: RepopulationRow[] = [];
  for (const [k, M] of features.entries()) {
    const errors = {} as Record<NeuronSource, FeatureErrors>;
    for (const [s, source] of neuronSources.entries()) {
      const found = { train: [] as number[], test: [] as number[] };
      for (let r = 0; r < draws; r++) {
        const from = foldIn(foldIn(foldIn(foldIn(key, drawing), s), k), r);
        const { train, test } = await errorsOf(backend, problem, draw[source](M, from), pause);
        found.train.push(train);
        found.test.push(test);
      }
      errors[source] = found;
    }
    rows.push({ features: M, errors });
    await progress(
      trainingShare + learningShare + ((1 - trainingShare - learningShare) * (k + 1)) / features.length,
    );
  }
  const variance = (source: NeuronSource): number =>
    leadingVariance(draw[source](neurons, foldIn(key, leading)), D, key);
  return {
    rows,
    bounds,
    leading: {
      initial: variance('initial'),
      repopulated: variance('repopulated'),
      trained: variance('trained'),
    },
    network,
  };
}

/** The neurons of all trained networks, [networks · m, D], and the means of their errors. */
async function pretrained(
  { spec, data, definition }: Setup,
  networks: number,
  backend: Backend,
  pause: Pause,
  progress: (fraction: number) => Promise<void>,
): Promise<{ pool: Float64Array; network: { train: number; test: number } }> {
  const size = neuronSize(definition) * definition.width;
  const pool = new Float64Array(networks * size);
  const network = { train: 0, test: 0 };
  for (let k = 0; k < networks; k++) {
    const seed = spec.seed + k;
    const initial = initialWeights(definition.parametrisation, seed);
    const trainer = await Trainer.create(backend, definition, data, { ...spec, seed }, { initial });
    const xProbe = backend.upload(data.xProbe, data.p, data.d);
    try {
      await trainer.advanceTo(spec.horizon, pause);
      if (trainer.divergence !== null)
        throw new EngineError(
          'Diverged',
          `The network of seed ${seed} diverged at t = ${formatMoment(trainer.divergence.t)}: ${trainer.divergence.reason}; ${trainer.divergence.remedy}.`,
        );
      network.train += relativeError(await trainer.trainOutputs(), data.y) / networks;
      network.test += relativeError(await trainer.outputs(xProbe), data.yProbe!) / networks;
      pool.set(neuronsOf(definition, await trainer.weights()), k * size);
    } finally {
      trainer.dispose();
      backend.dispose(xProbe);
    }
    await progress((k + 1) / networks);
  }
  return { pool, network };
}

/** Regression with these neurons as features, u alone fitted. */
async function errorsOf(
  backend: Backend,
  problem: Setup,
  points: Float64Array,
  pause: Pause,
): Promise<{ train: number; test: number }> {
  const { data, spec } = problem;
  const wide = { ...spec, width: points.length / neuronSize(problem.definition) };
  const definition = networkDefinition(wide, data.d);
  const f = await featureRegression(
    backend,
    { ...problem, spec: wide, definition },
    networkOf(definition, points),
    true,
    pause,
  );
  return {
    train: f ? relativeError(f, data.y) : NaN,
    test: f ? relativeError(f.subarray(data.n), data.yProbe!) : NaN,
  };
}

function rowsOf(points: Float64Array, D: number, which: Uint32Array): Float64Array {
  const rows = new Float64Array(which.length * D);
  which.forEach((i, row) => rows.set(points.subarray(i * D, (i + 1) * D), row * D));
  return rows;
}
