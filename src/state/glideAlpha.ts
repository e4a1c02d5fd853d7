import { experimentHistory, experimentStore, type ExperimentHistory } from './experimentStore';
import { playbackStore } from './playbackStore';
import { runStore } from './runStore';

/** Milliseconds of the whole way, of the least rest at a stop, and of the longest wait there for the network's curve. */
const duration = 1500;
const rest = 110;
const patience = 550;

/**
 * Takes α to its target as a hand would drag it, slowly at both ends on a logarithmic scale: one entry of the history. It stops as often on the
 * way as the machine draws the network, and leaves it to whoever moves anything meanwhile. At once for people who asked for less motion.
 */
export function glideAlpha(
  target: 1 | 'sqrt',
  page: Pick<Window, 'setTimeout' | 'matchMedia' | 'performance'>,
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
  const now = (): number => page.performance.now();
  const begun = now() - rest;
  const go = (): void => {
    const share = Math.min(1, (now() - begun) / duration);
    if (share === 1) {
      history.edit({ alpha: target }, 'glide');
      history.endGesture();
      return;
    }
    const eased = share * share * (3 - 2 * share);
    history.edit({ alpha: Number((from * (to / from) ** eased).toPrecision(3)) }, 'glide');
    const { spec } = experimentStore.getState();
    const stopped = now();
    const look = (): void => {
      if (experimentStore.getState().spec !== spec) return;
      if (networkIsDrawn() || now() - stopped >= patience) go();
      else page.setTimeout(look, rest);
    };
    page.setTimeout(look, rest);
  };
  go();
}

/** The network of the newest run has come to the playhead, or as far as it will. */
function networkIsDrawn(): boolean {
  const { run, shownId, expectedId, computing } = runStore.getState();
  const count = run?.series.nn?.count ?? 0;
  if (!run || shownId !== expectedId || count === 0) return false;
  return !computing || run.header.times[count - 1] >= playbackStore.getState().time;
}
