/** Draws once per paint, whatever asks for it; the first request draws at once, so that a plot is never empty. */
export interface PaintScheduler {
  request(): void;
  cancel(): void;
}

/** What is drawn at the next paint: all plots in one animation frame, since asking the browser for each costs more than many a drawing. */
const waiting = new Set<() => void>();

function paint(): void {
  const draws = [...waiting];
  waiting.clear();
  for (const draw of draws) draw();
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
