/**
 * How long each truncation can be trusted: one bar per order p from the expansion point t₀ to the time its error passes the tolerance.
 * The expansion point is drawn as a mark that can be dragged along the run.
 */
import type { PredictorName } from '../protocol/experimentSpec';
import type { Domain } from './axisDomain';
import { formatNumber, formatTick, formatTime } from './formatNumber';
import { dragHandle } from './interact/dragHandle';
import { createGestureLayer } from './interact/gestureLayer';
import { bottomMargin } from './kit/axes';
import { withEnd } from './kit/axisTicks';
import { horizontalTicks } from './kit/chart';
import { definePlot } from './kit/definePlot';
import type { InnerBox } from './kit/innerBox';
import { join } from './kit/join';
import { htmlElement, setAttributes, svgElement } from './kit/svgElement';
import { setMathText, textWidth } from './mathText';
import type { PlotSize, PlotTable } from './plot';
import { applyHue, predictorStyle } from './predictorStyle';
import { axisScale, type AxisScale, type ScaleKind } from './axisScale';

export interface Horizon {
  readonly predictor: PredictorName;
  /** Time at which the error first passes the tolerance; null when it does not within the record. */
  readonly failsAt: number | null;
  /** Time of the blow-up, if any. */
  readonly divergedAt?: number | null;
}

export interface HorizonPlotData {
  /** Relative error that a prediction may have. */
  readonly tolerance: number;
  readonly expansionPoint: number;
  /** End of the record. */
  readonly horizon: number;
  /** First positive record: where a log axis starts. */
  readonly firstTime: number;
  readonly rows: readonly Horizon[];
}

export interface HorizonPlotOptions extends PlotSize {
  readonly time: number;
  readonly xScale: ScaleKind;
}

export interface HorizonPlotHandlers {
  onExpansionPoint?(time: number, phase: 'move' | 'end'): void;
}

