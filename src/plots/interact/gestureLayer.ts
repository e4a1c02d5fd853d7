/**
 * The layer over a plot that takes the pointer and the keyboard, outside role=img. Every plot has the same gestures (README.md beside
 * the plots); a plot says what a drag of the main button does: scrub through time where it has a time axis, else draw a range to zoom
 * into, or pan once zoomed. Shift always draws a range, Alt always pans.
 */
import { pointer } from 'd3-selection';
import type { InnerBox } from '../kit/innerBox';
import { setAttributes, svgElement } from '../kit/svgElement';
import { createBrushZoom } from './brushZoom';
import { createScrub } from './scrub';
import { createZoomView, type Place, type ZoomView } from './zoomView';

export interface GestureLayer {
  readonly node: SVGSVGElement;
  readonly view: ZoomView;
  /** Lays the layer over a part of the plot. */
  place(box: InnerBox): void;
}

export interface Gestures {
  /** `xy`: both axes zoom; `x`: the horizontal one, and the other refits. */
  readonly dimensions: 'x' | 'xy';
  /** The view has changed. */
  readonly onView: () => void;
  /** Where the pointer is, px in the layer; null when it has left. */
  readonly onHover?: (at: Place | null) => void;
  /** A drag along the axis; without it a drag zooms or pans. */
  readonly onScrub?: (at: Place) => void;
  /** A click that is not half of a double click. */
  readonly onClick?: (at: Place) => void;
  /** Place of what the keyboard moves: + and − zoom about it. */
  readonly centre?: () => Place | null;
}

/** What assistive technology reads after a plot's name. */
const spoken = {
  scrub:
    'Drag moves the time, Shift and drag zooms into a range, wheel with Ctrl or plus and minus zoom, 0 shows everything.',
  zoom: 'Drag zooms into a range or pans, wheel with Ctrl or plus and minus zoom, 0 shows everything.',
} as const;

/** The time in which a second click makes a double click: what systems take. */
const doubleClickTime = 250;

export function createGestureLayer(root: HTMLElement, gestures: Gestures): GestureLayer {
  const node = svgElement('svg', { class: 'plot-layer', tabindex: 0 }, root);
  node.setAttribute('aria-description', gestures.onScrub ? spoken.scrub : spoken.zoom);
  const scrubs = gestures.onScrub !== undefined;
  const view = createZoomView(root, node, {
    onChange: gestures.onView,
    centre: gestures.centre,
    pans: (event) => !event.shiftKey && view.zoomed && (event.altKey || !scrubs),
  });
  const range = createBrushZoom(
    node,
    gestures.dimensions,
    (event) => event.shiftKey || (!scrubs && !view.zoomed),
    (from, until) => view.to(from, until),
  );
  if (gestures.onScrub) createScrub(node, gestures.onScrub);
  node.addEventListener('pointermove', (event) => gestures.onHover?.(pointer(event, node)));
  // A finger leaves as it lifts: what it pointed at stays, where a tap does nothing else, until another place is touched.
  const rests = !scrubs && gestures.onClick === undefined;
  let touched = false;
  node.addEventListener('pointerdown', (event) => {
    touched = event.pointerType === 'touch';
  });
  node.addEventListener('pointerleave', (event) => {
    if (!rests || event.pointerType !== 'touch') gestures.onHover?.(null);
  });
  if (rests) {
    node.addEventListener('click', (event) => {
      if (touched) gestures.onHover?.(pointer(event, node));
    });
    node.addEventListener('blur', () => gestures.onHover?.(null));
  }
  if (gestures.onClick) {
    const { onClick } = gestures;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    node.addEventListener('click', (event) => {
      clearTimeout(waiting);
      const at = pointer(event, node);
      if (event.detail < 2) waiting = setTimeout(() => onClick(at), doubleClickTime);
    });
  }
  let placed = '';
  return {
    node,
    view,
    place({ left, top, width, height }) {
      const box = [left, top, width, height].join();
      if (box === placed) return;
      placed = box;
      Object.assign(node.style, { left: `${left}px`, top: `${top}px` });
      setAttributes(node, { width, height });
      view.resize(width, height);
      range.resize(width, height);
    },
  };
}
