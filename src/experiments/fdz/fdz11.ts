import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep, type SweepNeed } from '../needs';
import { meanOf, meanRatio } from '../rowMeans';
import { base, plan, seeds } from '../widthSweep';

/** A mean over 100 draws of a heavy-tailed square is good to about a tenth; three times that would be another law. */
const agreement = 0.3;

const spec = {
  ...base,
  dataset: 'digits' as const,
  n: 96,
  d: 64,
  target: 'xor' as const,
  preset: 'ntk-alpha' as const,
  depth: 1,
  width: 1024,
  activation: 'erf' as const,
  sigmaW: 1.5,
  sigmaB: 0.3,
  alpha: 1,
  decayU: 1e-3,
  decayTheta: 1e-3,
  horizon: 100,
};

const trained = (width: number): SweepNeed => sweep(plan({ ...spec, width }, [seeds(4)], ['neurons']));

export const fdz11 = experiment({
  id: 'FDZ11',
  title: 'Ten neurons drawn by their weight make the better network',
  source: 'FDZ Figure 11, eq. 24',
  spec,
  needs: { rows: trained(spec.width) },
  paperSize: { needs: { rows: trained(10_000) }, coreSeconds: 130 },
  lookFor:
    'Ten neurons are drawn from a wide network trained with weight decay, all alike or with chances ∝ |u|, and only their output weights are ' +
    'fitted anew. Drawn by importance they err less. As they are, they scatter around the wide network with the variance of eq. 24.',
  check({ rows }) {
    const ratio = (name: string): ReturnType<typeof meanRatio> =>
      meanRatio(rows, `neurons.${name}.importance`, `neurons.${name}.uniform`);
    const [train, test] = [ratio('train'), ratio('test')];
    const laws = (['uniform', 'importance'] as const).map((law) =>
      meanRatio(rows, `neurons.drawn.${law}`, `neurons.stated.${law}`),
    );
    if (!train || !test || laws.some((law) => law === null) || train.count < 3)
      return undecided('three trained networks with held-out targets');
    const [uniform, importance] = laws.map((law) => law!.mean);
    const better = [train, test].every(({ mean, standardError }) => mean + 2 * standardError < 1);
    const stated = Math.max(Math.abs(uniform - 1), Math.abs(importance - 1)) < agreement;
    const mean = (name: string): number => meanOf(rows, `neurons.${name}`)!.mean;
    const pair = (name: string): string =>
      `${mean(`${name}.importance`).toPrecision(2)} by importance and ${mean(`${name}.uniform`).toPrecision(2)} uniformly`;
    return {
      grade: gradeOf(better && stated),
      because:
        `With ten of its neurons and u fitted anew the training error, in units of the target’s mean square, is ${pair('train')}; the test error ` +
        `${pair('test')}. The variance that eq. 24 states is ${pair('stated')} of ‖f‖²; that of the draws is ${importance.toFixed(2)} and ${uniform.toFixed(2)} times it.`,
      numbers: {
        'train.importance': mean('train.importance'),
        'train.uniform': mean('train.uniform'),
        'test.importance': mean('test.importance'),
        'test.uniform': mean('test.uniform'),
        'stated.importance': mean('stated.importance'),
        'stated.uniform': mean('stated.uniform'),
        'drawn.importance': mean('drawn.importance'),
        'drawn.uniform': mean('drawn.uniform'),
      },
    };
  },
});
