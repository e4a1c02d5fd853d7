/** Kernel principal components: what each has learned, how fast, and what strays from the limit (JGH §5, Figure 3; Mathematics §4). */
import { formatInteger, formatNumber, formatTime } from '../../plots/formatNumber';
import type { LinePlotData, LineSeries } from '../../plots/linePlot';
import { runQuantiles } from '../../plots/quantileBand';
import type { EnsembleMember, LimitAnswer } from '../../protocol/ensemble';
import { expm1 } from '../../theory/elementary/expm1';
import { exp } from '../../theory/elementary/exp';
import { symmetricEigenvalues } from '../../theory/linalg/symmetricEigenvalues';
import { rowOf, type EnsembleView } from './view';
import type { EnsembleState } from '../../state/ensembleStore';

/** Components that are drawn: later ones are below what any training learns. */
const most = 32;
/** A component that the target has less of than this share of its norm says nothing of how fast it is learned. */
const present = 1e-6;

/** Qᵀ r. [n] */
function along({ components, n }: LimitAnswer, r: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let a = 0; a < n; a++) sum += components[i * n + a] * r[a];
    return sum;
  });
}

/** Residuals y − f_t of a network along the components. [n] */
function residual(limit: LimitAnswer, member: EnsembleMember, k: number): Float64Array {
  const f = rowOf(member.train, k, limit.n);
  return along(
    limit,
    limit.y.map((target, i) => target - f[i]),
  );
}

/** Learned share of each component over the ensemble: 1 − Σ r_t r_0 / Σ r_0² over the seeds; NaN where nothing was to be learned. [n] */
export function learnedShares(
  limit: LimitAnswer,
  members: readonly EnsembleMember[],
  k: number,
): Float64Array {
  const products = new Float64Array(limit.n);
  const squares = new Float64Array(limit.n);
  for (const one of members) {
    const [start, now] = [residual(limit, one, 0), residual(limit, one, k)];
    for (let i = 0; i < limit.n; i++) {
      products[i] += start[i] * now[i];
      squares[i] += start[i] * start[i];
    }
  }
  const total = squares.reduce((sum, value) => sum + value, 0);
  return squares.map((square, i) => (square > present * present * total ? 1 - products[i] / square : NaN));
}

export function componentData({ limit, members, k, t }: EnsembleView): LinePlotData {
  const shown = Math.min(most, limit.n);
  const x = Float64Array.from({ length: shown }, (_, i) => i + 1);
  const expected = Float64Array.from(x, (_, i) => -expm1(-limit.eigenvalues[i] * t));
  const learned = learnedShares(limit, members, k).subarray(0, shown);
  return {
    title: `Learned by t = ${formatTime(t)}`,
    xTitle: 'principal component',
    xWhole: true,
    yTitle: 'learned share',
    xDomain: [0.5, shown + 0.5],
    yDomain: [0, Math.max(1.05, ...learned.filter(Number.isFinite))],
    series: [
      {
        key: 'limit',
        label: '1 − e^{−λt}',
        hue: 'ntk',
        x,
        y: expected,
        bars: { full: 1 },
      },
      ...(members.length === 0
        ? []
        : [
            {
              key: 'networks',
              label: 'networks’ own projections',
              hue: 'nn' as const,
              x,
              y: learned,
              dots: 'alone' as const,
            },
          ]),
    ],
  };
}

export function componentSentence({ limit, members, k, t, spec }: EnsembleView): string {
  const { eigenvalues, n } = limit;
  const reached = eigenvalues.filter((lambda) => lambda * t >= 1).length;
  const learned = learnedShares(limit, members, k);
  const off = Array.from(learned).flatMap((share, i) =>
    Number.isFinite(share) ? [Math.abs(share + expm1(-eigenvalues[i] * t))] : [],
  );
  const gap =
    off.length > 0
      ? ` The networks’ own shares differ from it by ${formatNumber(Math.max(...off))} at most.`
      : '';
  const next = reached < n ? 1 / eigenvalues[reached] : null;
  const rest =
    next === null
      ? `all ${formatInteger(n)} components are learned by more than 1 − 1/e`
      : `${reached} of ${formatInteger(n)} components are learned by more than 1 − 1/e, and stopping here leaves the others, noise among them; the next needs ` +
        (Number.isFinite(next) ? `t = ${formatTime(next)}` : 'for ever');
  return `At t = ${formatTime(t)} ${rest}.${gap}${spec.optimizer === 'flow' ? '' : ' The exponential is that of gradient flow.'}`;
}

