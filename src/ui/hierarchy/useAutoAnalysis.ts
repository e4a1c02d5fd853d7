import { useEffect } from 'react';
import { useStore } from 'zustand';
import { cheapOrder } from '../../protocol/analysisSeconds';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { sameNetwork } from '../../protocol/sameRun';
import { experimentStore } from '../../state/experimentStore';
import { hierarchyStore } from '../../state/hierarchyStore';
import type { HierarchyClient, HierarchyState } from '../../state/hierarchyStore';
import { playbackStore } from '../../state/playbackStore';
import { runStore } from '../../state/runStore';
import { usePlayback } from '../run/runContext';

/** The playhead and the sliders must stand still for this long, in milliseconds. */
const quiet = 250;

/** Seconds that the network took to come to t: its own share of the run on the page, spread evenly. */
export function trainingSeconds(t: number, horizon: number): number {
  const status = runStore.getState().run?.statuses.nn;
  return status && horizon > 0 ? (status.milliseconds / 1000) * (t / horizon) : 0;
}

/** Whether the analysis on the page is of this experiment at this time and order. */
export function isCurrent(
  analysed: HierarchyState['analysed'],
  spec: ExperimentSpec,
  t: number,
  order: number,
): boolean {
  return (
    analysed !== null && analysed.t === t && analysed.order === order && sameNetwork(analysed.spec, spec)
  );
}

/**
 * Keeps the kernels at the playhead while they are cheap and nothing moves. Where there are none of this network, as when the lab opens, they
 * are computed at once, whether or not the playhead moves. Of an order that is not cheap, those below it are.
 */
export function useAutoAnalysis(client: HierarchyClient | null): void {
  const spec = useStore(experimentStore, (s) => s.spec);
  const order = useStore(hierarchyStore, (s) => s.order);
  const none = useStore(hierarchyStore, ({ analysed }) => !analysed || !sameNetwork(analysed.spec, spec));
  const still = usePlayback((s) => (s.playing ? null : s.time));
  useEffect(() => {
    if (!client || (still === null && !none)) return;
    const t = Math.min(still ?? playbackStore.getState().time, spec.horizon);
    const cheap = cheapOrder(spec, order, trainingSeconds(t, spec.horizon));
    const { analysed } = hierarchyStore.getState();
    if (cheap === null || isCurrent(analysed, spec, t, cheap) || isCurrent(analysed, spec, t, order)) return;
    const timer = setTimeout(() => client.analyse(spec, t, cheap), analysed === null ? 0 : quiet);
    return () => clearTimeout(timer);
  }, [client, spec, order, still, none]);
}
