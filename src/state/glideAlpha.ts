import { experimentHistory, experimentStore, type ExperimentHistory } from './experimentStore';

/** Stops on the way, and milliseconds from one to the next: as fast as a hand, and slow enough for a run to answer at each. */
const stops = 12;
const rest = 120;

/**
 * Takes α to its target as a hand would drag it, in equal steps of log α that grow and shrink: one entry of the history. Whoever moves anything meanwhile takes over.
 * At once for people who asked for less motion.
 */
export function glideAlpha(
  target: 1 | 'sqrt',
  page: Pick<Window, 'setTimeout' | 'matchMedia'>,
  history: ExperimentHistory = experimentHistory,
): void {
  const { alpha, width } = experimentStore.getState().spec;
  const root = Math.sqrt(width);
  const from = alpha === 'sqrt' ? root : alpha;
  const to = target === 'sqrt' ? root : target;
  if (page.matchMedia('(prefers-reduced-motion: reduce)').matches) {
    history.edit({ alpha: target });
    return;
  }
  const go = (stop: number): void => {
    const share = stop / stops;
    const eased = share * share * (3 - 2 * share);
    const last = stop === stops;
    history.edit({ alpha: last ? target : Number((from * (to / from) ** eased).toPrecision(3)) }, 'glide');
    if (last) {
      history.endGesture();
      return;
    }
    const { spec } = experimentStore.getState();
    page.setTimeout(() => {
      if (experimentStore.getState().spec === spec) go(stop + 1);
    }, rest);
  };
  go(1);
}
