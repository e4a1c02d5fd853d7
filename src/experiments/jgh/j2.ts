import { quantileOfSorted } from '../../theory/statistics/quartiles';
import { circleSpec, initialisations } from '../circleRuns';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import type { RunNeed } from '../needs';
import type { RunNumbers } from '../runNumbers';

/** Four points of the unit circle, between which the function is free, and f* = x₁x₂. */
const angles = [-2.4, -0.8, 0.6, 2.2];
const inputs = angles.map((angle) => [round(Math.cos(angle)), round(Math.sin(angle))]);

const horizon = 1000;
const spec = {
  ...circleSpec,
  dataset: 'points' as const,
  n: 4,
  d: 2,
  points: { x: inputs, y: inputs.map(([x1, x2]) => round(x1 * x2)) },
  width: 50,
  horizon,
  predictors: ['nn', 'ntk'] as const,
};

/** Where the limit's spread is below this share of its largest, at the data, nothing is compared but how far training came. */
const determined = 0.1;

/** With ten draws s²/σ² has standard deviation √(2/9) at one angle, and the mean of all angles no larger one. */
const spreadError = Math.sqrt(2 / 9);

const limit: RunNeed = { task: 'run', spec, times: [horizon] };

export const j2 = experiment({
  id: 'J2',
  title: 'Trained networks are draws of the limiting Gaussian process',
  source: 'JGH Figure 2',
  spec,
  needs: {
    limit,
    narrow: initialisations(spec, 50, [horizon]),
    wide: initialisations(spec, 400, [horizon]),
  },
  paperSize: {
    needs: {
      limit,
      narrow: initialisations(spec, 50, [horizon]),
      wide: initialisations(spec, 1000, [horizon]),
    },
    coreSeconds: 450,
  },
  lookFor:
    'Ten networks, each trained on four points of the circle from its own initialisation, against the 10th, 50th and 90th percentiles of the ' +
    'Gaussian process that they become as the width grows. Their mean and their spread at every angle lie within what ten draws of it would show.',
  check({ limit, narrow, wide }) {
    const gaussian = gaussianAt(limit);
    const compared = gaussian && [narrow, wide].map((runs) => compare(runs, gaussian));
    if (!gaussian || !compared || compared.some((one) => one === null))
      return undecided('the infinite-width limit with its variance, and trained networks');
    const [few, many] = compared as Comparison[];
    // A mean of squares of unit normals, wholly dependent at worst: above 4 in one of twenty ensembles.
    const holds = many.meanGap <= 4 && Math.abs(many.spread - 1) <= 2 * spreadError;
    const said = ({ width, meanGap, spread }: Comparison): string =>
      `width ${width}: the mean is off by ${Math.sqrt(meanGap).toFixed(2)} standard errors (RMS over the circle), the variance is ${spread.toFixed(2)} of the limit’s`;
    return {
      grade: gradeOf(holds),
      because:
        `${said(few)}; ${said(many)}. Ten draws of the Gaussian would show about 1, and 1 ± ${spreadError.toFixed(2)} at worst.`.replace(
          /^w/,
          'W',
        ),
      numbers: {
        angle: gaussian.angles,
        'limit.mean': gaussian.mean,
        'limit.deviation': gaussian.deviation,
        width: [few.width, many.width],
        meanGap: [few.meanGap, many.meanGap],
        varianceRatio: [few.spread, many.spread],
        'wide.p10': many.percentiles[0],
        'wide.p50': many.percentiles[1],
        'wide.p90': many.percentiles[2],
      },
    };
  },
});

interface Gaussian {
  readonly angles: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

function gaussianAt({ header, series: { ntk } }: RunNumbers): Gaussian | null {
  if (!ntk?.probeVariance) return null;
  const from = (ntk.count - 1) * header.p;
  return {
    angles: [...header.axis.probe],
    mean: [...ntk.probe.subarray(from, from + header.p)],
    deviation: Array.from(ntk.probeVariance.subarray(from, from + header.p), (v) =>
      Math.sqrt(Math.max(0, v)),
    ),
  };
}

interface Comparison {
  readonly width: number;
  /** Mean over the angles of R (f̄ − μ)²/σ², R initialisations: 1 for draws of the limit. */
  readonly meanGap: number;
  /** Mean over the angles of s²/σ²: 1 for draws of the limit. */
  readonly spread: number;
  /** 10th, 50th and 90th percentile at every angle. */
  readonly percentiles: readonly (readonly number[])[];
}

function compare(runs: readonly RunNumbers[], { mean, deviation }: Gaussian): Comparison | null {
  const outputs = runs.flatMap(({ header, series: { nn } }) =>
    nn && nn.count > 0 ? [nn.probe.subarray((nn.count - 1) * header.p, nn.count * header.p)] : [],
  );
  const count = outputs.length;
  if (count < 3) return null;
  const floor = determined * Math.max(...deviation);
  let [gap, spread, used] = [0, 0, 0];
  const percentiles: number[][] = [[], [], []];
  for (const [k, sigma] of deviation.entries()) {
    const values = outputs.map((output) => output[k]).sort((a, b) => a - b);
    [0.1, 0.5, 0.9].forEach((q, i) => percentiles[i].push(quantileOfSorted(values, q)));
    if (sigma < floor) continue;
    const average = values.reduce((sum, f) => sum + f, 0) / count;
    const square = values.reduce((sum, f) => sum + (f - average) * (f - average), 0) / (count - 1);
    gap += (count * (average - mean[k]) * (average - mean[k])) / (sigma * sigma);
    spread += square / (sigma * sigma);
    used += 1;
  }
  return { width: runs[0].header.spec.width, meanGap: gap / used, spread: spread / used, percentiles };
}

/** Six digits: the same points on every machine, and in a link that a person can read. */
function round(value: number): number {
  return Number(value.toFixed(6));
}
