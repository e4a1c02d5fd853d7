/** How fast the kernel reaches its limit: one point a network, medians and power laws against width. */
import { formatWithError } from '../../plots/formatNumber';
import type { ScalingPlotData, ScalingSeries } from '../../plots/scalingPlot';
import type { LimitAnswer } from '../../protocol/ensemble';
import type { EnsembleState } from '../../state/ensembleStore';
import { ensembleMoments } from '../../theory/statistics/ensembleMoments';
import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import { scaling } from '../../theory/statistics/scaling';
import { rowOf } from './view';

export function spreadData(limit: LimitAnswer, byWidth: EnsembleState['byWidth']): ScalingPlotData {
  const { n, kernel } = limit;
  const size = frobeniusNorm(kernel);
  const distance = (a: Float64Array, b: Float64Array): number =>
    frobeniusNorm(a.map((v, i) => v - b[i])) / size;
  const runs = byWidth.flatMap(({ width, members }) =>
    members.map((one) => ({
      width,
      start: rowOf(one.kernels, 0, n * n),
      end: one.divergedAt === null ? rowOf(one.kernels, 1, n * n) : null,
    })),
  );
  const spread = byWidth
    .filter(({ members }) => members.length >= 3)
    .map(({ width, members }) => {
      const { variance } = ensembleMoments(members.map((one) => rowOf(one.kernels, 0, n * n)));
      return { width, value: Math.sqrt(variance.reduce((s, v) => s + v, 0)) / size };
    });
  return {
    title: 'Distance from the limit',
    xTitle: 'width m',
    yTitle: 'relative to ‖Θ‖',
    series: [
      law(
        'start',
        '‖K_0 − Θ‖',
        0,
        runs.map(({ width }) => width),
        runs.map(({ start }) => distance(start, kernel)),
      ),
      law(
        'spread',
        'spread of K_0',
        0.5,
        spread.map(({ width }) => width),
        spread.map(({ value }) => value),
      ),
      law(
        'drift',
        '‖K_T − K_0‖',
        1,
        runs.map(({ width }) => width),
        runs.map(({ start, end }) => (end ? distance(end, start) : Infinity)),
      ),
    ],
    guides: [
      { key: 'half', label: 'm^{−1/2}', slope: -0.5 },
      { key: 'one', label: 'm^{−1}', slope: -1 },
    ],
  };
}

function law(key: string, label: string, hue: number, x: number[], y: number[]): ScalingSeries {
  const { groups, overMedians } = scaling(x, y);
  return { key, label, hue, x: Float64Array.from(x), y: Float64Array.from(y), groups, fit: overMedians };
}

export function spreadSentence({ series }: ScalingPlotData): string {
  const [start, spread, drift] = series.map(({ fit, groups }) => (groups.length >= 3 ? fit : null));
  if (!start || !spread || !drift) return 'Networks of at least three widths are needed.';
  const said = ({ slope, standardError }: { slope: number; standardError: number }): string =>
    formatWithError(slope, standardError);
  return (
    `Slopes against the width: ${said(start)} of the distance from K_0 to Θ, ${said(spread)} of its spread over seeds (a mean of m terms: −1/2), ` +
    `${said(drift)} of what training moves (theory: −1).`
  );
}
