/** Runs as points in a plane with ellipses of two standard deviations: what was measured beside what is expected. */
import { curvePath } from './kit/curvePath';
import { createGestureLayer } from './interact/gestureLayer';
import { createChart, type Chart } from './kit/chart';
import { definePlot } from './kit/definePlot';
import { createGuides, type Guide } from './kit/guides';
import { join } from './kit/join';
import { linearTicks } from './kit/axisTicks';
import { setAttributes, svgElement } from './kit/svgElement';
import type { Domain } from './axisDomain';
import { linearDomain } from './axisDomain';
import { formatNumber } from './formatNumber';
import { plainMathText } from './mathText';
import type { PlotSize, PlotTable } from './plot';
import { applyHue, applyStroke, type SeriesHue } from './predictorStyle';

/** A Gaussian in the plane. */
export interface CloudEllipse {
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  readonly centre: readonly [number, number];
  /** Var x, Cov(x, y), Var y. */
  readonly covariance: readonly [number, number, number];
}

export interface CloudPlotData {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  /** [R] each. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly ellipses: readonly CloudEllipse[];
  /** Axes from −reach to reach, across and up, whatever the moment: a cloud that closes is seen to close. */
  readonly reach: readonly [number, number];
  readonly guides?: readonly Guide[];
  readonly empty?: string;
}

export type CloudPlotOptions = PlotSize;

/** Standard deviations that an ellipse reaches to; it holds 86 % of a Gaussian. */
const deviations = 2;
const corners = 72;

export const createCloudPlot = definePlot<CloudPlotData, CloudPlotOptions>({
  name: 'cloud',
  build(plot) {
    const { frame } = plot;
    const guides = createGuides(frame);
    const dots = svgElement('path', { class: 'plot-seed' }, frame.marks);
    const outlines = svgElement('g', {}, frame.marks);
    const centres = svgElement('g', {}, frame.marks);
    const layer = createGestureLayer(frame.root, { dimensions: 'xy', onView: () => plot.redraw() });
    layer.node.setAttribute('role', 'group');
    const layout = createChart(frame, layer);
    return {
      draw() {
        const { data, options } = plot;
        const [across, up] = data.reach.map((reach): Domain =>
          reach > 0 && reach < Infinity ? [-reach, reach] : linearDomain(-1, 1),
        );
        const chart: Chart = layout({
          size: options,
          x: {
            title: data.xTitle,
            kind: 'linear',
            domain: across,
            ticks: (scale, pixels) => linearTicks(scale.domain, pixels, 72),
          },
          y: { title: data.yTitle, kind: 'linear', domain: up },
          legend: data.ellipses,
        });
        const { x, y } = chart;
        guides.draw(data.guides ?? [], chart);
        applyHue(dots, 'nn');
        const points = Array.from(data.x, (at, i) =>
          Number.isFinite(at) && Number.isFinite(data.y[i])
            ? `M${(x.position(at) - 2.5).toFixed(1)},${y.position(data.y[i]).toFixed(1)}a2.5,2.5 0 1,0 5,0a2.5,2.5 0 1,0 -5,0`
            : '',
        );
        dots.setAttribute('d', points.join(''));
        join(
          outlines,
          data.ellipses,
          (one) => one.key,
          () => svgElement('path', { class: 'plot-line' }),
          (path, one, index) => {
            applyStroke(path, one.hue, index);
            const outline = ellipseOutline(one);
            path.setAttribute('data-label', one.label);
            path.setAttribute('d', curvePath(outline.x, outline.y, x, y));
          },
        );
        join(
          centres,
          data.ellipses.filter(({ centre }) => centre.every(Number.isFinite)),
          (one) => one.key,
          () => svgElement('circle', { class: 'plot-dot', r: 4 }),
          (dot, one) => {
            applyHue(dot, one.hue);
            setAttributes(dot, { cx: x.position(one.centre[0]), cy: y.position(one.centre[1]) });
          },
        );
        layer.node.setAttribute('aria-label', data.title);
        frame.describe(summariseCloud(data));
        frame.sayEmpty(data.x.length === 0 ? (data.empty ?? 'Runs are on their way.') : null);
      },
    };
  },
});

/** Centre + 2 R (cos, sin) with R Rᵀ the covariance, R lower triangular; not finite where the covariance is none. */
export function ellipseOutline({ centre, covariance }: Pick<CloudEllipse, 'centre' | 'covariance'>): {
  readonly x: Float64Array;
  readonly y: Float64Array;
} {
  const [xx, xy, yy] = covariance;
  const across = Math.sqrt(xx);
  const slant = xx > 0 ? xy / across : 0;
  // Rounding may leave a degenerate covariance slightly below 0.
  const along = Math.sqrt(Math.max(0, yy - slant * slant));
  const angles = Array.from({ length: corners + 1 }, (_, k) => (2 * Math.PI * k) / corners);
  return {
    x: Float64Array.from(angles, (a) => centre[0] + deviations * across * Math.cos(a)),
    y: Float64Array.from(angles, (a) => centre[1] + deviations * (slant * Math.cos(a) + along * Math.sin(a))),
  };
}

function correlation([xx, xy, yy]: CloudEllipse['covariance']): number {
  return xy / Math.sqrt(xx * yy);
}

export function summariseCloud(data: CloudPlotData): string {
  const parts = data.ellipses.map(
    ({ label, centre, covariance: [xx, , yy] }) =>
      `${plainMathText(label)}: centre ${formatNumber(centre[0])}, ${formatNumber(centre[1])}, standard deviations ${formatNumber(Math.sqrt(xx))} and ${formatNumber(Math.sqrt(yy))}`,
  );
  return `${data.title}: ${data.x.length} runs, ${plainMathText(data.xTitle)} against ${plainMathText(data.yTitle)}. ${parts.join('; ')}.`;
}

/** Ellipses first, then one row per run. */
export function tabulateCloud(data: CloudPlotData): PlotTable {
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    caption: data.title,
    columns: [
      'what',
      plainMathText(data.xTitle),
      plainMathText(data.yTitle),
      'SD, x',
      'SD, y',
      'correlation',
    ],
    rows: [
      ...data.ellipses.map(({ label, centre, covariance }) => [
        plainMathText(label),
        finite(centre[0]),
        finite(centre[1]),
        finite(Math.sqrt(covariance[0])),
        finite(Math.sqrt(covariance[2])),
        finite(correlation(covariance)),
      ]),
      ...Array.from(data.x, (x, r) => [`run ${r}`, finite(x), finite(data.y[r]), null, null, null]),
    ],
  };
}
