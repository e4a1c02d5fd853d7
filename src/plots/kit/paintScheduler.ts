/** Draws once per paint, whatever asks for it; the first request draws at once, so that a plot is never empty. */
export interface PaintScheduler {
  request(): void;
  cancel(): void;
}

export function createPaintScheduler(draw: () => void): PaintScheduler {
  let first = true;
  let pending: number | null = null;
  return {
    request() {
      if (first) {
        first = false;
        draw();
        return;
      }
      pending ??= requestAnimationFrame(() => {
        pending = null;
        draw();
      });
    },
    cancel() {
      if (pending !== null) cancelAnimationFrame(pending);
      pending = null;
    },
  };
}
