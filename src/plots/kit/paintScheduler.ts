/** Draws once per paint, whatever asks for it; the first request draws at once, so that a plot is never empty. */
export interface PaintScheduler {
  request(): void;
  cancel(): void;
}

/** What is drawn at the next paint: all plots in one animation frame, since asking the browser for each costs more than many a drawing. */
const waiting = new Set<() => void>();

/** Milliseconds of drawing after which the rest waits for the next frame: what is left of 1/60 s belongs to layout and to the page. */
const frameShare = 10;

function paint(): void {
  const end = performance.now() + frameShare;
  const draws = [...waiting];
  waiting.clear();
  let drawn = 0;
  do draws[drawn++]?.();
  while (drawn < draws.length && performance.now() < end);
  if (drawn >= draws.length) return;
  // They wait from before: they come first.
  const later = [...waiting];
  waiting.clear();
  for (const draw of [...draws.slice(drawn), ...later]) waiting.add(draw);
  if (later.length === 0) requestAnimationFrame(paint);
}

/** Draws at once whatever waits for the next paint: a page that is printed has none. */
export function paintNow(): void {
  while (waiting.size > 0) {
    const draws = [...waiting];
    waiting.clear();
    for (const draw of draws) draw();
  }
}

export function createPaintScheduler(draw: () => void): PaintScheduler {
  let first = true;
  // One plot that fails must not keep the others from being drawn; the error is reported as any other.
  const drawApart = (): void => {
    try {
      draw();
    } catch (error) {
      reportError(error);
    }
  };
  return {
    request() {
      if (first) {
        first = false;
        draw();
        return;
      }
      if (waiting.size === 0) requestAnimationFrame(paint);
      waiting.add(drawApart);
    },
    cancel() {
      waiting.delete(drawApart);
    },
  };
}
