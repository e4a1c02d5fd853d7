/** The ensemble on the page: the limit, the networks as they come, and the kernels of other widths. */
import { createStore } from 'zustand/vanilla';
import { thinnedIndices, type EnsembleMember, type LimitAnswer } from '../protocol/ensemble';
import { memberCost } from '../protocol/sweep';
import {
  covariancePoints,
  hierarchyPoints,
  kernelSeeds,
  slicePlaces,
  type EnsemblePlan,
} from './ensemblePlan';
import { enginePool } from './pool/enginePool';
import type { Pool } from './pool/pool';
import { TaskFailed } from './pool/taskFailed';

/** Networks are shown in batches this far apart, in milliseconds; the first at once. */
const redrawInterval = 100;

export interface EnsembleState {
  readonly status: 'idle' | 'running' | 'done' | 'cancelled';
  readonly plan: EnsemblePlan | null;
  readonly limit: LimitAnswer | null;
  /** In the order of their seeds. */
  readonly members: readonly EnsembleMember[];
  /** Kernels at t = 0 and at the horizon by width, ascending. */
  readonly byWidth: readonly { readonly width: number; readonly members: readonly EnsembleMember[] }[];
  readonly done: number;
  readonly total: number;
  /** Why something is missing. */
  readonly problems: readonly string[];
}

const nothing: EnsembleState = {
  status: 'idle',
  plan: null,
  limit: null,
  members: [],
  byWidth: [],
  done: 0,
  total: 0,
  problems: [],
};

export const ensembleStore = createStore<EnsembleState>()(() => nothing);

interface Arrived {
  /** Null: of the ensemble itself. */
  readonly width: number | null;
  readonly members: readonly EnsembleMember[];
}

export class EnsembleRunner {
  private control = new AbortController();
  private arrived: Arrived[] = [];
  private scheduled = false;

  constructor(
    private readonly pool: Pick<Pool, 'ask'>,
    private readonly soon: (call: () => void) => void,
  ) {}

  /** Computes the plan, whatever was under way; the old pictures stay until the new limit is there. */
  async start(plan: EnsemblePlan): Promise<void> {
    this.control.abort();
    this.control = new AbortController();
    const { signal } = this.control;
    this.arrived = [];
    const total = plan.seeds.length + plan.widths.length * kernelSeeds;
    ensembleStore.setState({ status: 'running', done: 0, total, problems: [] });
    const { spec, times } = plan;
    try {
      const slice = { places: slicePlaces };
      const limit = await this.pool.ask('limit', { spec, times, slice, covariancePoints }, { signal });
      if (signal.aborted) return;
      ensembleStore.setState({ plan, limit, members: [], byWidth: [] });
      const extra = plan.hierarchies ? { hierarchyProbe: thinnedIndices(limit.p, hierarchyPoints) } : {};
      const networks = plan.seeds.map((seed) =>
        this.ask({ spec, seeds: [seed], times, ...extra }, null, signal),
      );
      const kernels = [...plan.widths]
        .sort((a, b) => a - b)
        .flatMap((width) =>
          Array.from({ length: kernelSeeds }, (_, seed) => ({ spec: { ...spec, width }, seed, width })),
        )
        .sort((a, b) => memberCost(a.spec) - memberCost(b.spec))
        .map(({ spec: wide, seed, width }) =>
          this.ask(
            { spec: wide, seeds: [seed], times: [0, spec.horizon], kernelTimes: [0, 1], slice },
            width,
            signal,
          ),
        );
      await Promise.all([...networks, ...kernels]);
    } catch (thrown) {
      if (!signal.aborted) this.note(thrown);
    }
    if (signal.aborted) return;
    this.flush();
    ensembleStore.setState({ status: 'done' });
  }

  cancel(): void {
    if (ensembleStore.getState().status !== 'running') return;
    this.control.abort();
    this.flush();
    ensembleStore.setState({ status: 'cancelled' });
  }

  private async ask(
    request: Parameters<typeof this.pool.ask<'ensemble'>>[1],
    width: number | null,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const { members } = await this.pool.ask('ensemble', request, { signal, priority: 'sweep' });
      if (!signal.aborted) this.add({ width, members });
    } catch (thrown) {
      if (!signal.aborted) this.note(thrown);
    }
  }

  private note(thrown: unknown): void {
    const message = thrown instanceof TaskFailed ? thrown.message : String(thrown);
    ensembleStore.setState(({ problems }) =>
      problems.includes(message) ? {} : { problems: [...problems, message] },
    );
  }

  private add(one: Arrived): void {
    this.arrived.push(one);
    if (ensembleStore.getState().members.length === 0) return this.flush();
    if (this.scheduled) return;
    this.scheduled = true;
    this.soon(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    const fresh = this.arrived;
    if (fresh.length === 0) return;
    this.arrived = [];
    const bySeed = (a: EnsembleMember, b: EnsembleMember): number => a.seed - b.seed;
    ensembleStore.setState(({ members, byWidth, done }) => {
      const widths = new Map(byWidth.map((one) => [one.width, one.members]));
      let all = members;
      for (const { width, members: some } of fresh) {
        if (width === null) all = [...all, ...some];
        else widths.set(width, [...(widths.get(width) ?? []), ...some].sort(bySeed));
      }
      return {
        members: [...all].sort(bySeed),
        byWidth: [...widths].sort(([a], [b]) => a - b).map(([width, list]) => ({ width, members: list })),
        done: done + fresh.length,
      };
    });
  }
}

let runner: EnsembleRunner | null = null;

/** The page's own runner. */
export function ensembleRunner(): EnsembleRunner {
  runner ??= new EnsembleRunner(enginePool(), (call) => setTimeout(call, redrawInterval));
  return runner;
}
