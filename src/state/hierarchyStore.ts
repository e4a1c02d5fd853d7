/** What is known of the hierarchy's kernels at one moment of the run, and what is looked at. */
import { createStore } from 'zustand/vanilla';
import type { Discrepancies, HierarchyAnalysis } from '../protocol/analysis';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { EngineProblem } from '../protocol/run';
import { enginePool } from './pool/enginePool';
import type { Pool } from './pool/pool';
import { TaskFailed } from './pool/taskFailed';

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
  readonly analysed: Analysed | null;
  readonly compared: { readonly spec: ExperimentSpec; readonly discrepancies: Discrepancies } | null;
  readonly computing: 'analyse' | 'compare' | null;
  /** 0 … 1 of what is being computed. */
  readonly progress: number;
  readonly problem: EngineProblem | null;
}

export const nothingAnalysed: HierarchyState = {
  order: 3,
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

export interface HierarchyClient {
  analyse(spec: ExperimentSpec, t: number, order: HighestOrder): void;
  compare(spec: ExperimentSpec): void;
  cancel(): void;
  close(): void;
}

/** Asks for kernels and comparisons; the answers go to the store. The newest question wins. */
export function startHierarchy(pool: Pick<Pool, 'ask'> = enginePool()): HierarchyClient {
  let control = new AbortController();
  const idle = { computing: null, progress: 0 } as const;
  const question = () => {
    control = new AbortController();
    return {
      signal: control.signal,
      policy: { latest: 'hierarchy' },
      onEvent: ({ fraction }: { readonly fraction: number }): void =>
        hierarchyStore.setState({ progress: fraction }),
    };
  };
  /** A question that was replaced says nothing. */
  const settle = async (asked: Promise<Partial<HierarchyState>>): Promise<void> => {
    try {
      hierarchyStore.setState({ ...idle, ...(await asked) });
    } catch (thrown) {
      if (thrown instanceof TaskFailed) hierarchyStore.setState({ ...idle, problem: thrown.problem });
    }
  };
  return {
    analyse(spec, t, order) {
      hierarchyStore.setState({ computing: 'analyse', progress: 0, problem: null });
      const asked = pool.ask('kernels', { spec, t, order }, question());
      void settle(asked.then((analysis) => ({ analysed: { spec, t, order, analysis } })));
    },
    compare(spec) {
      hierarchyStore.setState({ computing: 'compare', progress: 0, problem: null });
      const asked = pool.ask('compare', { spec }, question());
      void settle(asked.then((discrepancies) => ({ compared: { spec, discrepancies } })));
    },
    cancel() {
      control.abort();
      hierarchyStore.setState(idle);
    },
    close() {
      control.abort();
      hierarchyStore.setState(idle);
    },
  };
}
