import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import type { RunNeed } from '../needs';
import type { RunNumbers } from '../runNumbers';
import { testLoss } from '../testLoss';
import { inHierarchy } from '../widthSweep';

const digits = inHierarchy({
  dataset: 'digits',
  n: 64,
  d: 64,
  target: 'xor',
  preset: 'ntk-alpha',
  width: 512,
  depth: 1,
  alpha: 'sqrt',
  sigmaW: 1.5,
  sigmaB: 0.3,
  loss: 'logistic',
  optimizer: 'gd',
  lr: 0.1,
  horizon: 60,
  centred: true,
  predictors: ['nn', 'linearised'],
});

const easy = { ...digits, dataset: 'gaussian', d: 100, target: 'linear' } as const;

const seeds = (spec: typeof digits): RunNeed[] =>
  [0, 1, 2].map((seed) => ({ task: 'run', spec: { ...spec, seed } }));

export const fdz4 = experiment({
  id: 'FDZ4',
  title: 'Easy data leave the network closer to its linearisation',
  source: 'FDZ Figure 4, §IV',
  spec: digits,
  needs: { hard: seeds(digits), easy: seeds(easy) },
  paperSize: {
    needs: { hard: seeds({ ...digits, width: 1000 }), easy: seeds({ ...easy, width: 1000 }) },
    coreSeconds: 13,
  },
  lookFor:
    'Training and test loss of one network and of its linearisation, on digits and on a linear target in a hundred dimensions. The gap between ' +
    'the two losses, in units of the initial loss, is smaller on the easy data at the same width, rate and time.',
  check({ hard, easy }) {
    const [onDigits, onEasy] = [hard, easy].map((runs) => runs.map(gaps));
    if ([...onDigits, ...onEasy].some((gap) => gap === null) || onDigits.length === 0 || onEasy.length === 0)
      return undecided('runs of the network and its linearisation with held-out targets');
    const mean = (list: readonly (Gaps | null)[], where: keyof Gaps): number =>
      list.reduce((sum, gap) => sum + gap![where], 0) / list.length;
    const train = [mean(onDigits, 'train'), mean(onEasy, 'train')];
    const test = [mean(onDigits, 'test'), mean(onEasy, 'test')];
    const holds = train[1] < train[0] && test[1] < test[0];
    const compared = ([digit, simple]: readonly number[]): string =>
      `${digit.toPrecision(2)} on digits and ${simple.toPrecision(2)} on the easy data`;
    return {
      grade: gradeOf(holds),
      because:
        `The largest gap between the losses of network and linearisation, in units of the initial loss and as a mean over ${onDigits.length} seeds, is ` +
        `${compared(train)} in training, ${compared(test)} at held-out points.` +
        (holds
          ? ''
          : ' These digits are drawn by strokes and easier than those of MNIST, on which the paper sees the larger gap.'),
      numbers: {
        'train.digits': train[0],
        'train.easy': train[1],
        'test.digits': test[0],
        'test.easy': test[1],
      },
    };
  },
});

interface Gaps {
  readonly train: number;
  readonly test: number;
}

/** The largest |L_nn − L_lin|/L(0) up to the horizon, of the training and of the test loss. */
function gaps(run: RunNumbers): Gaps | null {
  const { nn, linearised } = run.series;
  const count = Math.min(nn?.count ?? 0, linearised?.count ?? 0);
  if (!nn || !linearised || count === 0) return null;
  let [train, test] = [0, 0];
  const start = testLoss(run, 0);
  if (start === null) return null;
  for (let f = 0; f < count; f++) {
    const loss = testLoss(run, f)!;
    train = Math.max(train, Math.abs(nn.loss[f] - linearised.loss[f]) / nn.loss[0]);
    test = Math.max(test, Math.abs(loss(nn.probe) - loss(linearised.probe)) / start(nn.probe));
  }
  return { train, test };
}
