/**
 * What every model computes, on the probe axis at the current time: curves over the circle's angle or the line, or a scatter over
 * held-out points; bands of spread; the training points, which can be moved and added.
 */
import { area, line } from 'd3-shape';
import { finiteExtent, type Domain } from './axisDomain';
import { linearTicks } from './axisTicks';
import { formatNumber, formatTime } from './formatNumber';
import {
  axisTitle,
  formatPlace,
  functionDomain,
  horizontalDomain,
  horizontalTicks,
  wrapAngle,
  type FunctionCurve,
  type FunctionPlotData,
} from './functionAxes';
import { joinKeyed } from './joinKeyed';
import { textWidth } from './mathText';
import { createPaintScheduler } from './paintScheduler';
import type { Plot, PlotSize, PlotTable } from './plot';
import { bottomMargin, createPlotFrame, leftMargin, topMargin, type InnerBox } from './plotFrame';
import { createPlotReadout } from './plotReadout';
import { pointerPosition } from './pointerPosition';
import { pointKeyAction } from './pointKeyAction';
import { applyHue, applyStroke, predictorStyle } from './predictorStyle';
import { drawLegend, legendRowHeight, placeLegend } from './seriesLegend';
import { htmlElement, setAttributes, svgElement } from './svgElement';
import { axisScale, type AxisScale } from './timeScale';

export type { FunctionCurve, FunctionPlotData };

export interface FunctionPlotOptions extends PlotSize {
  readonly time: number;
  readonly holdAxes?: boolean;
  /** Training points marked from elsewhere (the hovered kernel cell). */
  readonly marked?: readonly number[];
  readonly selected?: number | null;
  /** Whether points can be moved and added. */
  readonly editable?: boolean;
}

export interface FunctionPlotHandlers {
  /** `phase` lets a drag be one history entry. */
  onPointMove?(index: number, x: number, y: number, phase: 'start' | 'move' | 'end'): void;
  onPointAdd?(x: number, y: number): void;
  onPointSelect?(index: number | null): void;
  onPointRemove?(index: number): void;
}

