/**
 * The training points over a function plot: a circle each, and where the data may be edited a handle each that is dragged, moved by
 * arrows and removed; one of them at a time is in the tab order.
 */
import { formatNumber } from './formatNumber';
import { formatPlace, wrapAngle, type FunctionPlotData } from './functionAxes';
import type { FunctionPlotHandlers, FunctionPlotOptions } from './functionPlot';
import { dragHandle } from './interact/dragHandle';
import { pointKeyAction } from './interact/pointKeyAction';
import type { Place } from './interact/zoomView';
import type { Chart } from './kit/chart';
import { join } from './kit/join';
import type { PlotFrame } from './kit/plotFrame';
import { htmlElement, setAttributes, svgElement } from './kit/svgElement';

export interface FunctionPoints {
  /** Whether a point is being dragged: the axes hold still then. */
  readonly dragging: boolean;
  draw(data: FunctionPlotData, options: FunctionPlotOptions, chart: Chart, zoomed: boolean): void;
}

/** Shares of an axis that an arrow, and an arrow with Shift, move a point by. */
const [smallStep, largeStep] = [0.01, 0.1];
/** Up to this many points circles have their full size; beyond, area per point falls as 1/n so that they do not bury the curves. */
const fullSizeUpTo = 24;
const [fullRadius, leastRadius] = [5.5, 1.6];

export function pointRadius(n: number): number {
  return Math.max(leastRadius, fullRadius * Math.sqrt(Math.min(1, fullSizeUpTo / Math.max(1, n))));
}

