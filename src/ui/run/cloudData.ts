/** The cloud of SGD as pictures: two coordinates of the outputs at a moment, spreads against time, and what they say. */
import type { CloudEllipse, CloudPlotData } from '../../plots/cloudPlot';
import { formatNumber, formatTime } from '../../plots/formatNumber';
import type { TimePlotData, TimeSeries } from '../../plots/timePlot';
import type { SgdTheory } from '../../protocol/sgd';
import { symmetricEigen } from '../../theory/linalg/symmetricEigen';
import { cloudMoments, totalVariance } from '../../theory/sgd/cloudMoments';
import type { SgdCloud } from './useSgdCloud';

/** Runs that reached the end, with what is expected of them. */
export interface CloudView {
  readonly cloud: SgdCloud;
  readonly theory: SgdTheory;
  readonly runs: readonly Float64Array[];
  /** [T, n] and [T] of what was measured: mean and total variance; NaN below two runs. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

export function cloudView(cloud: SgdCloud | null): CloudView | null {
  if (!cloud?.theory) return null;
  const { theory } = cloud;
  const { n, times } = theory;
  const runs = cloud.runs.filter((run) => run.every(Number.isFinite));
  const mean = new Float64Array(times.length * n).fill(NaN);
  const variance = new Float64Array(times.length).fill(NaN);
  if (runs.length > 1)
    times.forEach((_, k) => {
      const moments = cloudMoments(runs, k, n);
      mean.set(moments.mean, k * n);
      variance[k] = totalVariance(moments.covariance, 0, n);
    });
  return { cloud, theory, runs, mean, variance };
}

/** What can stand on an axis: the first two principal components, and every training point. */
export function cloudAxes(n: number): readonly { readonly key: string; readonly label: string }[] {
  return [
    ...[1, 2].slice(0, n).map((i) => ({ key: `mode${i}`, label: `component ${i}` })),
    ...Array.from({ length: n }, (_, i) => ({ key: `f${i + 1}`, label: `f(x_${i})` })),
  ];
}

/** The direction of an axis in the space of the outputs, and its name; the first axis where there is no such. [n] */
export function cloudDirection(
  { n, kernel }: SgdTheory,
  key: string,
): { readonly along: Float64Array; readonly label: string } {
  const { label, key: present } = cloudAxes(n).find((one) => one.key === key) ?? cloudAxes(n)[0];
  const place = Number(present.replace(/\D+/, ''));
  if (present.startsWith('f'))
    return { along: Float64Array.from({ length: n }, (_, i) => (i === place - 1 ? 1 : 0)), label };
  const { vectors } = symmetricEigen(kernel, n);
  return { along: vectors.slice((n - place) * n, (n - place + 1) * n), label };
}

type Direction = ReturnType<typeof cloudDirection>;

/** Equation 15 is drawn to so many times the reach of the runs, and cut off beyond. */
const widest = 1.6;

/** Pictures of moments, the axes of which do not depend on them. */
export function cloudPlots(
  { theory, runs, mean }: CloudView,
  across: Direction,
  up: Direction,
): (k: number) => CloudPlotData {
  const { n, times, descent, covariance } = theory;
  const at = (values: Float64Array, k: number, { along }: Direction): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += along[i] * (values[k * n + i] - descent[k * n + i]);
    return sum;
  };
  const between = (c: Float64Array, k: number, a: Direction, b: Direction): number => {
    let sum = 0;
    for (let i = 0; i < n; i++)
      for (let l = 0; l < n; l++) sum += a.along[i] * c[(k * n + i) * n + l] * b.along[l];
    return sum;
  };
  const spreadOf = (c: Float64Array, k: number): CloudEllipse['covariance'] => [
    between(c, k, across, across),
    between(c, k, across, up),
    between(c, k, up, up),
  ];
  const rows = Array.from(times.keys());
  const reachOf = (c: Float64Array, axis: Direction): number =>
    rows.reduce((most, k) => Math.max(most, 2.2 * Math.sqrt(Math.max(between(c, k, axis, axis), 0))), 0);
  const reach = [across, up].map((axis) => {
    const own = runs.reduce(
      (most, run) => rows.reduce((m, k) => Math.max(m, Math.abs(at(run, k, axis))), most),
      reachOf(covariance.epochs, axis),
    );
    return 1.05 * Math.min(widest * own, Math.max(own, reachOf(covariance.hdr, axis)));
  }) as [number, number];
  return (k) => {
    const ellipse = (
      key: string,
      label: string,
      hue: CloudEllipse['hue'],
      values: Float64Array,
      c: CloudEllipse['covariance'],
    ): CloudEllipse => ({
      key,
      label,
      hue,
      centre: [at(values, k, across), at(values, k, up)],
      covariance: c,
    });
    const measured =
      runs.length > 1
        ? [ellipse('runs', 'runs', 'nn', mean, spreadOf(cloudMoments(runs, k, n).covariance, 0))]
        : [];
    return {
      title: `SGD around gradient descent, t = ${formatTime(times[k])}`,
      xTitle: `${across.label}, less that of gradient descent`,
      yTitle: up.label,
      x: Float64Array.from(runs, (run) => at(run, k, across)),
      y: Float64Array.from(runs, (run) => at(run, k, up)),
      ellipses: [
        ...measured,
        ellipse('epochs', covarianceName.epochs, 0.5, theory.mean, spreadOf(covariance.epochs, k)),
        ellipse('hdr', covarianceName.hdr, 1, descent, spreadOf(covariance.hdr, k)),
      ],
      reach,
      guides: [
        { key: 'x', label: '', x: 0 },
        { key: 'y', label: '', y: 0 },
      ],
    };
  };
}

