import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { sameNetwork } from '../../protocol/sameRun';
import { experimentStore } from '../../state/experimentStore';
import { hierarchyStore } from '../../state/hierarchyStore';
import type { HierarchyClient, HierarchyState } from '../../state/hierarchyStore';
import { playbackStore } from '../../state/playbackStore';

/** Multiplications that an analysis may cost to be made without being asked for: a fraction of a second. */
const affordable = 4e8;
/** The playhead and the sliders must stand still for this long, in milliseconds. */
const quiet = 250;

/** About the multiplications of the kernels up to `order`: n^{r−1} rows through a forward and a backward pass (MATH §5). */
export function analysisCost({ n, width, depth }: ExperimentSpec, order: number): number {
  return 2 * n ** (order - 1) * (width * width * Math.max(1, depth - 1) + width * (n + 30) * depth);
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

/** Keeps the kernels at the playhead while they are cheap and nothing moves. */
export function useAutoAnalysis(client: HierarchyClient | null): void {
  const spec = useStore(experimentStore, (s) => s.spec);
  const order = useStore(hierarchyStore, (s) => s.order);
  const still = useStore(playbackStore, (s) => (s.playing ? null : s.time));
  const cheap = analysisCost(spec, order) <= affordable;
  useEffect(() => {
    if (!client || still === null || !cheap) return;
    const t = Math.min(still, spec.horizon);
    if (isCurrent(hierarchyStore.getState().analysed, spec, t, order)) return;
    const timer = setTimeout(() => client.analyse(spec, t, order), quiet);
    return () => clearTimeout(timer);
  }, [client, spec, order, still, cheap]);
}
