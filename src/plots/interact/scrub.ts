/** Dragging along a plot's layer, from its first press on: d3-drag, with a finger's vertical movement left to the page. */
import { drag, type D3DragEvent } from 'd3-drag';
import { select } from 'd3-selection';
import type { Place } from './zoomView';

type ScrubEvent = D3DragEvent<SVGSVGElement, unknown, unknown>;

export function createScrub(layer: SVGSVGElement, onScrub: (at: Place) => void): void {
  let from: Place | null = null;
  let belongsTo: 'page' | 'plot' | null = null;
  // Before d3's own listener, which would keep the page from scrolling.
  layer.addEventListener('touchstart', (event) => {
    from = [event.touches[0].clientX, event.touches[0].clientY];
    belongsTo = event.touches.length === 1 ? null : 'plot';
  });
  layer.addEventListener('touchmove', (event) => {
    if (from === null || event.touches.length > 1) return;
    const [{ clientX, clientY }] = event.touches;
    belongsTo ??= Math.abs(clientY - from[1]) > Math.abs(clientX - from[0]) ? 'page' : 'plot';
    if (belongsTo === 'page') event.stopImmediatePropagation();
  });
  const touches = (event: ScrubEvent): boolean => (event.sourceEvent as Event).type.startsWith('touch');
  const behaviour = drag<SVGSVGElement, unknown>()
    .container(layer)
    .filter((event: MouseEvent | TouchEvent) =>
      event instanceof MouseEvent
        ? event.button === 0 && !event.ctrlKey && !event.shiftKey && !event.altKey
        : event.touches.length === 1,
    )
    .on('start', (event: ScrubEvent) => {
      if (!touches(event)) onScrub([event.x, event.y]);
    })
    .on('drag', (event: ScrubEvent) => onScrub([event.x, event.y]))
    .on('end', (event: ScrubEvent) => {
      const tapped = (event.sourceEvent as Event).type === 'touchend' && belongsTo === null;
      if (tapped) onScrub([event.x, event.y]);
    });
  select(layer).call(behaviour).style('touch-action', null);
}
