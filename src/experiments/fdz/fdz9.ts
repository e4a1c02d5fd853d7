import { neuronSources, type NeuronSource, type RepopulationAnswer } from '../../protocol/repopulation';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import type { TaskNeed } from '../needs';
import { meanOver } from '../meanOver';
import { base } from '../widthSweep';

const spec = {
  ...base,
  dataset: 'digits' as const,
  n: 96,
  d: 64,
  target: 'xor' as const,
  preset: 'ntk-alpha' as const,
  depth: 1,
  width: 64,
  activation: 'erf' as const,
  sigmaW: 1.5,
  sigmaB: 0.3,
  alpha: 0.5,
  optimizer: 'gd' as const,
  lr: 0.5,
  horizon: 30,
};

type Density = Extract<TaskNeed, { task: 'repopulation' }>;

/** One density for each draw of the digits. */
function densities(width: number, networks: number, features: readonly number[]): Density[] {
  return [0, 1, 2].map((dataSeed) => ({
    task: 'repopulation',
    request: { spec: { ...spec, width, dataSeed }, networks, features, draws: 4 },
  }));
}

export const fdz9 = experiment({
  id: 'FDZ9',
  title: 'Neurons drawn from a learned density make better features',
  source: 'FDZ Figure 9, §VI',
  spec,
  needs: { densities: densities(spec.width, 32, [30, 100, 300, 1000]) },
  // Of three times 100 000 neurons, most of it is learning their density.
  paperSize: { needs: { densities: densities(100, 1000, [1000]) }, coreSeconds: 250 },
  lookFor:
    'Networks that differ in their seed alone are trained on digits, and a small variational auto-encoder learns the density of their neurons. ' +
    'Neurons drawn from it are fixed and only u is fitted: on held-out digits they err less than as many neurons of the initial law.',
  check({ densities: found }) {
    const most = Math.max(...found.flatMap(({ rows }) => rows.map(({ features }) => features)));
    const last = found.flatMap(({ rows }) => rows.filter(({ features }) => features === most));
    const test = (source: NeuronSource): number[] =>
      last.map(({ errors }) => meanOver(errors[source].test).mean);
    const [initial, repopulated, trained] = neuronSources.map(test);
    if (last.length < 3 || [...initial, ...repopulated, ...trained].some((error) => !Number.isFinite(error)))
      return undecided('densities learned on three draws of the digits, with features drawn from each');
    const ratio = meanOver(repopulated.map((error, k) => error / initial[k]));
    const better = ratio.mean + 2 * ratio.standardError < 1;
    const share = meanOver(found.map(({ leading }) => leading.repopulated / leading.trained));
    const widths = found[0].rows.map(({ features }) => features);
    const curve = (source: NeuronSource): number[] =>
      widths.map((M) => meanOver(found.map((one) => meanOver(errorsAt(one, M, source)).mean)).mean);
    const own = meanOver(found.map(({ network }) => network.test)).mean;
    return {
      grade: gradeOf(better),
      because:
        `With ${most} features and u fitted anew the test error, in units of the target’s mean square, is ${say(repopulated)} for neurons of the learned density and ` +
        `${say(initial)} for those of the start: over ${last.length} draws of the digits their ratio is ${ratio.mean.toFixed(2)} ± ${ratio.standardError.toFixed(2)}. ` +
        `Taken from the trained networks themselves they err by ${say(trained)}, these networks by ${own.toPrecision(2)}. ` +
        `Along its leading direction the learned density has ${share.mean.toFixed(2)} of the variance of the trained neurons.`,
      numbers: {
        features: widths,
        'test.initial': curve('initial'),
        'test.repopulated': curve('repopulated'),
        'test.trained': curve('trained'),
        'spread.initial': spreadOf(last.map(({ errors }) => errors.initial.test)),
        'spread.repopulated': spreadOf(last.map(({ errors }) => errors.repopulated.test)),
        'test.network': own,
        ratio: ratio.mean,
        'ratio.error': ratio.standardError,
        'leading.share': share.mean,
        bound: meanOver(found.map(({ bounds }) => bounds[bounds.length - 1])).mean,
      },
      plot: {
        title: 'Features of the start and of the learned density',
        xTitle: 'number of features M',
        yTitle: 'test error',
        series: neuronSources.map((source) => ({
          label: labels[source],
          x: widths,
          y: curve(source),
          fitted: false,
        })),
        guides: [],
      },
    };
  },
});

const labels: Readonly<Record<NeuronSource, string>> = {
  initial: 'initial law',
  repopulated: 'learned density',
  trained: 'trained neurons',
};

function errorsAt({ rows }: RepopulationAnswer, M: number, source: NeuronSource): readonly number[] {
  return rows.find(({ features }) => features === M)?.errors[source].test ?? [];
}

/** The mean standard deviation from draw to draw of the features. */
function spreadOf(draws: readonly (readonly number[])[]): number {
  return meanOver(draws.map((test) => meanOver(test).standardError * Math.sqrt(test.length))).mean;
}

function say(errors: readonly number[]): string {
  return meanOver(errors).mean.toPrecision(2);
}
