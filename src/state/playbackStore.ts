/** The playhead: a time t on the recorded run, moved by playing, stepping and scrubbing. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { indexAt, positionAt, timeAt } from './recordedTime';
import type { Run } from './runState';
import { runStore } from './runStore';

export const speeds = [0.25, 0.5, 1, 2, 4] as const;

/** Seconds that the whole run takes at speed 1, if something of it can be seen from the start. */
const secondsPerRun = 12;

/** Before the training loss has fallen by this share nothing can be seen to move, and records pass by faster by this factor. */
const unseen = 0.02;
const haste = 6;

export interface PlaybackState {
  /** The playhead's time t; it survives a change of configuration. */
  readonly time: number;
  readonly playing: boolean;
  readonly speed: number;
}

export const createPlaybackStore = (): StoreApi<PlaybackState> =>
  createStore<PlaybackState>()(() => ({ time: 0, playing: false, speed: 1 }));

export const playbackStore = createPlaybackStore();

/** Index of the last time that the network has reached, −1 before any. */
export function lastKnown(): number {
  const { run } = runStore.getState();
  return run ? (run.series.nn?.count ?? 0) - 1 : -1;
}

export function play(): void {
  const { run, computing } = runStore.getState();
  if (!run) return;
  const end = lastKnown();
  const atEnd = !computing && end > 0 && indexAt(run.header.times, playbackStore.getState().time) >= end;
  playbackStore.setState({ playing: true, ...(atEnd ? { time: 0 } : {}) });
}

export function pause(): void {
  playbackStore.setState({ playing: false });
}

export function scrub(time: number): void {
  playbackStore.setState({ time, playing: false });
}

/** Moves by whole records, within what is computed. */
export function step(records: number): void {
  const { run } = runStore.getState();
  if (!run) return;
  const { times } = run.header;
  const index = indexAt(times, playbackStore.getState().time) + records;
  scrub(times[Math.min(Math.max(0, lastKnown()), Math.max(0, index))]);
}

/** Back to t = 0 of the same initialisation. */
export function reset(): void {
  playbackStore.setState({ time: 0, playing: false });
}

export function setSpeed(speed: number): void {
  playbackStore.setState({ speed });
}

/** Advances the playhead by `seconds` of the viewer's time; stops at the end of the run, waits while computing. */
export function advance(seconds: number): void {
  const { time, playing, speed } = playbackStore.getState();
  const { run, computing } = runStore.getState();
  if (!playing || !run) return;
  const { times } = run.header;
  const end = lastKnown();
  if (end < 0) return;
  const place = positionAt(times, time);
  // A new run has not come as far as the playhead: it waits there.
  if (computing && place > end) return;
  const pace = seen(run, Math.floor(place)) ? 1 : haste;
  const wanted = place + (pace * seconds * speed * (times.length - 1)) / secondsPerRun;
  if (wanted < end) playbackStore.setState({ time: timeAt(times, wanted) });
  else playbackStore.setState({ time: times[end], playing: computing });
}

/** Whether the network's loss has left its start at a record. */
function seen(run: Run, index: number): boolean {
  const loss = run.series.nn?.loss;
  return loss !== undefined && !(Math.abs(loss[index] - loss[0]) < unseen * Math.abs(loss[0]));
}
