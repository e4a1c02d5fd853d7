/** A place in a field map that can be dragged, or moved by arrows: the present configuration in its plane. */
import { formatTick } from './formatNumber';
import { dragHandle } from './interact/dragHandle';
import type { Chart } from './kit/chart';
import type { PlotFrame } from './kit/plotFrame';
import { htmlElement, setAttributes, svgElement } from './kit/svgElement';

export interface FieldDot {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export interface DrawnDot {
  draw(dot: FieldDot | null, chart: Chart): void;
}

/** Shares of an axis that an arrow, and an arrow with Shift, move it by. */
const [smallStep, largeStep] = [0.01, 0.1];
const radius = 6;

export function createFieldDot(
  frame: PlotFrame,
  layer: SVGSVGElement,
  onMove: (x: number, y: number, phase: 'start' | 'move' | 'end') => void,
): DrawnDot {
  const circle = svgElement('circle', { class: 'plot-field-dot', r: radius }, frame.over);
  const handle = htmlElement('div', 'plot-handle', frame.root);
  handle.tabIndex = 0;
  handle.setAttribute('role', 'slider');
  let shown: { dot: FieldDot; chart: Chart } | null = null;
  const move = (px: number, py: number, phase: 'start' | 'move' | 'end'): void => {
    if (shown === null) return;
    const { x, y, inner } = shown.chart;
    onMove(x.value(clamp(px, inner.width)), y.value(clamp(py, inner.height)), phase);
  };
  dragHandle(handle, layer, { onMove: ([px, py], phase) => move(px, py, phase) });
  handle.addEventListener('keydown', (event) => {
    if (shown === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { dot, chart } = shown;
    const { x, y, inner } = chart;
    const share = event.shiftKey ? largeStep : smallStep;
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      ArrowRight: [1, 0],
      ArrowLeft: [-1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(
      x.position(dot.x) + step[0] * share * inner.width,
      y.position(dot.y) + step[1] * share * inner.height,
      'end',
    );
  });
  return {
    draw(dot, chart) {
      const { x, y, inner } = chart;
      const at = dot === null ? null : ([x.position(dot.x), y.position(dot.y)] as const);
      const inside = at !== null && at[0] >= 0 && at[0] <= inner.width && at[1] >= 0 && at[1] <= inner.height;
      shown = dot === null ? null : { dot, chart };
      handle.hidden = !inside;
      circle.setAttribute('visibility', inside ? 'visible' : 'hidden');
      if (!inside || dot === null || at === null) return;
      setAttributes(circle, { cx: at[0], cy: at[1] });
      Object.assign(handle.style, { left: `${inner.left + at[0]}px`, top: `${inner.top + at[1]}px` });
      setAttributes(handle, {
        'aria-label': dot.label,
        'aria-valuemin': String(x.domain[0]),
        'aria-valuemax': String(x.domain[1]),
        'aria-valuenow': String(dot.x),
        'aria-valuetext': `${formatTick(dot.x)}, ${formatTick(dot.y)}`,
      });
    },
  };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
