import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { BatchDraw, SgdCloudAnswer, SgdTheory } from '../../protocol/sgd';
import { cloudMoments, totalVariance } from '../../theory/sgd/cloudMoments';
import { jackknife, type Estimate } from '../../theory/statistics/jackknife';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { base } from '../widthSweep';

/** Step sizes, each half of the one before; an epoch of four batches takes 4η. */
const rates = [0.2, 0.1, 0.05];
const [n, batch] = [8, 2];
const perEpoch = n / batch;
/** Ends of epochs at every η. */
const ends = [3.2, 4.8, 6.4, 8];

/** Runs of a cloud. */
const orders = 64;
/** A prediction agrees within so many standard errors. */
const agreement = 3;

const at = (lr: number): ExperimentSpec => ({
  ...base,
  tab: 'lab',
  preset: 'hayou',
  dataset: 'circle',
  target: 'mix',
  n,
  d: 2,
  depth: 2,
  width: 128,
  activation: 'tanh',
  sigmaW: 1.304,
  sigmaB: 0.2,
  optimizer: 'sgd',
  batch,
  lr,
  horizon: ends[ends.length - 1],
  predictors: ['nn', 'linearised', 'ntk'],
});

/** The middle of an epoch and its end, one after the other. */
const timesOf = (lr: number): number[] => ends.flatMap((t) => [t - (perEpoch / 2) * lr, t]);

const theory = (lr: number) =>
  ({ task: 'sgdTheory', request: { spec: at(lr), times: timesOf(lr), ito: true } }) as const;
const cloud = (lr: number, draw: BatchDraw) =>
  ({
    task: 'sgdCloud',
    request: { spec: at(lr), times: timesOf(lr), draw, first: 0, count: orders },
  }) as const;

const spec = at(rates[1]);

export const hdr5 = experiment({
  id: 'HDR5',
  title: 'SGD is a cloud around gradient descent, and the noise of its batches cancels within an epoch',
  source: 'HDR §5, eq. 14–15, appendix C',
  spec,
  lookFor:
    'One network trained with many orders of its mini-batches, beside the mean and the covariance expected of them. Equations 14–15 take every batch to be independent of ' +
    'the others: noise of variance η accumulates. Batches that share out an epoch cancel instead: the cloud opens as η² within an epoch and closes at its end, where η³ is left.',
  needs: {
    theories: rates.map(theory),
    clouds: rates.map((lr) => cloud(lr, 'epochs')),
    independent: [cloud(rates[1], 'independent')],
  },
  check({ theories, clouds, independent }) {
    const seen = clouds.map((answer, i) => measure(answer, theories[i], 'epochs'));
    const drawn = independent.map((answer) => measure(answer, theories[1], 'independent'));
    if ([...seen, ...drawn].some((one) => one === null))
      return undecided('clouds of runs that reached the end');
    const epochs = seen as Measured[];
    const [anew] = drawn as Measured[];
    const last = epochs[epochs.length - 1];
    const limits = [atZero(epochs, 'end'), atZero(epochs, 'middle'), atZero(epochs, 'shift')];
    const [end, middle, shift] = limits;
    const holds = [...limits, anew.end].every(isOne);
    const asStated = isOne(last.hdr);
    const slope = (of: (one: Measured) => number): number => fitPowerLaw(rates, epochs.map(of))?.slope ?? NaN;
    const [endSlope, middleSlope] = [slope((one) => one.variance.end), slope((one) => one.variance.middle)];
    return {
      grade: gradeOf(holds, asStated),
      because:
        `Towards η = 0 the variance over orders is ${said(end)} of the predicted one at the ends of epochs and ${said(middle)} in their middle, ` +
        `where it goes as η^${endSlope.toFixed(2)} and η^${middleSlope.toFixed(2)}; the mean moves by ${said(shift)} of its prediction, of which HDR’s Γ has ${(100 * last.ito).toFixed(0)} % of the size. ` +
        `Independent batches have ${said(anew.end)} of the variance predicted for them. Equation 15 ` +
        (asStated
          ? 'holds for the batches of an epoch as well.'
          : `has ${Math.round(1 / last.hdr.value)} times the variance of the runs at the ends of epochs for η = ${rates[rates.length - 1]}: it is that of independent batches, and of small ones.`),
      numbers: {
        rate: rates,
        endVariance: epochs.map(({ variance }) => variance.end),
        endOverPredicted: epochs.map(({ end }) => end.value),
        endError: epochs.map(({ end }) => end.error),
        endAtZero: end.value,
        endSlope,
        middleVariance: epochs.map(({ variance }) => variance.middle),
        middleOverPredicted: epochs.map(({ middle }) => middle.value),
        middleError: epochs.map(({ middle }) => middle.error),
        middleAtZero: middle.value,
        middleSlope,
        shiftOverPredicted: epochs.map(({ shift }) => shift.value),
        shiftError: epochs.map(({ shift }) => shift.error),
        shiftAtZero: shift.value,
        gammaOverShift: epochs.map(({ ito }) => ito),
        endOverEquation15: epochs.map(({ hdr }) => hdr.value),
        independentOverPredicted: anew.end.value,
        independentError: anew.end.error,
        independentOverEquation15: anew.hdr.value,
      },
      plot: {
        title: 'Variance of the outputs over batch orders',
        xTitle: 'learning rate η',
        yTitle: 'Σ Var f',
        series: [
          { label: 'ends of epochs', x: rates, y: epochs.map(({ variance }) => variance.end) },
          { label: 'middle of epochs', x: rates, y: epochs.map(({ variance }) => variance.middle) },
          { label: 'equation 15', x: rates, y: epochs.map(({ variance }) => variance.hdr) },
        ],
        guides: [
          { label: 'η', slope: 1 },
          { label: 'η²', slope: 2 },
          { label: 'η³', slope: 3 },
        ],
      },
    };
  },
});

