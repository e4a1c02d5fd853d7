/** The stores of one run: what the engine said of it, the playhead on it, and what is singled out in its plots. */
import type { StoreApi } from 'zustand/vanilla';
import type { LinkState } from './linkStore';
import { createLinkStore, linkStore } from './linkStore';
import type { PlaybackState } from './playbackStore';
import { createPlaybackStore, playbackStore } from './playbackStore';
import type { RunState } from './runState';
import { createRunStore, runStore } from './runStore';

export interface RunStores {
  readonly run: StoreApi<RunState>;
  readonly playback: StoreApi<PlaybackState>;
  readonly link: StoreApi<LinkState>;
}

/** The run of the experiment in the address: the engine's session, the transport and the shortcuts act on it. */
export const pageRun: RunStores = { run: runStore, playback: playbackStore, link: linkStore };

/** Another run beside it, for cards that are given it. */
export function createRunStores(): RunStores {
  return { run: createRunStore(), playback: createPlaybackStore(), link: createLinkStore() };
}