export function spectrumData(limit: LimitAnswer, own: EnsembleState['byWidth'][number] | null): LinePlotData {
  const { n, eigenvalues } = limit;
  const x = Float64Array.from({ length: n }, (_, i) => i + 1);
  const positive = (values: Float64Array): Float64Array => values.map((v) => (v > 0 ? v : NaN));
  const curve = (moment: number, label: string, hue: number): LineSeries[] => {
    if (!own) return [];
    const runs = own.members
      .filter(({ divergedAt }) => divergedAt === null)
      .map((one) =>
        symmetricEigenvalues(rowOf(one.kernels, moment, n * n), n)
          .reverse()
          .map((v) => v / n),
      );
    if (runs.length < 3) return [];
    const at = (share: number): Float64Array => positive(runQuantiles(runs, n, share));
    return [{ key: label, label, hue, x, y: at(0.5), band: { low: at(0.1), high: at(0.9) } }];
  };
  return {
    title: 'Eigenvalues',
    xTitle: 'principal component',
    xWhole: true,
    yTitle: 'λ of K/n',
    series: [
      { key: 'limit', label: 'Θ', hue: 'ntk', x, y: positive(eigenvalues), dots: true },
      ...curve(0, `K_0, m = ${own?.width}`, 0.2),
      ...curve(1, `K_T, m = ${own?.width}`, 0.8),
    ],
  };
}

export function spectrumSentence({ eigenvalues }: LimitAnswer): string {
  const [largest, least] = [eigenvalues[0], eigenvalues[eigenvalues.length - 1]];
  if (!(least > 0))
    return `λ_{max} = ${formatNumber(largest)} and λ_{min} is 0 to rounding: the kernel is singular on these points, and what lies in its null space is never learned.`;
  return (
    `λ_{max} = ${formatNumber(largest)}, λ_{min} = ${formatNumber(least)}, condition number ${formatNumber(largest / least)}: ` +
    `under gradient flow the slowest component takes t = ${formatTime(1 / least)} to fall to 1/e, the fastest ${formatTime(1 / largest)}.`
  );
}

/** g_t: residuals along the first components against time; h_t: how far all of the residual is from the limit's. JGH Figure 3. */
export function residualData({ limit, members, spec }: EnsembleView): LinePlotData {
  const { times, n, eigenvalues } = limit;
  const rows = Array.from(times.keys()).filter((k) => times[k] > 0);
  const x = Float64Array.from(rows, (k) => times[k]);
  const starts = members.map((one) => residual(limit, one, 0));
  const carried = Float64Array.from({ length: n }, (_, i) => starts.reduce((s, r) => s + r[i] * r[i], 0));
  const order = Array.from(carried.keys())
    .sort((a, b) => carried[b] - carried[a])
    .slice(0, 2)
    .sort((a, b) => a - b);
  const shares = rows.map((k) => learnedShares(limit, members, k));
  const series = order.flatMap((i, j): LineSeries[] => [
    {
      key: `limit ${i}`,
      label: `e^{−λt}, component ${i + 1}`,
      hue: 'ntk',
      x,
      y: x.map((t) => exp(-eigenvalues[i] * t)),
    },
    {
      key: `networks ${i}`,
      label: `g_t along component ${i + 1}`,
      hue: 0.15 + 0.5 * j,
      x,
      y: Float64Array.from(shares, (share) => 1 - share[i]),
      dots: true,
    },
  ]);
  const strays = rows.map((k) => strayed(limit, members, k));
  return {
    title: 'Residual along the components',
    xTitle: 't',
    yTitle: 'share of the residual at t = 0',
    series:
      members.length === 0 || spec.loss !== 'square'
        ? []
        : [...series, { key: 'h', label: 'h_t: off the limit', hue: 'nn', x, y: Float64Array.from(strays) }],
    empty: 'Networks are on their way.',
  };
}

/** RMS over networks of ‖r_t − e^{−Θt/n} r_0‖ / ‖r_0‖. */
function strayed(limit: LimitAnswer, members: readonly EnsembleMember[], k: number): number {
  const t = limit.times[k];
  let [off, all] = [0, 0];
  for (const one of members) {
    const [start, now] = [residual(limit, one, 0), residual(limit, one, k)];
    for (let i = 0; i < limit.n; i++) {
      const rest = now[i] - exp(-limit.eigenvalues[i] * t) * start[i];
      off += rest * rest;
      all += start[i] * start[i];
    }
  }
  return Math.sqrt(off / all);
}

export function residualSentence({ limit, members, k, t, spec }: EnsembleView): string {
  if (members.length === 0) return 'Networks are on their way.';
  const peak = Array.from(limit.times.keys()).reduce(
    (best, j) => Math.max(best, strayed(limit, members, j)),
    0,
  );
  return (
    `At t = ${formatTime(t)} networks of width ${spec.width} are off the limit’s residual by ${formatNumber(100 * strayed(limit, members, k))} % of the initial one, ` +
    `and by ${formatNumber(100 * peak)} % at most on the way.`
  );
}