export function createFunctionPoints(
  frame: PlotFrame,
  layer: SVGSVGElement,
  handlers: FunctionPlotHandlers,
  onEnd: () => void,
): FunctionPoints {
  const circles = svgElement('g', {}, frame.over);
  const names = svgElement('g', { class: 'plot-point-names', 'text-anchor': 'middle' }, frame.over);
  const handles = htmlElement('div', 'plot-handles', frame.root);
  let shown: { data: FunctionPlotData; chart: Chart } | null = null;
  let dragging = false;
  let roving = 0;

  const valueAt = ([px, py]: Place): Place => {
    if (shown === null) return [0, 0];
    const { x, y, inner } = shown.chart;
    return [x.value(clamp(px, 0, inner.width)), y.value(clamp(py, 0, inner.height))];
  };

  const moveByKey = (event: KeyboardEvent, i: number): void => {
    const action = pointKeyAction(event.key);
    if (shown === null || action === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { data, chart } = shown;
    const share = event.shiftKey ? largeStep : smallStep;
    if (action.kind === 'move') {
      const [left, right] = chart.x.domain;
      const [low, high] = chart.y.domain;
      const px = data.axis.train[i] + action.right * share * (right - left);
      const bounded = data.axis.kind === 'angle' ? wrapAngle(px) : clamp(px, left, right);
      handlers.onPointMove?.(i, bounded, data.targets[i] + action.up * share * (high - low), 'end');
    } else if (action.kind === 'focus') {
      const focusable = [...handles.children] as HTMLElement[];
      const here = focusable.findIndex((handle) => Number(handle.dataset.point) === i);
      const next = focusable[(here + action.step + focusable.length) % focusable.length];
      next.focus();
      handlers.onPointSelect?.(Number(next.dataset.point));
    } else if (action.kind === 'remove') handlers.onPointRemove?.(i);
    else handlers.onPointSelect?.(null);
    event.preventDefault();
    event.stopPropagation();
  };

  const createHandle = (i: number): HTMLDivElement => {
    const handle = htmlElement('div', 'plot-handle');
    handle.dataset.point = String(i);
    handle.setAttribute('role', 'slider');
    handle.setAttribute('aria-orientation', 'vertical');
    handle.setAttribute('aria-label', `Training point ${i + 1}`);
    handle.setAttribute('aria-keyshortcuts', 'ArrowUp ArrowDown ArrowLeft ArrowRight PageUp PageDown Delete');
    dragHandle(handle, layer, {
      onStart: () => {
        dragging = true;
        handlers.onPointSelect?.(i);
      },
      onMove: (at, phase) => handlers.onPointMove?.(i, ...valueAt(at), phase),
      onEnd: () => {
        dragging = false;
        onEnd();
      },
    });
    handle.addEventListener('focus', () => {
      roving = i;
      for (const other of handles.children) (other as HTMLElement).tabIndex = other === handle ? 0 : -1;
    });
    handle.addEventListener('keydown', (event) => moveByKey(event, i));
    return handle;
  };

  const drawHandles = (items: readonly number[], place: (i: number) => Place): void => {
    const lost = handles.contains(document.activeElement) && !items.includes(roving);
    if (!items.includes(roving)) roving = items.findLast((i) => i < roving) ?? items[0] ?? 0;
    join(
      handles,
      items,
      String,
      (i) => createHandle(i),
      (handle, i) => {
        if (shown === null) return;
        const { data, chart } = shown;
        const [px, py] = place(i);
        const target = data.targets[i];
        handle.style.left = `${chart.inner.left + px}px`;
        handle.style.top = `${chart.inner.top + py}px`;
        handle.tabIndex = i === roving ? 0 : -1;
        setAttributes(handle, {
          'aria-valuenow': String(target),
          'aria-valuemin': String(Math.min(chart.y.domain[0], target)),
          'aria-valuemax': String(Math.max(chart.y.domain[1], target)),
          'aria-valuetext': `${formatPlace(data.axis.kind, data.axis.train[i])}, y = ${formatNumber(target, 3)}`,
        });
      },
    );
    if (lost)
      ([...handles.children] as HTMLElement[]).find((h) => Number(h.dataset.point) === roving)?.focus();
  };

  return {
    get dragging() {
      return dragging;
    },
    draw(data, options, chart, zoomed) {
      shown = { data, chart };
      const { x, y, inner } = chart;
      // On the whole axis a target beyond it stands at its edge; in a part of it what is outside is outside.
      const place = (i: number): Place => {
        const py = y.position(data.targets[i]);
        return [x.position(data.axis.train[i]), zoomed ? py : clamp(py, 0, inner.height)];
      };
      const visible = (i: number): boolean => {
        if (!Number.isFinite(data.targets[i]) || !Number.isFinite(data.axis.train[i])) return false;
        const [px, py] = place(i);
        return px >= -1 && px <= inner.width + 1 && py >= -1 && py <= inner.height + 1;
      };
      const onAxis = data.axis.kind !== 'index';
      const items = onAxis ? Array.from(data.targets, (_, i) => i).filter(visible) : [];
      const radius = pointRadius(data.targets.length);
      const isMarked = (i: number): boolean => options.marked?.includes(i) === true || options.selected === i;
      join(
        circles,
        items,
        String,
        () => svgElement('circle'),
        (circle, i) => {
          const marked = isMarked(i);
          const [cx, cy] = place(i);
          setAttributes(circle, {
            class: marked ? 'plot-point plot-point-marked' : 'plot-point',
            cx,
            cy,
            r: marked ? Math.max(4, radius + 1.5) : radius,
            'stroke-width': Math.min(2, radius / 2),
            'stroke-opacity': marked ? 1 : Math.max(0.45, Math.min(1, radius / 3)),
          });
        },
      );
      join(
        names,
        items.filter(isMarked),
        String,
        (i) => {
          const name = svgElement('text', { class: 'plot-strong plot-halo' });
          name.textContent = String(i + 1);
          return name;
        },
        (name, i) => {
          const [px, py] = place(i);
          setAttributes(name, { x: px, y: py < 24 ? py + 22 : py - 12 });
        },
      );
      drawHandles(onAxis && options.editable === true ? items : [], place);
    },
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
