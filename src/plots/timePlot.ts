/**
 * Any quantity against time, one curve per series: prediction error, loss, kernel drift, spectrum, parameter motion.
 * All such plots share the current time (dotted) and the hovered time; time t as in MATH §2 (lazy time where it applies).
 */
import type { Domain } from './axisDomain';
import { drawCrosses } from './blowUpCrosses';
import { formatTick, formatTime } from './formatNumber';
import { createGestureLayer } from './interact/gestureLayer';
import type { Place } from './interact/zoomView';
import { withEnd, type Tick } from './kit/axisTicks';
import { createChart, horizontalTicks, type Chart } from './kit/chart';
import { createCurveHover } from './kit/curveHover';
import { curvePath } from './kit/curvePath';
import { definePlot } from './kit/definePlot';
import { join } from './kit/join';
import { setAttributes, svgElement } from './kit/svgElement';
import type { PlotSize } from './plot';
import { applyStroke } from './predictorStyle';
import { summariseTimePlot } from './timePlotText';
import type { AxisScale, ScaleKind } from './axisScale';
import { timeDomain, valueDomain, type TimeSeries } from './timeSeries';
import { valueAt } from './valueAt';

export type { TimeSeries };

export interface TimePlotData {
  /** What is drawn, e.g. "Prediction error"; names the picture. */
  readonly title: string;
  /** Title of the vertical axis with its unit, e.g. "RMS error" or "‖K_t − K₀‖ / ‖K₀‖". */
  readonly yTitle: string;
  /** Title of the time axis; "time t" unless said otherwise. */
  readonly xTitle?: string;
  readonly series: readonly TimeSeries[];
  /** The curves of the configuration before, faded while new ones are computed. */
  readonly ghosts?: readonly TimeSeries[];
  /** What to do when there is nothing to draw. */
  readonly empty?: string;
}

export interface TimePlotOptions extends PlotSize {
  /** Current time, the dotted line. */
  readonly time: number;
  readonly hoverTime: number | null;
  readonly xScale: ScaleKind;
  readonly yScale: ScaleKind;
  /** The end of the run: the axis reaches it before the data do. */
  readonly horizon: number;
  /** Keep the axes as they are (a slider moves). */
  readonly holdAxes?: boolean;
  /** Name the series inside the plot: for layers, eigenvalues, measures. */
  readonly legend?: boolean;
  /** Decades below the top that a log axis may show; 6 by default. */
  readonly decades?: number;
}

export interface TimePlotHandlers {
  onHoverTime?(time: number | null): void;
  onScrub?(time: number): void;
}

/** Shares of the axis that an arrow, and an arrow with Shift or a page key, move the time by. */
const [smallStep, largeStep] = [0.01, 0.1];