export const createHorizonPlot = definePlot<HorizonPlotData, HorizonPlotOptions, HorizonPlotHandlers>({
  name: 'horizon',
  moving: ['time'],
  build(plot, handlers) {
    const { frame } = plot;
    const bars = svgElement('g', {}, frame.marks);
    const cursor = svgElement('line', { class: 'plot-cursor', y1: 0 }, frame.over);
    // Over the playhead's line: their halo keeps a number readable where the two meet.
    const names = svgElement('g', {}, frame.over);
    const expansion = svgElement('line', { class: 'plot-expansion', y1: -6 }, frame.over);
    const layer = createGestureLayer(frame.root, { dimensions: 'x', onView: () => plot.redraw() });
    layer.node.setAttribute('role', 'group');
    layer.node.setAttribute('aria-label', 'Horizon of validity');
    const handle = htmlElement('div', 'plot-handle', frame.root);
    handle.tabIndex = 0;
    handle.setAttribute('role', 'slider');
    handle.setAttribute('aria-label', 'Expansion point');
    handle.style.cursor = 'ew-resize';
    let x: AxisScale = axisScale('linear', [0, 1], 1);
    let inner: InnerBox = { left: 0, top: 0, width: 1, height: 1 };

    dragHandle(handle, layer.node, {
      onMove: ([px], phase) => {
        const t = px <= 0 && !layer.view.zoomed ? 0 : x.value(px);
        handlers.onExpansionPoint?.(within(t, plot.data.horizon), phase === 'end' ? 'end' : 'move');
      },
    });
    handle.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { expansionPoint, horizon } = plot.data;
      const step = (event.shiftKey ? 0.1 : 0.01) * horizon;
      const moves: Readonly<Record<string, number>> = {
        ArrowRight: expansionPoint + step,
        ArrowUp: expansionPoint + step,
        ArrowLeft: expansionPoint - step,
        ArrowDown: expansionPoint - step,
        Home: 0,
        End: horizon,
      };
      const next = moves[event.key];
      if (next === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      handlers.onExpansionPoint?.(within(next, horizon), 'end');
    });
    /** On the axis, or at its end where a time lies beyond. */
    const at = (t: number): number => within(x.position(t), inner.width);
    const shows = (t: number): boolean => !layer.view.zoomed || (t >= x.domain[0] && t <= x.domain[1]);

    return {
      draw() {
        const { data, options } = plot;
        const { horizon, expansionPoint, rows } = data;
        const labelWidth = Math.max(0, ...rows.map((row) => textWidth(predictorStyle[row.predictor].label)));
        const valueText = ({ failsAt }: Horizon): string =>
          failsAt === null ? `> ${formatTime(horizon)}` : formatTime(failsAt);
        const beyond = rows.filter((row) => row.failsAt === null);
        const valueWidth = Math.max(14, ...beyond.map((row) => textWidth(valueText(row), 13) + 8));
        inner = frame.layout(options, {
          top: 12,
          right: Math.ceil(valueWidth),
          bottom: bottomMargin,
          left: Math.ceil(labelWidth) + 14,
        });
        const whole = timeAxis(data, options.xScale);
        x = axisScale(options.xScale, layer.view.visible(options.xScale, whole, 'x'), inner.width);
        const end = { value: whole[1], label: formatTick(whole[1]) };
        const ticks = horizontalTicks(x, inner.width);
        const withLast = layer.view.zoomed ? ticks : withEnd(ticks, end, (value) => x.position(value), 30);
        frame.drawAxes({ scale: x, ticks: withLast, title: 'time t' }, null, inner);
        layer.place(inner);
        const pitch = inner.height / Math.max(1, rows.length);
        const thickness = Math.min(14, pitch * 0.55);
        const endOf = ({ failsAt }: Horizon): number => at(failsAt ?? horizon);
        join(
          bars,
          rows,
          (row) => row.predictor,
          () => svgElement('rect', { class: 'plot-solid', rx: 2 }),
          (rect, row, index) => {
            applyHue(rect, row.predictor);
            const from = at(expansionPoint);
            setAttributes(rect, {
              x: from,
              y: (index + 0.5) * pitch - thickness / 2,
              width: Math.max(1, endOf(row) - from),
              height: thickness,
            });
          },
        );
        join(
          names,
          rows,
          (row) => row.predictor,
          () => {
            const group = svgElement('g');
            svgElement('text', { class: 'plot-strong', x: -10, 'text-anchor': 'end' }, group);
            svgElement('text', { class: 'plot-value plot-halo' }, group);
            return group;
          },
          (group, row, index) => {
            const [name, value] = group.children;
            const y = (index + 0.5) * pitch + 4;
            setAttributes(name, { y });
            setMathText(name as SVGTextElement, predictorStyle[row.predictor].label);
            const outside = endOf(row) + 6 + textWidth(valueText(row), 13) <= inner.width + valueWidth;
            setAttributes(value, {
              x: endOf(row) + (outside ? 6 : -6),
              y,
              'text-anchor': outside ? 'start' : 'end',
            });
            setMathText(value as SVGTextElement, valueText(row));
          },
        );
        const mark = at(expansionPoint);
        setAttributes(expansion, {
          x1: mark,
          x2: mark,
          y2: inner.height,
          visibility: shows(expansionPoint) ? 'visible' : 'hidden',
        });
        Object.assign(handle.style, { left: `${inner.left + mark}px`, top: `${inner.top}px` });
        setAttributes(handle, {
          'aria-valuemin': '0',
          'aria-valuemax': String(horizon),
          'aria-valuenow': String(expansionPoint),
          'aria-valuetext': `t₀ = ${formatTime(expansionPoint)}`,
        });
        frame.describe(summariseHorizonPlot(data));
        frame.sayEmpty(rows.length === 0 ? 'Turn on a truncation to see how long it holds.' : null);
      },
      follow() {
        const { time } = plot.options;
        const now = at(time);
        const visibility = shows(time) ? 'visible' : 'hidden';
        setAttributes(cursor, { x1: now, x2: now, y2: inner.height, visibility });
      },
    };
  },
});

function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

function timeAxis({ firstTime, horizon }: HorizonPlotData, kind: ScaleKind): Domain {
  const last = horizon > 0 && horizon < Infinity ? horizon : 1;
  return [kind === 'log' ? (firstTime > 0 && firstTime < last ? firstTime : last / 1000) : 0, last];
}

export function summariseHorizonPlot(data: HorizonPlotData): string {
  const rows = data.rows.map(({ predictor, failsAt }) =>
    failsAt === null
      ? `${predictorStyle[predictor].label} beyond t = ${formatTime(data.horizon)}`
      : `${predictorStyle[predictor].label} until t = ${formatTime(failsAt)}`,
  );
  return `Validity from t₀ = ${formatTime(data.expansionPoint)} at tolerance ${formatNumber(data.tolerance)}: ${rows.join('; ')}.`;
}

export function tabulateHorizonPlot(data: HorizonPlotData): PlotTable {
  return {
    caption: `Validity at tolerance ${formatNumber(data.tolerance)}`,
    columns: ['predictor', 'expansion point', 'fails at', 'blows up at'],
    rows: data.rows.map((row) => [
      predictorStyle[row.predictor].label,
      data.expansionPoint,
      row.failsAt,
      row.divergedAt ?? null,
    ]),
  };
}
