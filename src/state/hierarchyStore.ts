/** What is known of the hierarchy's kernels at one moment of the run, and what is looked at. */
import { createStore } from 'zustand/vanilla';
import type { Discrepancies, HierarchyAnalysis } from '../protocol/analysis';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { EngineProblem } from '../protocol/run';
import { AnalysisLane } from './analysisLane';
import { browserClock, spawnWorker } from './engineClient';
import type { LaneClock, WorkerPort } from './workerLane';

export type HighestOrder = 3 | 4 | 5;

export interface Analysed {
  readonly spec: ExperimentSpec;
  /** The time that was asked for. */
  readonly t: number;
  readonly order: HighestOrder;
  readonly analysis: HierarchyAnalysis;
}

export interface HierarchyState {
  readonly order: HighestOrder;
  /** Layers that are left out of K⁽²⁾ and K⁽³⁾, by index ℓ − 1. */
  readonly excluded: readonly number[];
  readonly analysed: Analysed | null;
  readonly compared: { readonly spec: ExperimentSpec; readonly discrepancies: Discrepancies } | null;
  readonly computing: 'analyse' | 'compare' | null;
  /** 0 … 1 of what is being computed. */
  readonly progress: number;
  readonly problem: EngineProblem | null;
}

export const nothingAnalysed: HierarchyState = {
  order: 3,
  excluded: [],
  analysed: null,
  compared: null,
  computing: null,
  progress: 0,
  problem: null,
};

export const hierarchyStore = createStore<HierarchyState>()(() => nothingAnalysed);

export function chooseOrder(order: HighestOrder): void {
  hierarchyStore.setState({ order });
}

export function toggleLayer(layer: number): void {
  const { excluded } = hierarchyStore.getState();
  hierarchyStore.setState({
    excluded: excluded.includes(layer) ? excluded.filter((l) => l !== layer) : [...excluded, layer],
  });
}

export interface HierarchyClient {
  analyse(spec: ExperimentSpec, t: number, order: HighestOrder): void;
  compare(spec: ExperimentSpec): void;
  cancel(): void;
  close(): void;
}

/** A worker of its own for kernels and comparisons; its answers go to the store. The newest question wins. */
export function startHierarchy(
  spawn: () => WorkerPort = spawnWorker,
  clock: LaneClock = browserClock,
): HierarchyClient {
  let newest = 0;
  let asked: { readonly spec: ExperimentSpec; readonly t: number; readonly order: HighestOrder } | null =
    null;
  const idle = { computing: null, progress: 0 } as const;
  const lane = new AnalysisLane(
    spawn,
    {
      answer(answer) {
        if (!asked) return;
        if (answer.kind === 'analysis')
          hierarchyStore.setState({ ...idle, analysed: { ...asked, analysis: answer.analysis } });
        else
          hierarchyStore.setState({
            ...idle,
            compared: { spec: asked.spec, discrepancies: answer.discrepancies },
          });
      },
      progress: (progress) => hierarchyStore.setState({ progress }),
      failed: (problem) => hierarchyStore.setState({ ...idle, problem }),
    },
    clock,
  );
  return {
    analyse(spec, t, order) {
      asked = { spec, t, order };
      hierarchyStore.setState({ computing: 'analyse', progress: 0, problem: null });
      lane.ask({ kind: 'analyse', runId: ++newest, request: asked });
    },
    compare(spec) {
      asked = { spec, t: spec.horizon, order: 3 };
      hierarchyStore.setState({ computing: 'compare', progress: 0, problem: null });
      lane.ask({ kind: 'compare', runId: ++newest, spec });
    },
    cancel() {
      lane.cancel();
      hierarchyStore.setState(idle);
    },
    close() {
      lane.close();
      hierarchyStore.setState(idle);
    },
  };
}