export const createTimePlot = definePlot<TimePlotData, TimePlotOptions, TimePlotHandlers>({
  name: 'time',
  moving: ['time', 'hoverTime'],
  build(plot, handlers) {
    const { frame } = plot;
    const ghosts = svgElement('g', { class: 'plot-ghost' }, frame.marks);
    const curves = svgElement('g', {}, frame.marks);
    const cursor = svgElement('line', { class: 'plot-cursor', y1: 0 }, frame.over);
    const crosses = svgElement('g', {}, frame.over);
    const timeAt = ([px]: Place): number =>
      clamp(chart?.x.value(clamp(px, chart.inner.width)) ?? 0, plot.options.horizon);
    const layer = createGestureLayer(frame.root, {
      dimensions: 'x',
      onView: () => plot.redraw(),
      onHover: (at) => handlers.onHoverTime?.(at === null ? null : timeAt(at)),
      onScrub: (at) => handlers.onScrub?.(timeAt(at)),
      centre: () => chart && [chart.x.position(plot.options.time), 0],
    });
    layer.node.setAttribute('role', 'slider');
    const layout = createChart(frame, layer);
    const hover = createCurveHover(frame);
    let chart: Chart | null = null;
    let held: { x: Domain; y: Domain; kinds: string } | null = null;
    let axis = '';

    const drawSeries = (group: SVGGElement, series: readonly TimeSeries[], { x, y }: Chart): void =>
      join(
        group,
        series,
        (one) => one.key,
        () => svgElement('path', { class: 'plot-line' }),
        (path, one, index) => {
          applyStroke(path, one.hue, index);
          if (group === curves) path.setAttribute('data-label', one.label);
          path.setAttribute('d', curvePath(one.times, one.values, x, y));
        },
      );

    const scrubByKey = (event: KeyboardEvent): void => {
      if (chart === null || event.ctrlKey || event.metaKey || event.altKey) return;
      const { horizon, time } = plot.options;
      const { x, inner } = chart;
      const here = Math.max(0, x.position(time));
      const moved = (share: number): number => {
        const at = here + share * inner.width;
        return at <= 0 && x.kind === 'log' && !layer.view.zoomed ? 0 : clamp(x.value(at), horizon);
      };
      const step = event.shiftKey ? largeStep : smallStep;
      const targets: Readonly<Record<string, () => number>> = {
        ArrowRight: () => moved(step),
        ArrowUp: () => moved(step),
        ArrowLeft: () => moved(-step),
        ArrowDown: () => moved(-step),
        PageUp: () => moved(largeStep),
        PageDown: () => moved(-largeStep),
        Home: () => 0,
        End: () => horizon,
      };
      const next = targets[event.key]?.();
      if (next === undefined) return;
      handlers.onScrub?.(next);
      layer.view.bringIn([x.position(next), 0]);
      event.preventDefault();
      event.stopPropagation();
    };
    layer.node.addEventListener('keydown', scrubByKey);

    return {
      draw() {
        const { data, options } = plot;
        const { xScale, yScale, horizon, decades } = options;
        const wanted = `${xScale} ${horizon}`;
        if (axis !== wanted && axis !== '') layer.view.reset();
        axis = wanted;
        const kinds = `${xScale} ${yScale}`;
        const hold = options.holdAxes === true && held?.kinds === kinds ? held : null;
        const whole = hold?.x ?? timeDomain(data.series, horizon, xScale);
        const fit = (visible: Domain): Domain =>
          hold?.y ?? valueDomain(data.series, visible, yScale, decades);
        chart = layout({
          size: options,
          x: {
            title: data.xTitle ?? 'time t',
            kind: xScale,
            domain: whole,
            ticks: (scale, pixels) => timeTicks(scale, pixels, horizon),
          },
          y: (visible) => ({ title: data.yTitle, kind: yScale, domain: fit(visible) }),
          legend: options.legend ? data.series : [],
        });
        held = { x: whole, y: chart.y.domain, kinds };
        drawSeries(ghosts, data.ghosts ?? [], chart);
        drawSeries(curves, data.series, chart);
        drawCrosses(crosses, data.series, chart);
        frame.describe(summariseTimePlot(data, options.time));
        const nothing = data.series.length === 0 && (data.ghosts ?? []).length === 0;
        frame.sayEmpty(nothing ? (data.empty ?? 'Nothing to draw: turn on a predictor.') : null);
        layer.node.setAttribute('aria-label', `${data.title} cursor`);
        layer.node.setAttribute('aria-valuemin', '0');
        layer.node.setAttribute('aria-valuemax', String(horizon));
      },
      follow() {
        if (chart === null) return;
        const { data, options } = plot;
        const { x, inner } = chart;
        const at = x.position(options.time);
        const outside = layer.view.zoomed && (at < 0 || at > inner.width);
        const shown = clamp(at, inner.width);
        setAttributes(cursor, {
          x1: shown,
          x2: shown,
          y2: inner.height,
          visibility: outside ? 'hidden' : 'visible',
        });
        setAttributes(layer.node, {
          'aria-valuenow': String(options.time),
          'aria-valuetext': `t = ${formatTime(options.time)}`,
        });
        const t = options.hoverTime;
        if (t === null || data.series.length === 0 || !(t >= Math.min(x.domain[0], 0) && t <= x.domain[1])) {
          hover.hide();
          return;
        }
        const values = data.series.map(({ key, label, hue, times, values: record, divergedAt }) => {
          const value = valueAt(times, record, t);
          const over = value === null && divergedAt != null && t >= divergedAt;
          return { key, label, hue, value, text: over ? '×' : undefined };
        });
        hover.show(`t = ${formatTime(t)}`, t, values, chart, options);
      },
    };
  },
});

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** The axis's own ticks, and the end of the run where it has room. */
function timeTicks(scale: AxisScale, pixels: number, horizon: number): Tick[] {
  const ticks = horizontalTicks(scale, pixels);
  if (Math.abs(scale.domain[1] - horizon) > 1e-9 * horizon) return ticks;
  return withEnd(ticks, { value: horizon, label: formatTick(horizon) }, (value) => scale.position(value), 34);
}
