import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { LinkState } from '../../state/linkStore';
import type { PlaybackState } from '../../state/playbackStore';
import type { RunState } from '../../state/runState';
import { pageRun, type RunStores } from '../../state/runStores';

/** The run that the cards inside show: the page's own where nothing else is said. */
export const RunContext = createContext<RunStores>(pageRun);

export function useRun<T>(select: (state: RunState) => T): T {
  return useStore(useContext(RunContext).run, select);
}

export function usePlayback<T>(select: (state: PlaybackState) => T): T {
  return useStore(useContext(RunContext).playback, select);
}

export function useLink<T>(select: (state: LinkState) => T): T {
  return useStore(useContext(RunContext).link, select);
}