const covarianceName = { epochs: 'predicted, epochs', hdr: 'HDR eq. 15' } as const;

const rms = (variance: number, n: number): number => Math.sqrt(Math.max(0, variance) / n);

/** Standard deviations, RMS over the training points, against time. */
export function spreadData({ theory, variance }: CloudView): TimePlotData {
  const { n, times, covariance } = theory;
  const later = Array.from(times.keys()).filter((k) => times[k] > 0);
  const picked = Float64Array.from(later, (k) => times[k]);
  const curve = (
    key: string,
    label: string,
    hue: TimeSeries['hue'],
    of: (k: number) => number,
  ): TimeSeries => ({
    key,
    label,
    hue,
    times: picked,
    values: Float64Array.from(later, (k) => rms(of(k), n)),
  });
  return {
    title: 'Spread over batch orders',
    yTitle: 'SD of f (RMS)',
    series: [
      ...(variance.some(Number.isFinite) ? [curve('runs', 'runs', 'nn', (k) => variance[k])] : []),
      curve('epochs', covarianceName.epochs, 0.5, (k) => totalVariance(covariance.epochs, k, n)),
      curve('hdr', covarianceName.hdr, 1, (k) => totalVariance(covariance.hdr, k, n)),
    ],
  };
}

/** How the cloud at row k compares with what is expected. */
export function cloudSentence({ cloud, theory, runs, mean, variance }: CloudView, k: number): string {
  const { n, times, stepsPerEpoch, covariance, descent } = theory;
  if (runs.length < 2) return 'Runs are on their way.';
  if (times[k] === 0) return 'At t = 0 all runs are one network; move the playhead on.';
  const step = Math.round(times[k] / cloud.spec.lr);
  const phase = step % stepsPerEpoch;
  const independent = cloud.draw === 'independent';
  const when = independent
    ? ''
    : phase === 0
      ? ', at the end of an epoch,'
      : `, ${phase} of ${stepsPerEpoch} batches into an epoch,`;
  const measured = rms(variance[k], n);
  const sd = (of: Float64Array): string => formatNumber(rms(totalVariance(of, k, n), n));
  const expected = independent
    ? `independent batches of ${cloud.spec.batch} from ${n} points are expected to have ${sd(covariance.independent)}`
    : `${sd(covariance.epochs)} is predicted for batches that share out an epoch`;
  const shift = (values: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++)
      sum += (values[k * n + i] - descent[k * n + i]) * (values[k * n + i] - descent[k * n + i]);
    return Math.sqrt(sum / n);
  };
  const own = shift(mean);
  const error = measured / Math.sqrt(runs.length);
  const moved =
    own > 2 * error
      ? `Their mean is ${formatNumber(own)} ± ${formatNumber(error)} from gradient descent`
      : `Their mean is not told from gradient descent (${formatNumber(own)} ± ${formatNumber(error)})`;
  return (
    `At t = ${formatTime(times[k])}${when} ${runs.length} runs have a standard deviation of ${formatNumber(measured)} (RMS over points); ${expected}, ` +
    `equation 15 has ${sd(covariance.hdr)}. ${moved}${independent ? '' : `; ${formatNumber(shift(theory.mean))} is predicted`}.`
  );
}
