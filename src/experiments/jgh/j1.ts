import type { EnsembleAnswer, EnsembleMember, LimitAnswer } from '../../protocol/ensemble';
import { ensembleMoments } from '../../theory/statistics/ensembleMoments';
import { jackknife, type Estimate } from '../../theory/statistics/jackknife';
import { circleSpec } from '../circleRuns';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';

/** f* = x₁x₂ on standard normal inputs, from t = 0 to t = 200 with learning rate 1. */
const horizon = 200;
const spec = {
  ...circleSpec,
  dataset: 'gaussian' as const,
  n: 16,
  d: 2,
  width: 100,
  horizon,
  predictors: ['nn', 'ntk'] as const,
};

/** Θ(x₀, x(γ)) on the unit circle, x₀ = (1, 0). */
const places = 97;
const slice = { radius: 1, places };

const limit = { task: 'limit', request: { spec, times: [0], slice } } as const;

/** Ten initialisations at both times. */
function networks(width: number) {
  return {
    task: 'ensemble',
    request: {
      spec: { ...spec, width },
      seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      times: [0, horizon],
      kernelTimes: [0, 1],
      slice,
    },
  } as const;
}

export const j1 = experiment({
  id: 'J1',
  title: 'The tangent kernel becomes deterministic and constant',
  source: 'JGH Figure 1',
  spec,
  needs: { limit, narrow: networks(100), wide: networks(400) },
  lookFor:
    'The kernel Θ(x₀, x(γ)) on the unit circle over ten initialisations, at the start and after training to t = 200. A wider network has less spread ' +
    'over initialisations and inflates less in training; the mean is that of the infinitely wide network at any width. The paper has widths 500 and 10 000.',
  // Three hidden layers of 10 000 take 9 GB in float64, six times what a page may hold: 2000 is what runs. The seconds are those of a step and a
  // draw (0.06 and 1.6 of one core at width 2000), for ten networks and 200 steps.
  paperSize: { needs: { limit, narrow: networks(500), wide: networks(2000) }, coreSeconds: 150 },
  check({ limit, narrow, wide }) {
    const measured = [narrow, wide].map((answer) => measure(answer, limit));
    if (measured.some((one) => one === null)) return undecided('trained networks of two widths');
    const [few, many] = measured as Measured[];
    const spreadFalls = many.spread.value < few.spread.value;
    const inflationFalls = Math.abs(many.inflation.value) < Math.abs(few.inflation.value);
    // A mean of squares of unit normals, wholly dependent at worst: above 4 in one of twenty ensembles.
    const holds = spreadFalls && inflationFalls && many.gap <= 4;
    return {
      grade: gradeOf(holds),
      because:
        `From the narrow to the wide networks the spread over initialisations goes from ${percent(few.spread)} to ${percent(many.spread)} of the kernel ` +
        `and the inflation by training from ${percent(few.inflation)} to ${percent(many.inflation)}. The mean at t = 0 is off Θ_∞ by ` +
        `${Math.sqrt(few.gap).toFixed(2)} and ${Math.sqrt(many.gap).toFixed(2)} standard errors (RMS along the circle; about 1 without bias).`,
      numbers: {
        spread: [few.spread.value, many.spread.value],
        spreadError: [few.spread.error, many.spread.error],
        inflation: [few.inflation.value, many.inflation.value],
        inflationError: [few.inflation.error, many.inflation.error],
        meanGap: [few.gap, many.gap],
      },
    };
  },
});

interface Measured {
  /** RMS along the path of the standard deviation over initialisations, over the RMS of Θ_∞, at t = 0. */
  readonly spread: Estimate;
  /** Sum of Θ_t along the path over that of Θ_0, less 1. */
  readonly inflation: Estimate;
  /** Mean along the path of (mean − Θ_∞)² R over the mean variance, R initialisations: 1 without bias. */
  readonly gap: number;
}

function measure({ members }: EnsembleAnswer, { slice: theta }: LimitAnswer): Measured | null {
  const whole = members.filter(({ divergedAt }) => divergedAt === null);
  if (whole.length < 3) return null;
  const at = (one: EnsembleMember, moment: number): Float64Array =>
    one.slices.subarray(moment * places, (moment + 1) * places);
  const size = Math.sqrt(meanSquare(theta));
  const total = (some: readonly EnsembleMember[], moment: number): number =>
    some.reduce((sum, one) => sum + at(one, moment).reduce((s, v) => s + v, 0), 0);
  const { mean, variance } = ensembleMoments(whole.map((one) => at(one, 0)));
  const spread = average(variance);
  return {
    spread: jackknife(
      whole,
      (some) => Math.sqrt(average(ensembleMoments(some.map((one) => at(one, 0))).variance)) / size,
    ),
    inflation: jackknife(whole, (some) => total(some, 1) / total(some, 0) - 1),
    gap: (whole.length * meanSquare(mean.map((value, i) => value - theta[i]))) / spread,
  };
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function meanSquare(values: Float64Array): number {
  return average(values.map((value) => value * value));
}

function percent({ value, error }: Estimate): string {
  return `${(100 * value).toFixed(1).replace('-', '−')} ± ${(100 * error).toFixed(1)} %`;
}
