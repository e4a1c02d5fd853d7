import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep, type SweepNeed } from '../needs';
import { meanOf, meanRatio } from '../rowMeans';
import { base, plan } from '../widthSweep';

/** Both kernels fit: training errors below this share of the target's mean square. */
const fitted = 0.01;

const spec = {
  ...base,
  dataset: 'digits' as const,
  n: 96,
  d: 64,
  target: 'xor' as const,
  preset: 'ntk-alpha' as const,
  depth: 1,
  width: 256,
  activation: 'erf' as const,
  alpha: 0.5,
  horizon: 100,
};

/** Six draws of the digits. */
const drawn = (width: number): SweepNeed =>
  sweep(plan({ ...spec, width }, [{ field: 'dataSeed', values: [0, 1, 2, 3, 4, 5] }], ['features']));

export const fdz10 = experiment({
  id: 'FDZ10',
  title: 'The learned tangent space generalises better than the initial one',
  source: 'FDZ Figure 10, §VI',
  spec,
  needs: { rows: drawn(spec.width) },
  paperSize: { needs: { rows: drawn(1000) }, coreSeconds: 23 },
  lookFor:
    'The same digits, even against odd, are learned by regression with the tangent features of the network before training and with those after it. ' +
    'Both fit the training points; on held-out points the learned features err less, for training has turned them towards the task.',
  check({ rows }) {
    const [before, after, infinite, network, random] = (
      ['tangent0', 'tangentT', 'infinite', 'network', 'random'] as const
    ).map((name) => meanOf(rows, `testError.${name}`));
    const trained = (['tangent0', 'tangentT'] as const).map((name) => meanOf(rows, `trainError.${name}`));
    const ratio = meanRatio(rows, 'testError.tangentT', 'testError.tangent0');
    if (!before || !after || !infinite || !network || !random || !ratio || ratio.count < 3)
      return undecided('three draws of the data with held-out targets');
    const fits = trained.every((error) => error !== null && error.mean < fitted);
    const better = ratio.mean + 2 * ratio.standardError < 1;
    return {
      grade: gradeOf(fits && better),
      because:
        `Over ${ratio.count} draws of the digits the test error, in units of the target’s mean square, is ${say(before.mean)} with the tangent ` +
        `features at t = 0 and ${say(after.mean)} with those at t = ${spec.horizon}: their ratio is ${ratio.mean.toFixed(2)} ± ${ratio.standardError.toFixed(2)}. ` +
        `${fits ? 'Both fit the training points' : 'They do not both fit the training points'}; the network itself errs by ${say(network.mean)}, ` +
        `the infinite kernel by ${say(infinite.mean)}, random features by ${say(random.mean)}.`,
      numbers: {
        'test.tangent0': before.mean,
        'test.tangentT': after.mean,
        'test.infinite': infinite.mean,
        'test.network': network.mean,
        'test.random': random.mean,
        'train.tangent0': trained[0] && trained[0].mean,
        'train.tangentT': trained[1] && trained[1].mean,
        ratio: ratio.mean,
        'ratio.error': ratio.standardError,
      },
    };
  },
});

function say(value: number): string {
  return value.toPrecision(2);
}