interface Measured {
  /** Total variances, sums over the ends or the middles. */
  readonly variance: { readonly end: number; readonly middle: number; readonly hdr: number };
  /** Measured over predicted: of the draw in question, and of equation 15 at the ends. */
  readonly end: Estimate;
  readonly middle: Estimate;
  readonly hdr: Estimate;
  /** The shift of the mean from gradient descent along the predicted one, over it, at the ends. */
  readonly shift: Estimate;
  /** Size of Γ's shift over that of the predicted one, at the ends. */
  readonly ito: number;
}

function measure({ runs }: SgdCloudAnswer, theory: SgdTheory, draw: BatchDraw): Measured | null {
  const whole = runs.filter((run) => run.every(Number.isFinite));
  if (whole.length < orders / 2 || theory.divergedAt !== null || theory.ito === null) return null;
  const { descent, mean, covariance, ito } = theory;
  const rows = (first: number): number[] => ends.map((_, e) => 2 * e + first);
  const [middles, closings] = [rows(0), rows(1)];
  const sum = (ks: readonly number[], of: (k: number) => number): number => ks.reduce((s, k) => s + of(k), 0);
  const measured = (some: readonly Float64Array[], ks: readonly number[]): number =>
    sum(ks, (k) => totalVariance(cloudMoments(some, k, n).covariance, 0, n));
  const expected = (of: Float64Array, ks: readonly number[]): number =>
    sum(ks, (k) => totalVariance(of, k, n));
  const ratio = (of: Float64Array, ks: readonly number[]): Estimate =>
    jackknife(whole, (some) => measured(some, ks) / expected(of, ks));
  const own = covariance[draw];
  /** Σ over the ends of ⟨a, mean − descent⟩. */
  const along = (a: (k: number, i: number) => number): number =>
    sum(closings, (k) =>
      Array.from({ length: n }, (_, i) => a(k, i) * (mean[k * n + i] - descent[k * n + i])).reduce(
        (s, v) => s + v,
        0,
      ),
    );
  const size = along((k, i) => mean[k * n + i] - descent[k * n + i]);
  return {
    variance: {
      end: measured(whole, closings),
      middle: measured(whole, middles),
      hdr: expected(covariance.hdr, closings),
    },
    end: ratio(own, closings),
    middle: ratio(own, middles),
    hdr: ratio(covariance.hdr, closings),
    shift: jackknife(whole, (some) => {
      const centres = new Map(closings.map((k) => [k, cloudMoments(some, k, n).mean]));
      return along((k, i) => centres.get(k)![i] - descent[k * n + i]) / size;
    }),
    ito: Math.sqrt(
      sum(closings, (k) => ito.subarray(k * n, (k + 1) * n).reduce((s, v) => s + v * v, 0)) / size,
    ),
  };
}

/** The predictions are of leading order in η: what the two smallest rates, one half of the other, say of a ratio at η = 0. */
function atZero(measured: readonly Measured[], name: 'end' | 'middle' | 'shift'): Estimate {
  const [wide, narrow] = measured.slice(-2).map((one) => one[name]);
  return {
    value: 2 * narrow.value - wide.value,
    error: Math.sqrt(4 * narrow.error * narrow.error + wide.error * wide.error),
  };
}

function isOne({ value, error }: Estimate): boolean {
  return Math.abs(value - 1) <= agreement * error;
}

function said({ value, error }: Estimate): string {
  return `${value.toFixed(2)} ± ${error.toFixed(2)}`;
}
