import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { heldOut } from '../../theory/data/makeData';
import { deepSpec } from '../depthLaws';
import { edges } from '../edges';
import { experiment } from '../experiment';
import { gradeOf, undecided, type FindingNumbers } from '../finding';
import type { RunNeed } from '../needs';
import type { RunNumbers } from '../runNumbers';
import { testAccuracies } from '../testAccuracy';
import { jackknife, type Estimate } from '../../theory/statistics/jackknife';

/** As many layers as neurons, as in the paper, where both are 300; SGD on the digits' parity, the rate found by a search in factors of 3. */
const size = 32;
const points = 256;
const batch = 32;
const epochs = { early: 4, late: 40 } as const;

/** HDR Table 1, and both phases beside the edge: softplus and sigmoid have no edge and start by He's rule, as there. */
const rows = {
  relu: { label: 'ReLU', ...edges.relu },
  leakyRelu: { label: 'leaky ReLU', ...edges.leakyRelu },
  elu: { label: 'ELU', ...edges.elu },
  tanh: { label: 'tanh', ...edges.tanh },
  softplus: { label: 'softplus', activation: 'softplus', activationParam: 1, sigmaW: Math.SQRT2, sigmaB: 0 },
  sigmoid: { label: 'sigmoid', activation: 'sigmoid', activationParam: 1, sigmaW: Math.SQRT2, sigmaB: 0 },
  ordered: { label: 'tanh, ordered', activation: 'tanh', activationParam: 1, sigmaW: 1, sigmaB: 0.2 },
  chaotic: { label: 'tanh, chaotic', activation: 'tanh', activationParam: 1, sigmaW: 2.5, sigmaB: 0.2 },
} as const;
type Row = keyof typeof rows;
const names = Object.keys(rows) as Row[];

const stepsPerEpoch = points / batch;

function specOf(name: Row, width: number, lr: number, seed: number): ExperimentSpec {
  const { activation, activationParam, sigmaW, sigmaB } = rows[name];
  return deepSpec({
    ...{ activation, activationParam, sigmaW, sigmaB },
    ...{
      n: points,
      loss: 'logistic',
      optimizer: 'sgd',
      batch,
      lr,
      horizon: stepsPerEpoch * epochs.late * lr,
    },
    ...{ width, depth: width, centred: false, seed, dataSeed: seed, predictors: ['nn'], tab: 'depth' },
  });
}

/** Every seed with digits of its own, so that the errors of the means hold the choice of digits too. */
function runs(width: number, lr: number, seeds: number): Readonly<Record<Row, readonly RunNeed[]>> {
  const times = [stepsPerEpoch * epochs.early * lr, stepsPerEpoch * epochs.late * lr];
  const of = (name: Row): RunNeed[] =>
    Array.from({ length: seeds }, (_, seed) => ({ task: 'run', spec: specOf(name, width, lr, seed), times }));
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Row, RunNeed[]>;
}

export const hdr3 = experiment({
  id: 'HDR3',
  title: 'Who trains at depth: activation and phase',
  source: 'HDR Table 1',
  spec: specOf('tanh', size, 0.03, 0),
  needs: runs(size, 0.03, 4),
  lookFor:
    'Test accuracy of networks as deep as wide, on the parity of digits, after few and after ten times as many epochs of the same SGD. On the edge of chaos ELU and tanh ' +
    'come before ReLU and leaky ReLU; softplus and sigmoid, which have no edge, and tanh off its edge stay at chance.',
  // The deepest finite network has 100 layers; the paper has 300, ten classes, and the real digits.
  paperSize: { needs: runs(100, 0.01, 3), coreSeconds: 160 },
  check(evidence) {
    const found = Object.fromEntries(names.map((name) => [name, accuracies(evidence[name])])) as Record<
      Row,
      Accuracy | null
    >;
    if (names.some((name) => found[name] === null)) return undecided('at least two trained networks of every activation'); // prettier-ignore
    const known = found as Record<Row, Accuracy>;
    const of = (some: readonly Row[], when: 'early' | 'late'): number =>
      mean(some.map((name) => known[name][when].value));
    const smooth = (when: 'early' | 'late'): number => of(['elu', 'tanh'], when);
    const kinked = (when: 'early' | 'late'): number => of(['relu', 'leakyRelu'], when);
    const ordered = smooth('early') > kinked('early') && smooth('late') > kinked('late');
    const others = (['softplus', 'sigmoid', 'ordered', 'chaotic'] as const).filter(
      (name) => !atChance(known[name]),
    );
    const claimed = others.filter((name) => name === 'softplus' || name === 'sigmoid');
    const untrained = (['relu', 'leakyRelu', 'elu', 'tanh'] as const).filter((name) => atChance(known[name]));
    const list = (some: readonly Row[]): string =>
      some
        .map((name) => `${rows[name].label} ${said(known[name].early)}, ${said(known[name].late)}`)
        .join('; ');
    return {
      grade: gradeOf(ordered && claimed.length === 0 && untrained.length === 0),
      because:
        `Test accuracy in % after ${epochs.early} and ${epochs.late} epochs: ${list(names)}. ` +
        (ordered
          ? 'On the edge the smooth activations are ahead at both times'
          : 'The smooth activations are not ahead of the kinked ones at both times') +
        (others.length === 0
          ? '; everything off the edge is at chance'
          : `; above chance off the edge: ${others.map((name) => rows[name].label).join(', ')}`) +
        (untrained.length === 0
          ? '.'
          : `; at chance on the edge: ${untrained.map((name) => rows[name].label).join(', ')}.`),
      numbers: Object.assign(
        {},
        ...names.map((name) => ({
          [`${name}.early`]: known[name].early.value,
          [`${name}.early.error`]: known[name].early.error,
          [`${name}.late`]: known[name].late.value,
          [`${name}.late.error`]: known[name].late.error,
        })),
      ) as FindingNumbers,
    };
  },
});

interface Accuracy {
  readonly early: Estimate;
  readonly late: Estimate;
  readonly networks: number;
}

/** Null with fewer than two networks. */
function accuracies(runs: readonly RunNumbers[]): Accuracy | null {
  const each = runs.map((run) => testAccuracies(run, 2));
  if (each.length < 2 || each.some((one) => one === null)) return null;
  const [early, late] = [0, 1].map((k) =>
    jackknife(
      each.map((one) => one![k]),
      mean,
    ),
  );
  return { early, late, networks: each.length };
}

/** Within two standard errors of a coin: those of the mean over networks, or of a coin thrown for every held-out digit. */
function atChance({ late: { value, error }, networks }: Accuracy): boolean {
  return Math.abs(value - 0.5) <= 2 * Math.max(error, 0.5 / Math.sqrt(heldOut * networks));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function said({ value, error }: Estimate): string {
  return `${(100 * value).toFixed(0)} ± ${(100 * error).toFixed(0)}`;
}
