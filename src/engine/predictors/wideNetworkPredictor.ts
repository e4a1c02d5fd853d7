import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { Assumption } from '../../protocol/run';
import { initialWeights } from '../network/drawWeights';
import type { Pause } from '../work/pause';
import { refuseTraining } from '../run/refuseTooLarge';
import type { Backend } from '../tensor/backend';
import { NetworkPredictor } from './networkPredictor';
import { makeProblem } from './problem';
import type { Prediction, Predictor } from './predictor';

/** Width of the stand-in where the network is narrower: its hidden products cost width². */
const standInWidth = 256;

/** On the page; its distance from a limit, about width^(−1/2), is far larger. */
const tolerance = 1e-3;

/**
 * Where H ≥ 2 no mean-field limit is agreed on (FDZ §VII-B): a wide network at α = 1 stands in, and is named as such.
 * `ntk-alpha` is the preset that has an α at every depth.
 */
export async function wideNetworkPredictor(
  backend: Backend,
  spec: ExperimentSpec,
  exact: boolean,
  assumptions: readonly Assumption[],
): Promise<Predictor> {
  const width = Math.max(spec.width, standInWidth);
  const problem = makeProblem({ ...spec, preset: 'ntk-alpha', alpha: 1, width });
  const seed = spec.seed === 0 ? 1 : spec.seed - 1;
  const flow = exact ? {} : ({ tolerance, order: 5 } as const);
  refuseTraining(backend, problem, flow);
  const network = await NetworkPredictor.create(
    backend,
    problem,
    initialWeights(problem.definition.parametrisation, seed),
    { flow },
  );
  return {
    name: 'meanField',
    start: 0,
    assumptions: [
      {
        verdict: 'unknown',
        text: `no agreed limit for more than one hidden layer: a network of width ${width} at α = 1 stands in`,
        source: 'FDZ §VII-B',
      },
      ...assumptions,
    ],
    get divergence() {
      return network.divergence;
    },
    advance: (t: number, pause: Pause) => network.advance(t, pause),
    async predict(): Promise<Prediction> {
      const { train, probe, loss, kernel } = await network.predict();
      return { train, probe, loss, kernel };
    },
    close: () => {
      network.close();
    },
  };
}
