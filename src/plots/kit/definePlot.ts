/**
 * What every plot does alike, written once: it keeps the newest data and options, draws at most once per paint, tells a new picture
 * from a moved playhead, follows the theme, and takes itself away. A plot is the function that builds its drawing.
 */
import type { Plot, PlotSize } from '../plot';
import { createPaintScheduler } from './paintScheduler';
import { createPlotFrame, type PlotFrame } from './plotFrame';
import { onThemeChange } from './themeChange';

export interface PlotContext<Data, Options extends PlotSize> {
  readonly frame: PlotFrame;
  /** The newest data and options: read them when drawing or when something happens, do not keep them. */
  readonly data: Data;
  readonly options: Options;
  /** The view has changed: everything is drawn again at the next paint. */
  redraw(): void;
  /** Only what follows the pointer and the playhead is drawn again. */
  repaint(): void;
}

export interface Drawing {
  /** Draws the picture: data, size, view or theme have changed. */
  draw(): void;
  /** Draws what moves with the playhead and the pointer: after every `draw`, and alone when nothing else has changed. */
  follow?(): void;
  /** Forgets the colours read from the style sheet; a `draw` comes next. */
  restyle?(): void;
  destroy?(): void;
}

export interface PlotDefinition<Data, Options extends PlotSize, Handlers extends object> {
  /** Class of the root: `plot-<name>`. */
  readonly name: string;
  /** Options that change at every frame and need no new picture, only `follow`. */
  readonly moving?: readonly (keyof Options)[];
  readonly build: (context: PlotContext<Data, Options>, handlers: Handlers) => Drawing;
}

export type CreatePlot<Data, Options extends PlotSize, Handlers extends object> = (
  container: HTMLElement,
  handlers?: Handlers,
) => Plot<Data, Options>;

export function definePlot<Data, Options extends PlotSize, Handlers extends object = object>({
  name,
  moving = [],
  build,
}: PlotDefinition<Data, Options, Handlers>): CreatePlot<Data, Options, Handlers> {
  return (container, handlers = {} as Handlers) => {
    const frame = createPlotFrame(container, name);
    let now: { data: Data; options: Options } | null = null;
    let stale = true;
    const known = (): { data: Data; options: Options } => {
      if (now === null) throw new Error(`plot ${name}: nothing has been given to draw; call update first`);
      return now;
    };
    const scheduler = createPaintScheduler(() => {
      if (now === null) return;
      if (stale) {
        stale = false;
        drawing.draw();
      }
      drawing.follow?.();
    });
    const redraw = (): void => {
      stale = true;
      scheduler.request();
    };
    const drawing = build(
      {
        frame,
        get data() {
          return known().data;
        },
        get options() {
          return known().options;
        },
        redraw,
        repaint: () => scheduler.request(),
      },
      handlers,
    );
    const stopTheme = onThemeChange(() => {
      drawing.restyle?.();
      redraw();
    });
    return {
      update(data, given) {
        const options = { ...given, width: pixels(given.width), height: pixels(given.height) };
        stale ||= now === null || now.data !== data || differ(now.options, options, moving);
        now = { data, options };
        scheduler.request();
      },
      destroy() {
        stopTheme();
        scheduler.cancel();
        drawing.destroy?.();
        frame.destroy();
      },
    };
  };
}

/** A card that is being laid out may have no size yet: one pixel. */
function pixels(size: number): number {
  return size >= 1 && size < Infinity ? size : 1;
}

function differ<Options extends object>(
  before: Options,
  after: Options,
  moving: readonly (keyof Options)[],
): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Options)[]);
  return [...keys].some((key) => !moving.includes(key) && before[key] !== after[key]);
}
