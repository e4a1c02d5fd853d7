/** A mark that can be taken hold of, with the pointer or a finger: d3-drag on an HTML handle over the plot. */
import { drag, type D3DragEvent } from 'd3-drag';
import { select } from 'd3-selection';
import type { Place } from './zoomView';

export interface DragHandleEvents {
  readonly onStart?: () => void;
  /** Place of the pointer in `layer`, px; `start` at the first movement. */
  readonly onMove: (at: Place, phase: 'start' | 'move' | 'end') => void;
  /** The handle has been let go, moved or not. */
  readonly onEnd?: () => void;
}

export function dragHandle(handle: HTMLElement, layer: Element, events: DragHandleEvents): void {
  let moved = false;
  type HandleEvent = D3DragEvent<HTMLElement, unknown, unknown>;
  const behaviour = drag<HTMLElement, unknown>()
    .container(() => layer as SVGSVGElement)
    // The pointer's own place, wherever within the handle it was pressed.
    .subject((event: HandleEvent) => ({ x: event.x, y: event.y }))
    .on('start', () => {
      moved = false;
      handle.focus({ preventScroll: true });
      events.onStart?.();
    })
    .on('drag', (event: HandleEvent) => {
      events.onMove([event.x, event.y], moved ? 'move' : 'start');
      moved = true;
    })
    .on('end', (event: HandleEvent) => {
      if (moved) events.onMove([event.x, event.y], 'end');
      events.onEnd?.();
    });
  select(handle).call(behaviour);
}
