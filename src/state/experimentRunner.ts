/** Computes the experiments of the catalogue on the page: what runs, how far it is, what came of it. Findings stay after a cancel. */
import { createStore } from 'zustand/vanilla';
import type { Experiment } from '../experiments/experiment';
import type { Finding } from '../experiments/finding';
import { gather } from '../experiments/gather';
import type { Needs, OneNeed } from '../experiments/needs';
import { sweepMembers } from '../protocol/sweep';
import type { SweepMember, SweepOutput, SweepPlan, SweepRow } from '../protocol/sweep';
import { sweepLink } from '../protocol/sweepLine';
import type { Ask } from '../protocol/tasks';
import { enginePool } from './pool/enginePool';
import { showRows, sweepStore } from './sweepStore';

export type ExperimentSize = 'page' | 'paper';

export interface ExperimentRun {
  readonly size: ExperimentSize;
  readonly status: 'running' | 'done' | 'cancelled' | 'failed';
  readonly fraction: number;
  readonly secondsLeft: number | null;
  /** Of this run, once it is done. */
  readonly finding: Finding | null;
  /** Why there is no finding, or which members have no row. */
  readonly problems: readonly string[];
}

/** By the experiment's id. */
export type ExperimentRuns = Readonly<Record<string, ExperimentRun>>;

export const experimentRunStore = createStore<ExperimentRuns>()(() => ({}));

/** Whoever computes, and how many tasks at the same time. */
export interface Workers {
  readonly ask: Ask;
  readonly size: number;
}

interface RowAtHand {
  readonly outputs: readonly SweepOutput[];
  readonly row: SweepRow;
}

/** Before so much is done the time that is left cannot be told, in milliseconds. */
const firstEstimate = 500;

export class ExperimentRunner {
  private readonly running = new Map<string, AbortController>();
  /** Rows that were computed, by their network: a run that was cancelled goes on from them. */
  private readonly rows = new Map<string, RowAtHand[]>();

  constructor(
    private readonly workers: Workers,
    private readonly now: () => number,
  ) {}

  get cores(): number {
    return this.workers.size;
  }

  /** Gathers what the experiment needs and judges it. One that runs already is not started again. */
  async start({ id, needs, paperSize, check }: Experiment, size: ExperimentSize = 'page'): Promise<void> {
    if (this.running.has(id)) return;
    const controller = new AbortController();
    this.running.set(id, controller);
    const wanted = size === 'paper' && paperSize ? paperSize.needs : needs;
    const plans = sweepPlans(wanted);
    this.keepRowsOfTheSweep();
    const begun = this.now();
    const fresh = {
      size,
      status: 'running',
      fraction: 0,
      secondsLeft: null,
      finding: null,
      problems: [],
    } as const;
    set(id, fresh);
    try {
      const { evidence, failures } = await gather(wanted, this.workers.ask, {
        signal: controller.signal,
        atOnce: this.workers.size,
        known: (member, outputs) => this.known(member, outputs),
        onRow: (row, member, outputs) => this.keep(member, outputs, row),
        onProgress: (fraction) => {
          if (controller.signal.aborted) return;
          const elapsed = this.now() - begun;
          const left = fraction > 0 && elapsed > firstEstimate ? (elapsed * (1 - fraction)) / fraction : null;
          set(id, { ...fresh, fraction, secondsLeft: left === null ? null : left / 1000 });
        },
      });
      set(id, { ...fresh, status: 'done', fraction: 1, finding: check(evidence), problems: failures });
      if (plans.length > 0) showRows(plans[0], this.rowsOf(plans[0]), id);
    } catch (thrown) {
      if (controller.signal.aborted) return;
      const problems = [thrown instanceof Error ? thrown.message : String(thrown)];
      set(id, { ...fresh, status: 'failed', problems });
    } finally {
      if (this.running.get(id) === controller) this.running.delete(id);
    }
  }

  /** Rows that are computed stay. */
  cancel(id: string): void {
    this.running.get(id)?.abort();
    this.running.delete(id);
    const run = experimentRunStore.getState()[id];
    if (run?.status === 'running') set(id, { ...run, status: 'cancelled', secondsLeft: null });
  }

  private keep(member: SweepMember, outputs: readonly SweepOutput[], row: SweepRow): void {
    const link = sweepLink(member.spec);
    this.rows.set(link, [...(this.rows.get(link) ?? []), { outputs, row }]);
  }

  private known(member: SweepMember, outputs: readonly SweepOutput[]): SweepRow | undefined {
    const { key, overrides } = member;
    const found = this.rows
      .get(sweepLink(member.spec))
      ?.find((one) => outputs.every((output) => one.outputs.includes(output)));
    return found && { ...found.row, key, overrides };
  }

  private rowsOf(plan: SweepPlan): SweepRow[] {
    return sweepMembers(plan).flatMap((member) => this.known(member, plan.outputs) ?? []);
  }

  /** What the sweep of the page has computed need not be computed again. */
  private keepRowsOfTheSweep(): void {
    const { plan, rows } = sweepStore.getState();
    if (plan === null) return;
    const byKey = new Map(rows.map((row) => [row.key, row]));
    for (const member of sweepMembers(plan)) {
      const row = byKey.get(member.key);
      if (row && !this.known(member, plan.outputs)) this.keep(member, plan.outputs, row);
    }
  }
}

function set(id: string, run: ExperimentRun): void {
  experimentRunStore.setState({ [id]: run });
}

function sweepPlans(needs: Needs): SweepPlan[] {
  return Object.values(needs)
    .flatMap((need) => need as OneNeed | readonly OneNeed[])
    .flatMap((need) => (need.task === 'sweep' ? [need.plan] : []));
}

let runner: ExperimentRunner | null = null;

/** The page's own runner. What it asks for waits like a sweep, so that the lab beside it stays live. */
export function experimentRunner(): ExperimentRunner {
  const pool = enginePool();
  runner ??= new ExperimentRunner(
    {
      ask: (task, request, options) => pool.ask(task, request, { ...options, priority: 'sweep' }),
      size: pool.size,
    },
    () => performance.now(),
  );
  return runner;
}
