/**
 * How long each truncation can be trusted: one bar per order p from the expansion point t₀ to the time its error passes the tolerance.
 * The expansion point is drawn as a mark that can be dragged along the run.
 */
import { pointerPosition } from './pointerPosition';
import { linearTicks, logTicks, withEnd } from './axisTicks';
import { formatNumber, formatTick, formatTime } from './formatNumber';
import { joinKeyed } from './joinKeyed';
import { setMathText, textWidth } from './mathText';
import { createPaintScheduler } from './paintScheduler';
import type { Plot, PlotSize, PlotTable } from './plot';
import { bottomMargin, createPlotFrame } from './plotFrame';
import { applyHue, predictorStyle } from './predictorStyle';
import type { PredictorName } from '../protocol/experimentSpec';
import { htmlElement, setAttributes, svgElement } from './svgElement';
import { axisScale, type AxisScale, type ScaleKind } from './timeScale';

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

export function createHorizonPlot(
  container: HTMLElement,
  handlers: HorizonPlotHandlers = {},
): Plot<HorizonPlotData, HorizonPlotOptions> {
  const frame = createPlotFrame(container, 'horizon');
  const rows = svgElement('g', {}, frame.over);
  const cursor = svgElement('line', { class: 'plot-cursor', y1: 0 }, frame.over);
  const expansion = svgElement('line', { class: 'plot-expansion', y1: -6 }, frame.over);
  const handle = htmlElement('div', 'plot-handle', frame.root);
  handle.tabIndex = 0;
  handle.setAttribute('role', 'slider');
  handle.setAttribute('aria-label', 'Expansion point');
  let data: HorizonPlotData | null = null;
  let options: HorizonPlotOptions = { width: 300, height: 160, time: 0, xScale: 'linear' };
  let x: AxisScale = axisScale('linear', [0, 1], 1);
  let left = 0;

  const scheduler = createPaintScheduler(() => {
    if (data === null) return;
    const { horizon, expansionPoint, firstTime } = data;
    const labelWidth = Math.max(0, ...data.rows.map((row) => textWidth(predictorStyle[row.predictor].label)));
    const valueWidth = Math.max(
      14,
      ...data.rows.map((row) => (row.failsAt === null ? textWidth(`> ${formatTime(horizon)}`, 13) + 8 : 14)),
    );
    const inner = frame.layout(options, {
      top: 12,
      right: Math.ceil(valueWidth),
      bottom: bottomMargin,
      left: Math.ceil(labelWidth) + 14,
    });
    left = inner.left;
    x = axisScale(options.xScale, [options.xScale === 'log' ? firstTime : 0, horizon], inner.width);
    const at = (t: number): number => Math.min(inner.width, Math.max(0, x.position(t)));
    const ticks =
      x.kind === 'log'
        ? logTicks(x.domain, inner.width, 'plain', 40)
        : linearTicks(x.domain, inner.width, 60);
    frame.drawAxes(
      {
        position: (value) => x.position(value),
        ticks: withEnd(
          ticks,
          { value: horizon, label: formatTick(horizon) },
          (value) => x.position(value),
          30,
        ),
        title: 'time t',
      },
      { position: () => 0, ticks: [], title: '' },
      inner,
    );
    const pitch = inner.height / Math.max(1, data.rows.length);
    const thickness = Math.min(14, pitch * 0.55);
    joinKeyed(
      rows,
      data.rows,
      (row) => row.predictor,
      () => {
        const group = svgElement('g');
        svgElement('line', { class: 'plot-gridline' }, group);
        svgElement('rect', { class: 'plot-solid', rx: 2 }, group);
        svgElement('text', { class: 'plot-strong', x: -10, 'text-anchor': 'end' }, group);
        svgElement('text', { class: 'plot-value plot-halo' }, group);
        return group;
      },
      (group, row, index) => {
        applyHue(group, row.predictor);
        const [, rect, name, value] = [...group.children];
        const middle = (index + 0.5) * pitch;
        const from = at(expansionPoint);
        const to = at(row.failsAt ?? horizon);
        setAttributes(rect, {
          x: from,
          y: middle - thickness / 2,
          width: Math.max(1, to - from),
          height: thickness,
        });
        setAttributes(name, { y: middle + 4 });
        setMathText(name as SVGTextElement, predictorStyle[row.predictor].label);
        const text = row.failsAt === null ? `> ${formatTime(horizon)}` : formatTime(row.failsAt);
        const outside = to + 6 + textWidth(text, 13) <= inner.width + valueWidth;
        setAttributes(value, {
          x: outside ? to + 6 : to - 6,
          y: middle + 4,
          'text-anchor': outside ? 'start' : 'end',
        });
        setMathText(value as SVGTextElement, text);
      },
    );
    const now = at(options.time);
    setAttributes(cursor, { x1: now, x2: now, y2: inner.height });
    const mark = at(expansionPoint);
    setAttributes(expansion, { x1: mark, x2: mark, y2: inner.height });
    Object.assign(handle.style, {
      left: `${inner.left + mark}px`,
      top: `${inner.top}px`,
      cursor: 'ew-resize',
    });
    handle.setAttribute('aria-valuemin', '0');
    handle.setAttribute('aria-valuemax', String(horizon));
    handle.setAttribute('aria-valuenow', String(expansionPoint));
    handle.setAttribute('aria-valuetext', `t₀ = ${formatTime(expansionPoint)}`);
    frame.describe(summariseHorizonPlot(data));
    frame.sayEmpty(data.rows.length === 0 ? 'Turn on a truncation to see how long it holds.' : null);
  });

  const timeAt = (event: PointerEvent): number => {
    const position = pointerPosition(frame.root, event)[0] - left;
    if (position <= 0 || data === null) return 0;
    return Math.min(data.horizon, Math.max(0, x.value(position)));
  };
  let dragging = false;
  handle.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    handle.setPointerCapture(event.pointerId);
    dragging = true;
  });
  handle.addEventListener('pointermove', (event) => {
    if (dragging) handlers.onExpansionPoint?.(timeAt(event), 'move');
  });
  handle.addEventListener('pointerup', (event) => {
    if (dragging) handlers.onExpansionPoint?.(timeAt(event), 'end');
    dragging = false;
  });
  handle.addEventListener('pointercancel', () => (dragging = false));
  handle.addEventListener('keydown', (event) => {
    if (data === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (event.shiftKey ? 0.1 : 0.01) * data.horizon;
    const moves: Record<string, number> = {
      ArrowRight: data.expansionPoint + step,
      ArrowUp: data.expansionPoint + step,
      ArrowLeft: data.expansionPoint - step,
      ArrowDown: data.expansionPoint - step,
      Home: 0,
      End: data.horizon,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    handlers.onExpansionPoint?.(Math.min(data.horizon, Math.max(0, next)), 'end');
  });

  return {
    update(nextData, nextOptions) {
      data = nextData;
      options = nextOptions;
      scheduler.request();
    },
    destroy() {
      scheduler.cancel();
      frame.destroy();
    },
  };
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
