/** Connects the playhead to the page: one move per painted frame, none while hidden, and a first move at load. */
import { experimentStore } from './experimentStore';
import { advance, pause, play, playbackStore, scrub } from './playbackStore';
import { runStore } from './runStore';

/** Where the playhead waits, as a share of the horizon, for people who asked for less motion. */
const stillShare = 0.2;

export function startPlayback(page: Window): () => void {
  const stopClock = startClock(page);
  const stopClamp = stayWithinRun();
  const stopFirst = beginWithFirstRun(page.matchMedia('(prefers-reduced-motion: reduce)').matches);
  let resumes = false;
  const hide = (): void => {
    const { playing } = playbackStore.getState();
    if (page.document.hidden) {
      resumes = playing;
      pause();
    } else if (resumes) play();
  };
  page.document.addEventListener('visibilitychange', hide);
  return () => {
    stopClock();
    stopFirst();
    stopClamp();
    page.document.removeEventListener('visibilitychange', hide);
  };
}

/** The playhead never lies beyond the run that is asked for. */
export function stayWithinRun(): () => void {
  return experimentStore.subscribe(({ spec: { horizon } }) => {
    if (playbackStore.getState().time > horizon) playbackStore.setState({ time: horizon });
  });
}

/** The first run plays from t = 0, unless the link says where to stand; without motion it stands where the curves have parted. */
function beginWithFirstRun(still: boolean): () => void {
  const stop = runStore.subscribe(({ run }) => {
    if (!run?.series.nn) return;
    stop();
    if (playbackStore.getState().time > 0) return;
    if (still) scrub(run.header.times[run.header.times.length - 1] * stillShare);
    else play();
  });
  return stop;
}

/** Milliseconds between two moves of the playhead while the engine computes: drawing at full rate takes a whole core. */
const computingRest = 50;

/** Drives `advance` once per painted frame while playing, more seldom while computing; returns a function that stops it. */
export function startClock(page: Window): () => void {
  let frame = 0;
  let timer = 0;
  let awake = false;
  let before = 0;
  const request = (): void => {
    frame = page.requestAnimationFrame(tick);
  };
  const tick = (now: number): void => {
    advance(Math.min(0.1, Math.max(0, now - before) / 1000));
    before = now;
    awake = playbackStore.getState().playing;
    if (!awake) return;
    if (runStore.getState().computing) timer = page.setTimeout(request, computingRest);
    else request();
  };
  const wake = (): void => {
    if (awake || !playbackStore.getState().playing) return;
    awake = true;
    before = page.performance.now();
    request();
  };
  const stop = playbackStore.subscribe(wake);
  wake();
  return () => {
    stop();
    page.cancelAnimationFrame(frame);
    page.clearTimeout(timer);
  };
}
