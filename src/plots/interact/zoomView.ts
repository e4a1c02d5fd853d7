/**
 * The part of a plot that shows: d3-zoom over the plot's layer, the same in every plot. The wheel zooms with Ctrl or ⌘ (a trackpad's
 * pinch arrives so), or bare once the plot has the focus, so that a page scrolled past a plot is never held up; two fingers pinch and
 * pan; double click, double tap, 0 and Escape show everything again; + and − zoom.
 */
import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform, type ZoomTransform } from 'd3-zoom';
import { htmlElement } from '../kit/svgElement';
import type { Domain } from '../axisDomain';
import { axisScale, type ScaleKind } from '../axisScale';

export type Place = readonly [number, number];

export interface ZoomView {
  readonly zoomed: boolean;
  readonly transform: ZoomTransform;
  /** The visible part of a whole axis; a vertical one runs upward. */
  visible(kind: ScaleKind, whole: Domain, direction: 'x' | 'y'): Domain;
  /** The layer is now this large; what showed still shows. */
  resize(width: number, height: number): void;
  /** Shows the rectangle between two places of the layer, as far as both axes may be stretched alike; a range without height is one of the horizontal axis. */
  to(from: Place, until: Place): void;
  /** Pans by as little as brings a place of the layer into view. */
  bringIn(at: Place): void;
  reset(): void;
}

export interface ZoomViewOptions {
  readonly onChange: () => void;
  /** Where + and − zoom about, px in the layer; its middle where there is none. */
  readonly centre?: () => Place | null;
  /** Whether a drag with the main button pans. */
  readonly pans: (event: MouseEvent) => boolean;
}

/** Beyond a thousandth of an axis records are single points. */
const mostZoom = 1000;
const keyFactor = 2;
/** Two taps within this time and distance are one double tap: what browsers take. */
const [tapTime, tapDistance] = [300, 24];

export function createZoomView(root: HTMLElement, layer: SVGSVGElement, options: ZoomViewOptions): ZoomView {
  const layerSelection = select(layer);
  const button = htmlElement('button', 'plot-zoom-out', root);
  button.type = 'button';
  button.textContent = 'Full range';
  button.hidden = true;
  let size: Place = [1, 1];
  const transform = (): ZoomTransform => zoomTransform(layer);
  const zoomed = (): boolean => transform().k > 1;
  const focused = (): boolean => root.contains(document.activeElement);

  const behaviour = zoom<SVGSVGElement, unknown>()
    .scaleExtent([1, mostZoom])
    .filter((event: Event) => {
      if (event instanceof WheelEvent) {
        if (event.ctrlKey || event.metaKey) return true;
        return focused() && (zoomed() || event.deltaY < 0);
      }
      if (event.type === 'dblclick') return false;
      if (event instanceof MouseEvent)
        return event.button === 1 || (event.button === 0 && !event.ctrlKey && options.pans(event));
      return (event as TouchEvent).touches.length > 1;
    })
    .on('zoom', () => {
      button.hidden = !zoomed();
      options.onChange();
    });
  layerSelection.call(behaviour);

  const set = (next: ZoomTransform): void => behaviour.transform(layerSelection, next);
  const reset = (): void => set(zoomIdentity);

  layer.addEventListener(
    'wheel',
    (event) => {
      // At full range d3 lets the event pass, and the browser would enlarge the whole page.
      if (event.ctrlKey || event.metaKey) event.preventDefault();
      else if (focused() && zoomed() && Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        behaviour.translateBy(layerSelection, -event.deltaX / transform().k, 0);
      }
    },
    { passive: false },
  );
  layer.addEventListener('dblclick', reset);
  let tap: { time: number; at: Place } | null = null;
  layer.addEventListener('touchend', (event) => {
    const [touch] = event.changedTouches;
    if (event.touches.length > 0) return ((tap = null), undefined);
    const at: Place = [touch.clientX, touch.clientY];
    const again =
      tap !== null &&
      event.timeStamp - tap.time < tapTime &&
      Math.hypot(at[0] - tap.at[0], at[1] - tap.at[1]) < tapDistance;
    tap = again ? null : { time: event.timeStamp, at };
    if (again) reset();
  });
  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const centre = options.centre?.() ?? [size[0] / 2, size[1] / 2];
    const at: [number, number] = [clamp(centre[0], size[0]), clamp(centre[1], size[1])];
    if (event.key === '+' || event.key === '=') behaviour.scaleBy(layerSelection, keyFactor, at);
    else if (event.key === '-' || event.key === '_' || event.key === '−')
      behaviour.scaleBy(layerSelection, 1 / keyFactor, at);
    else if (event.key === '0' || (event.key === 'Escape' && zoomed())) reset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  button.addEventListener('click', () => {
    reset();
    layer.focus();
  });

  return {
    get zoomed() {
      return zoomed();
    },
    get transform() {
      return transform();
    },
    visible(kind, whole, direction) {
      const t = transform();
      if (t.k === 1) return whole;
      const share: Place =
        direction === 'x'
          ? [t.invertX(0) / size[0], t.invertX(size[0]) / size[0]]
          : [1 - t.invertY(size[1]) / size[1], 1 - t.invertY(0) / size[1]];
      const axis = axisScale(kind, whole, 1);
      return [axis.value(share[0]), axis.value(share[1])];
    },
    resize(width, height) {
      if (width === size[0] && height === size[1]) return;
      const { x, y, k } = transform();
      const next = zoomIdentity.translate((x * width) / size[0], (y * height) / size[1]).scale(k);
      size = [width, height];
      behaviour
        .extent([
          [0, 0],
          [width, height],
        ])
        .translateExtent([
          [0, 0],
          [width, height],
        ]);
      // Past the behaviour: a new size is no gesture, and the plot is being drawn.
      layerSelection.property('__zoom', next);
    },
    to(from, until) {
      const t = transform();
      const [x0, x1] = [from[0], until[0]].sort((a, b) => a - b).map((at) => t.invertX(at));
      const [y0, y1] = [from[1], until[1]].sort((a, b) => a - b).map((at) => t.invertY(at));
      const k = Math.min(mostZoom, Math.max(1, Math.min(size[0] / (x1 - x0), size[1] / (y1 - y0))));
      set(
        zoomIdentity
          .translate(
            clampPan(size[0] / 2 - (k * (x0 + x1)) / 2, size[0], k),
            clampPan(size[1] / 2 - (k * (y0 + y1)) / 2, size[1], k),
          )
          .scale(k),
      );
    },
    bringIn([x, y]) {
      if (!zoomed()) return;
      const beyond = (at: number, length: number): number => (at < 0 ? -at : at > length ? length - at : 0);
      const [dx, dy] = [beyond(x, size[0]), beyond(y, size[1])];
      if (dx === 0 && dy === 0) return;
      const { k } = transform();
      behaviour.translateBy(layerSelection, dx / k, dy / k);
    },
    reset,
  };
}

function clamp(at: number, length: number): number {
  return Math.min(length, Math.max(0, at));
}

/** The whole stays larger than the layer: no gap on either side. */
function clampPan(at: number, length: number, k: number): number {
  return Math.min(0, Math.max(length * (1 - k), at));
}
