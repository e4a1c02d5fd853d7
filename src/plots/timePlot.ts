/**
 * Any quantity against time, one curve per series: prediction error, loss, kernel drift, spectrum, parameter motion.
 * All such plots share the current time (dotted) and the hovered time; time t as in MATH §2 (lazy time where it applies).
 */
import { line } from 'd3-shape';
import type { Domain } from './axisDomain';
import { placeCrosses } from './blowUpCrosses';
import { linearTicks, logTicks, withEnd, type Tick } from './axisTicks';
import { formatNumber, formatTick, formatTime } from './formatNumber';
import { joinKeyed } from './joinKeyed';
import { plainMathText, setMathText, textWidth } from './mathText';
import { createPaintScheduler } from './paintScheduler';
import type { Plot, PlotSize, PlotTable } from './plot';
import { bottomMargin, createPlotFrame, leftMargin, topMargin, type InnerBox } from './plotFrame';
import { pointerPosition } from './pointerPosition';
import { createPlotReadout } from './plotReadout';
import { applyHue, applyStroke } from './predictorStyle';
import { drawLegend, legendRowHeight, placeLegend } from './seriesLegend';
import { htmlElement, setAttributes, svgElement } from './svgElement';
import { axisScale, zoomDomain, type AxisScale, type ScaleKind } from './timeScale';
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

function timeTicks(scale: AxisScale, pixels: number, horizon: number): Tick[] {
  const ticks =
    scale.kind === 'log'
      ? logTicks(scale.domain, pixels, 'plain', 40)
      : linearTicks(scale.domain, pixels, 60);
  if (Math.abs(scale.domain[1] - horizon) > 1e-9 * horizon) return ticks;
  return withEnd(ticks, { value: horizon, label: formatTick(horizon) }, (value) => scale.position(value), 34);
}