export function createFunctionPlot(
  container: HTMLElement,
  handlers: FunctionPlotHandlers = {},
): Plot<FunctionPlotData, FunctionPlotOptions> {
  const frame = createPlotFrame(container, 'function');
  const guide = svgElement('line', { class: 'plot-guide', visibility: 'hidden' }, frame.marks);
  const bands = svgElement('g', {}, frame.marks);
  const ghosts = svgElement('g', { class: 'plot-ghost' }, frame.marks);
  const curves = svgElement('g', {}, frame.marks);
  const hoverLine = svgElement(
    'line',
    { class: 'plot-hover', y1: 0, visibility: 'hidden', 'data-export': 'omit' },
    frame.marks,
  );
  const points = svgElement('g', {}, frame.over);
  const legend = svgElement('g', { class: 'plot-legend' }, frame.margin);
  const layer = htmlElement('div', 'plot-layer', frame.root);
  const handles = htmlElement('div', 'plot-handles', frame.root);
  const readout = createPlotReadout(frame.root);

  let data: FunctionPlotData | null = null;
  let options: FunctionPlotOptions = { width: 300, height: 200, time: 0 };
  let held: Domain | null = null;
  let inner: InnerBox = { left: 0, top: 0, width: 1, height: 1 };
  let x: AxisScale = axisScale('linear', [0, 1], 1);
  let y: AxisScale = axisScale('linear', [0, 1], 1, true);
  let hovered: number | null = null;
  let dragging: { index: number; moved: boolean } | null = null;
  let roving = 0;

  const onAxis = (): boolean => data !== null && data.axis.kind !== 'index';
  const editable = (): boolean => options.editable === true && onAxis();
  const placeOf = (i: number): number => {
    if (data === null) return 0;
    if (data.axis.kind !== 'index') return data.axis.probe[i];
    return data.reference ? data.reference.values[i] : i + 1;
  };

  const draw = (): void => {
    if (data === null) return;
    const { axis, targets } = data;
    const entries = data.curves
      .filter((curve) => curve.spread && curve.spreadLabel)
      .map((curve) => ({
        key: curve.predictor,
        label: curve.spreadLabel ?? '',
        hue: curve.predictor,
        mark: 'band' as const,
      }));
    const yTitle = axis.kind === 'index' ? 'prediction f' : 'f';
    const reserved = textWidth(yTitle) + 20;
    const { rows } = placeLegend(
      entries.map((entry) => entry.label),
      options.width,
      reserved,
    );
    const top = topMargin + Math.max(0, rows - 1) * legendRowHeight;
    const hold = (options.holdAxes === true || dragging !== null) && held !== null;
    held = hold && held !== null ? held : functionDomain(data);
    const plotHeight = options.height - top - bottomMargin;
    y = axisScale('linear', held, plotHeight, true);
    const yTicks = linearTicks(held, plotHeight, 36);
    inner = frame.layout(options, { top, right: 12, bottom: bottomMargin, left: leftMargin(yTicks) });
    const domain = horizontalDomain(data);
    x = axisScale('linear', domain, inner.width);
    frame.drawAxes(
      {
        position: (value) => x.position(value),
        ticks: horizontalTicks(data, domain, inner.width),
        title: axis.kind === 'index' && data.reference ? data.reference.label : axisTitle[axis.kind],
      },
      { position: (value) => y.position(value), ticks: yTicks, title: yTitle },
      inner,
    );
    drawLegend(legend, entries, options.width, reserved);

    const order = Array.from(axis.probe, (_, i) => i).sort((a, b) => axis.probe[a] - axis.probe[b]);
    const px = (i: number): number => Math.round(x.position(placeOf(i)) * 10) / 10;
    const limit = 50 * (held[1] - held[0]);
    const py = (value: number): number =>
      Math.round(y.position(Math.min(held![1] + limit, Math.max(held![0] - limit, value))) * 10) / 10;
    const scatter = axis.kind === 'index';
    const pathOf = (curve: FunctionCurve): string => {
      const finite = (i: number): boolean => Number.isFinite(curve.values[i]);
      if (!scatter)
        return (
          line<number>()
            .defined(finite)
            .x(px)
            .y((i) => py(curve.values[i]))(order) ?? ''
        );
      // A dot per held-out point: a line of no length with a round cap.
      return order
        .filter(finite)
        .map((i) => `M${px(i)},${py(curve.values[i])}h0`)
        .join('');
    };
    const drawLines = (group: SVGGElement, items: readonly FunctionCurve[]): void =>
      joinKeyed(
        group,
        // The network on top; against its own output it is the diagonal, and lies below.
        [...items].sort(
          (a, b) => (scatter ? -1 : 1) * (Number(a.predictor === 'nn') - Number(b.predictor === 'nn')),
        ),
        (curve) => curve.predictor,
        () => svgElement('path', { class: 'plot-line' }),
        (path, curve, index) => {
          applyStroke(path, curve.predictor, index);
          if (scatter) {
            path.removeAttribute('stroke-dasharray');
            setAttributes(path, {
              'stroke-width': 5,
              'stroke-linecap': 'round',
            });
          } else path.removeAttribute('stroke-linecap');
          if (group === curves) path.setAttribute('data-label', predictorStyle[curve.predictor].label);
          path.setAttribute('d', pathOf(curve));
        },
      );
    joinKeyed(
      bands,
      data.curves.filter((curve) => curve.spread),
      (curve) => curve.predictor,
      () => svgElement('path', { class: 'plot-band' }),
      (path, curve) => {
        applyHue(path, curve.predictor);
        const low = (i: number) => py(curve.values[i] - (curve.spread?.[i] ?? 0));
        const high = (i: number) => py(curve.values[i] + (curve.spread?.[i] ?? 0));
        const known = (i: number) => Number.isFinite(curve.values[i]);
        const band = area<number>().defined(known).x(px).y0(low).y1(high);
        // Points have no order to draw a band along: a bar each, 3 px wide.
        const bar = (i: number) => `M${px(i) - 1.5},${low(i)}h3V${high(i)}h-3Z`;
        path.setAttribute('d', (scatter ? order.filter(known).map(bar).join('') : band(order)) ?? '');
      },
    );
    drawLines(ghosts, data.ghosts ?? []);
    drawLines(curves, data.curves);

    const diagonal =
      scatter && data.reference
        ? ([Math.max(domain[0], held[0]), Math.min(domain[1], held[1])] as const)
        : null;
    guide.setAttribute('visibility', diagonal === null ? 'hidden' : 'visible');
    if (diagonal !== null)
      setAttributes(guide, {
        x1: x.position(diagonal[0]),
        y1: y.position(diagonal[0]),
        x2: x.position(diagonal[1]),
        y2: y.position(diagonal[1]),
      });

    const shownPoints = scatter ? [] : Array.from(targets, (_, i) => i);
    const radius = targets.length > 64 ? 3 : targets.length > 24 ? 4 : 5.5;
    joinKeyed(
      points,
      shownPoints,
      String,
      () => svgElement('circle', { class: 'plot-point' }),
      (circle, i) => {
        const marked = (options.marked ?? []).includes(i) || options.selected === i;
        circle.setAttribute('class', marked ? 'plot-point plot-point-marked' : 'plot-point');
        setAttributes(circle, {
          cx: x.position(axis.train[i]),
          cy: Math.min(inner.height, Math.max(0, y.position(targets[i]))),
          r: marked ? radius + 1.5 : radius,
        });
      },
    );
    drawHandles(editable() ? shownPoints : []);
    Object.assign(layer.style, {
      left: `${inner.left}px`,
      top: `${inner.top}px`,
      width: `${inner.width}px`,
      height: `${inner.height}px`,
      cursor: editable() ? 'copy' : 'crosshair',
    });
    layer.title = editable() ? 'Click to add a training point' : '';
    frame.describe(summariseFunctionPlot(data, options.time));
    frame.sayEmpty(
      data.curves.length + targets.length === 0 ? 'No data yet: click to add a training point.' : null,
    );
    drawHover();
  };

  const drawHandles = (items: readonly number[]): void => {
    const lost = handles.contains(document.activeElement) && roving >= items.length;
    roving = Math.min(roving, Math.max(0, items.length - 1));
    joinKeyed(
      handles,
      items,
      String,
      (i) => createHandle(i),
      (handle, i) => {
        if (data === null) return;
        handle.style.left = `${inner.left + x.position(data.axis.train[i])}px`;
        handle.style.top = `${inner.top + Math.min(inner.height, Math.max(0, y.position(data.targets[i])))}px`;
        handle.tabIndex = i === roving ? 0 : -1;
        handle.setAttribute('aria-valuenow', String(data.targets[i]));
        handle.setAttribute('aria-valuemin', String(Math.min(y.domain[0], data.targets[i])));
        handle.setAttribute('aria-valuemax', String(Math.max(y.domain[1], data.targets[i])));
        handle.setAttribute(
          'aria-valuetext',
          `${formatPlace(data.axis.kind, data.axis.train[i])}, y = ${formatNumber(data.targets[i], 3)}`,
        );
      },
    );
    if (lost) (handles.children[roving] as HTMLElement | undefined)?.focus();
  };

  const atPointer = (event: MouseEvent): readonly [number, number] => {
    const [left, top] = pointerPosition(layer, event);
    const clamp = (value: number, [low, high]: Domain): number => Math.min(high, Math.max(low, value));
    return [clamp(x.value(left), x.domain), clamp(y.value(top), y.domain)];
  };

  const createHandle = (i: number): HTMLDivElement => {
    const handle = htmlElement('div', 'plot-handle');
    handle.setAttribute('role', 'slider');
    handle.setAttribute('aria-orientation', 'vertical');
    handle.setAttribute('aria-label', `Training point ${i + 1}`);
    handle.setAttribute('aria-keyshortcuts', 'ArrowUp ArrowDown ArrowLeft ArrowRight PageUp PageDown Delete');
    handle.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      handle.setPointerCapture(event.pointerId);
      handle.focus({ preventScroll: true });
      dragging = { index: i, moved: false };
      handlers.onPointSelect?.(i);
    });
    handle.addEventListener('pointermove', (event) => {
      if (dragging?.index !== i) return;
      const [px, py] = atPointer(event);
      handlers.onPointMove?.(i, px, py, dragging.moved ? 'move' : 'start');
      dragging.moved = true;
    });
    const end = (event: PointerEvent): void => {
      if (dragging?.index !== i) return;
      const { moved } = dragging;
      dragging = null;
      if (moved) {
        const [px, py] = atPointer(event);
        handlers.onPointMove?.(i, px, py, 'end');
      }
      scheduler.request();
    };
    handle.addEventListener('pointerup', end);
    handle.addEventListener('pointercancel', end);
    handle.addEventListener('focus', () => {
      roving = i;
      for (const other of handles.children) (other as HTMLElement).tabIndex = other === handle ? 0 : -1;
    });
    handle.addEventListener('keydown', (event) => moveByKey(event, i));
    return handle;
  };

  const moveByKey = (event: KeyboardEvent, i: number): void => {
    if (data === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const share = event.shiftKey ? 0.1 : 0.01;
    const dx = share * (x.domain[1] - x.domain[0]);
    const dy = share * (y.domain[1] - y.domain[0]);
    const [px, py] = [data.axis.train[i], data.targets[i]];
    const move = (nx: number, ny: number): void => {
      const bounded =
        data?.axis.kind === 'angle' ? wrapAngle(nx) : Math.min(x.domain[1], Math.max(x.domain[0], nx));
      handlers.onPointMove?.(i, bounded, ny, 'end');
    };
    const focus = (index: number): void => {
      const count = handles.children.length;
      (handles.children[(index + count) % count] as HTMLElement).focus();
      handlers.onPointSelect?.((index + count) % count);
    };
    const action = pointKeyAction(event.key);
    if (action === null) return;
    if (action.kind === 'move') move(px + action.right * dx, py + action.up * dy);
    else if (action.kind === 'focus') focus(i + action.step);
    else if (action.kind === 'remove') handlers.onPointRemove?.(i);
    else handlers.onPointSelect?.(null);
    event.preventDefault();
    event.stopPropagation();
  };

  /** Values of every curve at the probe point nearest to the pointer. */
  const drawHover = (): void => {
    if (data === null || hovered === null || data.curves.length === 0 || dragging !== null) {
      hoverLine.setAttribute('visibility', 'hidden');
      readout.hide();
      return;
    }
    const wanted = hovered;
    let nearest = 0;
    for (let i = 1; i < data.axis.probe.length; i++)
      if (Math.abs(placeOf(i) - wanted) < Math.abs(placeOf(nearest) - wanted)) nearest = i;
    const at = x.position(placeOf(nearest));
    setAttributes(hoverLine, { x1: at, x2: at, y2: inner.height, visibility: 'visible' });
    readout.show(
      onAxis() ? formatPlace(data.axis.kind, placeOf(nearest)) : `point ${nearest + 1}`,
      data.curves.map((curve, index) => ({
        key: curve.predictor,
        label: predictorStyle[curve.predictor].label,
        hue: curve.predictor,
        index,
        value: formatNumber(curve.values[nearest]),
      })),
      inner.left + at,
      inner.top,
      options.width,
      options.height,
    );
  };

  const scheduler = createPaintScheduler(draw);
  layer.addEventListener('pointermove', (event) => {
    hovered = atPointer(event)[0];
    scheduler.request();
  });
  layer.addEventListener('pointerleave', () => {
    hovered = null;
    scheduler.request();
  });
  layer.addEventListener('click', (event) => {
    if (editable()) handlers.onPointAdd?.(...atPointer(event));
    else handlers.onPointSelect?.(null);
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

/** Text alternative: what is drawn, and each model's range and distance from the targets' places where it can be said. */
export function summariseFunctionPlot(data: FunctionPlotData, time: number): string {
  const { kind, probe, train } = data.axis;
  const place = kind === 'angle' ? 'angle on the circle' : kind === 'line' ? 'input' : 'held-out point';
  const head = `Function at t = ${formatTime(time)} against ${place}: ${train.length} training points, ${probe.length} probe points.`;
  const ranges = data.curves.map(({ predictor, values }) => {
    const { low, high } = finiteExtent([values]);
    const { label } = predictorStyle[predictor];
    return Number.isFinite(low)
      ? `${label} between ${formatNumber(low)} and ${formatNumber(high)}`
      : `${label} has no finite value`;
  });
  return ranges.length === 0 ? head : `${head} ${ranges.join('; ')}.`;
}

/** One row per probe point: place, then each model's output and spread. */
export function tabulateFunctionPlot(data: FunctionPlotData): PlotTable {
  const place = { angle: 'angle (rad)', line: 'x', index: 'point' }[data.axis.kind];
  const columns = [place];
  if (data.reference) columns.push(data.reference.label);
  for (const curve of data.curves) {
    columns.push(predictorStyle[curve.predictor].label);
    if (curve.spread) columns.push(curve.spreadLabel ?? `${predictorStyle[curve.predictor].label}, spread`);
  }
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const rows = Array.from(data.axis.probe, (coordinate, i) => [
    data.axis.kind === 'index' ? i + 1 : coordinate,
    ...(data.reference ? [finite(data.reference.values[i])] : []),
    ...data.curves.flatMap((curve) =>
      curve.spread ? [finite(curve.values[i]), finite(curve.spread[i])] : [finite(curve.values[i])],
    ),
  ]);
  return { caption: 'Outputs on the probe points', columns, rows };
}
