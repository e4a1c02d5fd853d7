/** Walking along the places of a plot that have values (probe points, bins, widths): by the pointer to the nearest, by arrows one by one. */
import { htmlElement } from '../kit/svgElement';
import type { GestureLayer } from './gestureLayer';
import type { Place } from './zoomView';

export interface Walk {
  /** The place walked to; null when nothing is pointed at. */
  readonly at: number | null;
  /** The pointer is here, or has left. */
  hover(at: Place | null): void;
}

export interface WalkOptions {
  /** Places on the horizontal axis, px in the layer, in the order in which arrows walk. */
  readonly places: () => readonly number[];
  /** What is there, for those who do not see it. */
  readonly say: (at: number) => string;
  readonly onChange: () => void;
}

const largeStep = 10;

export function createWalk(
  root: HTMLElement,
  layer: GestureLayer,
  { places, say, onChange }: WalkOptions,
): Walk {
  const live = htmlElement('div', 'plot-live', root);
  live.setAttribute('aria-live', 'polite');
  let at: number | null = null;
  const go = (next: number | null): void => {
    if (next === at) return;
    at = next;
    onChange();
  };
  layer.node.addEventListener('blur', () => go(null));
  layer.node.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = places();
    const last = all.length - 1;
    if (last < 0) return;
    const here = at === null ? null : Math.min(at, last);
    const step = event.shiftKey ? largeStep : 1;
    const targets: Readonly<Record<string, number | null>> = {
      ArrowRight: here === null ? 0 : Math.min(last, here + step),
      ArrowLeft: here === null ? last : Math.max(0, here - step),
      Home: 0,
      End: last,
      Escape: null,
    };
    const next = targets[event.key];
    if (next === undefined || (next === null && at === null)) return;
    event.preventDefault();
    event.stopPropagation();
    go(next);
    if (next === null) return;
    layer.view.bringIn([all[next], 0]);
    live.textContent = say(next);
  });
  return {
    get at() {
      return at !== null && at < places().length ? at : null;
    },
    hover(pointer) {
      if (pointer === null) return go(null);
      let nearest: number | null = null;
      let least = Infinity;
      places().forEach((place, i) => {
        const distance = Math.abs(place - pointer[0]);
        if (distance < least) [nearest, least] = [i, distance];
      });
      go(nearest);
    },
  };
}