export function createTimePlot(
  container: HTMLElement,
  handlers: TimePlotHandlers = {},
): Plot<TimePlotData, TimePlotOptions> {
  const frame = createPlotFrame(container, 'time');
  const ghosts = svgElement('g', { class: 'plot-ghost' }, frame.marks);
  const curves = svgElement('g', {}, frame.marks);
  const selection = svgElement('rect', { class: 'plot-selection', y: 0, visibility: 'hidden' }, frame.marks);
  const cursor = svgElement('line', { class: 'plot-cursor', y1: 0 }, frame.over);
  const crosses = svgElement('g', {}, frame.over);
  const hover = svgElement('g', { 'data-export': 'omit' }, frame.over);
  const hoverLine = svgElement('line', { class: 'plot-hover', y1: 0 }, hover);
  const legend = svgElement('g', { class: 'plot-legend' }, frame.margin);
  const layer = htmlElement('div', 'plot-layer', frame.root);
  layer.tabIndex = 0;
  layer.setAttribute('role', 'slider');
  const zoomOut = htmlElement('button', 'plot-zoom-out', frame.root);
  zoomOut.type = 'button';
  zoomOut.textContent = 'Full range';
  zoomOut.hidden = true;
  const readout = createPlotReadout(frame.root);

  let data: TimePlotData = { title: '', yTitle: '', series: [] };
  let options: TimePlotOptions = {
    width: 300,
    height: 200,
    time: 0,
    hoverTime: null,
    xScale: 'log',
    yScale: 'log',
    horizon: 1,
  };
  let zoom: Domain | null = null;
  let full: Domain = [0.1, 1];
  let held: { x: Domain; y: Domain; kinds: string } | null = null;
  let drawn: { data: TimePlotData; key: string } | null = null;
  let inner: InnerBox = { left: 0, top: 0, width: 1, height: 1 };
  let x: AxisScale = axisScale('log', [0.1, 1], 1);
  let y: AxisScale = axisScale('log', [0.1, 1], 1, true);

  const drawCurves = (): void => {
    const { width, height, xScale, yScale, horizon } = options;
    const entries = options.legend ? data.series : [];
    const reserved = textWidth(data.yTitle) + 24;
    const { rows } = placeLegend(
      entries.map((one) => one.label),
      width,
      reserved,
    );
    const top = topMargin + Math.max(0, rows - 1) * legendRowHeight;
    full = timeDomain(data.series, horizon, xScale);
    const kinds = `${xScale} ${yScale}`;
    const hold = options.holdAxes === true && held !== null && held.kinds === kinds ? held : null;
    const xDomain = hold?.x ?? zoom ?? full;
    const yDomain = hold?.y ?? valueDomain(data.series, xDomain, yScale, options.decades);
    held = { x: xDomain, y: yDomain, kinds };
    const plotHeight = height - top - bottomMargin;
    y = axisScale(yScale, yDomain, plotHeight, true);
    const yTicks =
      yScale === 'log' ? logTicks(yDomain, plotHeight, 'power') : linearTicks(yDomain, plotHeight, 34);
    inner = frame.layout(options, { top, right: 12, bottom: bottomMargin, left: leftMargin(yTicks) });
    x = axisScale(xScale, xDomain, inner.width);
    frame.drawAxes(
      {
        position: (value) => x.position(value),
        ticks: timeTicks(x, inner.width, horizon),
        title: data.xTitle ?? 'time t',
      },
      { position: (value) => y.position(value), ticks: yTicks, title: data.yTitle },
      inner,
    );
    drawLegend(legend, entries, width, reserved);

    const floor = yScale === 'log' ? yDomain[0] * 1e-3 : -Infinity;
    const ceiling = yScale === 'log' ? yDomain[1] * 1e3 : Infinity;
    const pathOf = (one: TimeSeries): string => {
      const count = Math.min(one.times.length, one.values.length);
      const start = xScale === 'log' && !(one.times[0] > 0) ? 1 : 0;
      const indices = Array.from({ length: Math.max(0, count - start) }, (_, i) => i + start);
      return (
        line<number>()
          .defined((i) => Number.isFinite(one.values[i]))
          .x((i) => Math.round(x.position(one.times[i]) * 10) / 10)
          .y((i) => Math.round(y.position(Math.min(ceiling, Math.max(floor, one.values[i]))) * 10) / 10)(
          indices,
        ) ?? ''
      );
    };
    const draw = (group: SVGGElement, series: readonly TimeSeries[]): void =>
      joinKeyed(
        group,
        series,
        (one) => one.key,
        () => svgElement('path', { class: 'plot-line' }),
        (path, one, index) => {
          applyStroke(path, one.hue, index);
          if (group === curves) path.setAttribute('data-label', one.label);
          path.setAttribute('d', pathOf(one));
        },
      );
    draw(ghosts, data.ghosts ?? []);
    draw(curves, data.series);
    drawCrosses();
    setAttributes(selection, { height: inner.height });
    Object.assign(layer.style, {
      left: `${inner.left}px`,
      top: `${inner.top}px`,
      width: `${inner.width}px`,
      height: `${inner.height}px`,
    });
    zoomOut.hidden = zoom === null;
    frame.sayEmpty(
      data.series.length === 0 && (data.ghosts ?? []).length === 0
        ? (data.empty ?? 'Nothing to draw: turn on a predictor.')
        : null,
    );
  };

  const drawCrosses = (): void =>
    joinKeyed(
      crosses,
      placeCrosses(data.series, x, y, inner),
      (cross) => cross.series.key,
      () => {
        const group = svgElement('g');
        svgElement(
          'path',
          { class: 'plot-line plot-cross', d: 'M-4,-4 L4,4 M-4,4 L4,-4', 'stroke-width': 2 },
          group,
        );
        svgElement('text', { class: 'plot-hued-text plot-halo' }, group);
        return group;
      },
      (group, cross) => {
        applyHue(group, cross.series.hue);
        setAttributes(group, { transform: `translate(${cross.x.toFixed(1)},${cross.y.toFixed(1)})` });
        const text = group.lastElementChild as SVGTextElement;
        const right = cross.side === 'right';
        setAttributes(text, {
          x: right ? 8 : -8,
          y: 4 + cross.drop,
          'text-anchor': right ? 'start' : 'end',
        });
        setMathText(text, cross.label);
      },
    );

  const drawTime = (): void => {
    const at = Math.min(inner.width, Math.max(0, x.position(options.time)));
    const outside = zoom !== null && (options.time < x.domain[0] || options.time > x.domain[1]);
    setAttributes(cursor, { x1: at, x2: at, y2: inner.height, visibility: outside ? 'hidden' : 'visible' });
    layer.setAttribute('aria-label', `${data.title} cursor`);
    layer.setAttribute('aria-valuemin', '0');
    layer.setAttribute('aria-valuemax', String(options.horizon));
    layer.setAttribute('aria-valuenow', String(options.time));
    layer.setAttribute('aria-valuetext', `t = ${formatTime(options.time)}`);

    const t = options.hoverTime;
    const shown = t !== null && t >= Math.min(x.domain[0], 0) && t <= x.domain[1] && data.series.length > 0;
    hover.setAttribute('visibility', shown ? 'visible' : 'hidden');
    if (!shown || t === null) {
      readout.hide();
      joinKeyed(
        hover,
        [],
        String,
        () => svgElement('circle'),
        () => undefined,
      );
      return;
    }
    const position = Math.min(inner.width, Math.max(0, x.position(t)));
    setAttributes(hoverLine, { x1: position, x2: position, y2: inner.height });
    const values = data.series.map((one) => ({ one, value: valueAt(one.times, one.values, t) }));
    joinKeyed(
      hover,
      values.filter(({ value }) => value !== null && (y.kind === 'linear' || value > 0)),
      ({ one }) => one.key,
      () => svgElement('circle', { class: 'plot-dot', r: 3.5 }),
      (dot, { one, value }) => {
        applyHue(dot, one.hue);
        const height = y.position(value ?? 0);
        const inside = height >= -1 && height <= inner.height + 1;
        setAttributes(dot, { cx: position, cy: height, visibility: inside ? 'inherit' : 'hidden' });
      },
    );
    readout.show(
      `t = ${formatTime(t)}`,
      values.map(({ one, value }, index) => ({
        key: one.key,
        label: one.label,
        hue: one.hue,
        index,
        value:
          value === null ? (one.divergedAt != null && t >= one.divergedAt ? '×' : '–') : formatNumber(value),
      })),
      inner.left + position,
      inner.top,
      options.width,
      options.height,
    );
  };

  const scheduler = createPaintScheduler(() => {
    const { width, height, xScale, yScale, horizon, holdAxes, legend: named, decades } = options;
    const key = [width, height, xScale, yScale, horizon, holdAxes, named, decades, zoom?.join()].join('|');
    if (drawn === null || drawn.data !== data || drawn.key !== key) {
      drawCurves();
      drawn = { data, key };
      frame.describe(summariseTimePlot(data, options.time));
    }
    drawTime();
  });

  const timeAt = (event: PointerEvent | WheelEvent | MouseEvent): number => {
    const [at] = pointerPosition(layer, event);
    const t = x.value(Math.min(inner.width, Math.max(0, at)));
    return Math.min(options.horizon, Math.max(0, t));
  };
  const setZoom = (domain: Domain | null): void => {
    zoom = domain !== null && domain[0] <= full[0] && domain[1] >= full[1] ? null : domain;
    scheduler.request();
  };
  const zoomAbout = (centre: number, factor: number): void =>
    setZoom(zoomDomain(x.kind, zoom ?? full, full, Math.min(full[1], Math.max(full[0], centre)), factor));

  let drag: { kind: 'scrub' | 'select'; from: number } | null = null;
  layer.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    layer.setPointerCapture(event.pointerId);
    drag = { kind: event.shiftKey ? 'select' : 'scrub', from: timeAt(event) };
    if (drag.kind === 'scrub') handlers.onScrub?.(drag.from);
  });
  layer.addEventListener('pointermove', (event) => {
    const t = timeAt(event);
    handlers.onHoverTime?.(t);
    if (drag?.kind === 'scrub') handlers.onScrub?.(t);
    if (drag?.kind === 'select') {
      const [from, to] = [x.position(drag.from), x.position(t)].sort((a, b) => a - b);
      setAttributes(selection, { x: from, width: to - from, visibility: 'visible' });
    }
  });
  const endDrag = (event: PointerEvent): void => {
    if (drag?.kind === 'select') {
      const [from, to] = [drag.from, timeAt(event)].sort((a, b) => a - b);
      if (x.position(to) - x.position(from) > 8) setZoom([from, to]);
    }
    selection.setAttribute('visibility', 'hidden');
    drag = null;
  };
  layer.addEventListener('pointerup', endDrag);
  layer.addEventListener('pointercancel', endDrag);
  layer.addEventListener('pointerleave', () => handlers.onHoverTime?.(null));
  layer.addEventListener('dblclick', () => setZoom(null));
  layer.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomAbout(timeAt(event), 2 ** (event.deltaY / 200));
    },
    { passive: false },
  );
  layer.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (event.shiftKey ? 0.1 : 0.01) * inner.width;
    const here = Math.max(0, x.position(options.time));
    const moved = (pixels: number): number => {
      if (here + pixels <= 0 && x.kind === 'log' && zoom === null) return 0;
      return Math.min(options.horizon, Math.max(0, x.value(here + pixels)));
    };
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowUp':
        handlers.onScrub?.(moved(step));
        break;
      case 'ArrowLeft':
      case 'ArrowDown':
        handlers.onScrub?.(moved(-step));
        break;
      case 'PageUp':
        handlers.onScrub?.(moved(0.1 * inner.width));
        break;
      case 'PageDown':
        handlers.onScrub?.(moved(-0.1 * inner.width));
        break;
      case 'Home':
        handlers.onScrub?.(0);
        break;
      case 'End':
        handlers.onScrub?.(options.horizon);
        break;
      case '+':
      case '=':
        zoomAbout(options.time, 0.5);
        break;
      case '-':
      case '_':
        zoomAbout(options.time, 2);
        break;
      case '0':
        setZoom(null);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
  zoomOut.addEventListener('click', () => {
    setZoom(null);
    layer.focus();
  });

  return {
    update(nextData, nextOptions) {
      if (nextOptions.xScale !== options.xScale || nextOptions.horizon !== options.horizon) zoom = null;
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

/** Text alternative: each series' value at time t, and what blew up. */
export function summariseTimePlot(data: TimePlotData, time: number): string {
  const head = `${data.title}: ${plainMathText(data.yTitle)} against time.`;
  if (data.series.length === 0) return `${head} Nothing is drawn.`;
  const values = data.series.map((one) => {
    if (one.divergedAt != null && time >= one.divergedAt)
      return `${plainMathText(one.label)} blew up at t = ${formatTime(one.divergedAt)}`;
    const value = valueAt(one.times, one.values, time);
    const end = one.divergedAt != null ? ` (blows up at t = ${formatTime(one.divergedAt)})` : '';
    return `${plainMathText(one.label)} ${value === null ? 'not known' : formatNumber(value)}${end}`;
  });
  return `${head} At t = ${formatTime(time)}: ${values.join('; ')}.`;
}

/** One row per time that any series records, one column per series. */
export function tabulateTimePlot(data: TimePlotData): PlotTable {
  const columns = ['t', ...data.series.map((one) => plainMathText(one.label))];
  const shared = data.series.every((one) => one.times === data.series[0]?.times);
  const times = shared
    ? [...(data.series[0]?.times ?? [])]
    : [...new Set(data.series.flatMap((one) => [...one.times]))].sort((a, b) => a - b);
  const places = shared
    ? null
    : data.series.map(
        (one) => new Map(Array.from(one.times, (time, index): [number, number] => [time, index])),
      );
  const rows = times.map((time, row) => [
    time,
    ...data.series.map((one, column) => {
      const index = places === null ? row : places[column].get(time);
      const value = index === undefined ? undefined : one.values[index];
      return value !== undefined && Number.isFinite(value) ? value : null;
    }),
  ]);
  return { caption: `${data.title}: ${plainMathText(data.yTitle)} against time`, columns, rows };
}
