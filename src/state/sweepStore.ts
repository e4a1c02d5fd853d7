/** The sweep on the page: what is to be computed, what has been, and how far it is. Rows stay after a cancel. */
import { createStore } from 'zustand/vanilla';
import { defaultSweep } from '../protocol/defaultSweep';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import { defaultLabSettings } from '../protocol/labFields';
import type { LabSettings } from '../protocol/labFields';
import { fieldsThatAffect, partOf } from '../protocol/sameRun';
import { cheapFirst, memberCost, planProblems, sweepMembers, sweepOutputs } from '../protocol/sweep';
import type { SweepAxis, SweepMember, SweepOutput, SweepPlan, SweepRow } from '../protocol/sweep';
import { formatAxes, readAxes } from '../protocol/sweepAxes';
import type { DraftAxis } from '../protocol/sweepAxes';
import { parseSweepValues } from '../protocol/sweepRange';
import { experimentHistory, experimentStore } from './experimentStore';
import { labSettingsStore } from './labSettings';
import { enginePool } from './pool/enginePool';
import type { Pool } from './pool/pool';
import { TaskFailed } from './pool/taskFailed';

/** Rows are shown in batches this far apart, in milliseconds: tables and plots of thousands of them stay cheap. */
const redrawInterval = 100;

/** What a table and a plot in the page can hold. */
export const maxPageMembers = 2000;

export interface SweepState {
  readonly status: 'idle' | 'running' | 'paused' | 'done' | 'cancelled';
  /** The plan of the rows at hand; null before the first start. */
  readonly plan: SweepPlan | null;
  /** Id of the experiment that asked for the rows at hand; null where the set-up did. */
  readonly askedBy: string | null;
  readonly rows: readonly SweepRow[];
  readonly total: number;
  /** Members that have no row, each with its reason. */
  readonly failures: readonly string[];
  readonly secondsLeft: number | null;
}

export const sweepStore = createStore<SweepState>()(() => ({
  status: 'idle',
  plan: null,
  askedBy: null,
  rows: [],
  total: 0,
  failures: [],
  secondsLeft: null,
}));

/** What is to be swept, as the address holds it. */
export interface SweepDraft {
  readonly axes: readonly DraftAxis[];
  readonly outputs: readonly SweepOutput[];
}

export function sweepDraft({ sweep }: LabSettings): SweepDraft {
  return { axes: readAxes(sweep.axes), outputs: sweep.out };
}

function presentDraft(): SweepDraft {
  return sweepDraft(labSettingsStore.getState());
}

function setAxes(axes: readonly DraftAxis[], gesture: string | null = null): void {
  experimentHistory.edit({}, gesture, { sweep: { axes: formatAxes(axes) } });
}

/** Typing into one axis is one entry of the history. */
export function setAxis(index: number, axis: DraftAxis): void {
  const { axes } = presentDraft();
  const typing = axes[index]?.field === axis.field ? `sweep axis ${index}` : null;
  setAxes(
    axes.map((old, i) => (i === index ? axis : old)),
    typing,
  );
}

export function addAxis(axis: DraftAxis): void {
  setAxes([...presentDraft().axes, axis]);
}

export function removeAxis(index: number): void {
  setAxes(presentDraft().axes.filter((_, i) => i !== index));
}

export function toggleOutput(output: SweepOutput): void {
  const { outputs } = presentDraft();
  const out = sweepOutputs.filter((o) => (o === output ? !outputs.includes(o) : outputs.includes(o)));
  experimentHistory.edit({}, null, { sweep: { out } });
}

/** Makes the default sweep's experiment the present one (an entry of the history, like any edit) with its axes. */
export function chooseDefaultSweep(): void {
  const kept = partOf(
    experimentStore.getState().spec,
    fieldsThatAffect('selection', 'machine', 'view').filter((name) => name !== 'tab'),
  );
  experimentHistory.edit({ ...defaultSweep.base, ...kept }, null, { sweep: defaultLabSettings.sweep });
}

/** The drafted sweep around an experiment, or what is wrong with it. */
export function draftedPlan(
  base: ExperimentSpec,
  { axes, outputs }: SweepDraft = presentDraft(),
): { readonly plan: SweepPlan; readonly count: number } | { readonly problem: string } {
  const parsed: SweepAxis[] = [];
  for (const { field, text } of axes) {
    const values = parseSweepValues(field, text);
    if (typeof values === 'string') return { problem: values };
    parsed.push({ field, values });
  }
  if (outputs.length === 0) return { problem: 'choose at least one quantity to compute' };
  const count = parsed.reduce((product, { values }) => product * values.length, 1);
  if (count > maxPageMembers)
    return {
      problem: `the page takes at most ${maxPageMembers} runs, these are ${count}; the command line takes more`,
    };
  const plan = { base, axes: parsed, outputs };
  const [problem] = planProblems(plan);
  if (problem) return { problem: problem.message.replace(/; using [^;]*$/, '') };
  return { plan, count };
}

/** Rows that were computed elsewhere, as those of an experiment, are drawn as a sweep's; one that is under way is left alone. */
export function showRows(plan: SweepPlan, rows: readonly SweepRow[], askedBy: string): void {
  const { status } = sweepStore.getState();
  if (status === 'running' || status === 'paused') return;
  sweepStore.setState({
    status: 'done',
    plan,
    askedBy,
    rows,
    total: rows.length,
    failures: [],
    secondsLeft: null,
  });
}

/** Leads the store through sweeps; made once, on the first start. */
export class SweepRunner {
  private waiting: SweepRow[] = [];
  private scheduled = false;
  private control = new AbortController();
  private costs = new Map<string, number>();
  private costLeft = 0;
  private open = 0;

  constructor(
    private readonly pool: Pick<Pool, 'ask' | 'pause' | 'size'>,
    private readonly soon: (call: () => void) => void,
  ) {}

  start(plan: SweepPlan): void {
    this.stop();
    const members = cheapFirst(sweepMembers(plan));
    this.waiting = [];
    this.costs = new Map(members.map(({ key, spec }) => [key, memberCost(spec)]));
    this.costLeft = [...this.costs.values()].reduce((sum, cost) => sum + cost, 0);
    sweepStore.setState({
      plan,
      askedBy: null,
      rows: [],
      failures: [],
      total: members.length,
      status: 'running',
      secondsLeft: null,
    });
    this.open = members.length;
    const { signal } = this.control;
    for (const member of members) void this.compute(member, plan.outputs, signal);
    if (members.length === 0) this.finish();
  }

  private async compute(
    member: SweepMember,
    outputs: readonly SweepOutput[],
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const row = await this.pool.ask('member', { member, outputs }, { signal, priority: 'sweep' });
      if (!signal.aborted) this.add(row);
    } catch (thrown) {
      if (!signal.aborted && thrown instanceof TaskFailed) this.fail(member, thrown.message);
    }
    if (signal.aborted) return;
    this.open--;
    if (this.open === 0) this.finish();
  }

  private stop(): void {
    this.control.abort();
    this.control = new AbortController();
    this.pool.pause(false, 'sweep');
  }

  pause(paused: boolean): void {
    const { status } = sweepStore.getState();
    if (status !== 'running' && status !== 'paused') return;
    sweepStore.setState({ status: paused ? 'paused' : 'running' });
    this.pool.pause(paused, 'sweep');
  }

  cancel(): void {
    const { status } = sweepStore.getState();
    if (status !== 'running' && status !== 'paused') return;
    this.stop();
    this.flush();
    sweepStore.setState({ status: 'cancelled', secondsLeft: null });
  }

  private add(row: SweepRow): void {
    this.waiting.push(row);
    if (this.scheduled) return;
    this.scheduled = true;
    this.soon(() => this.flush());
  }

  private fail({ key }: SweepMember, message: string): void {
    this.costLeft -= this.costs.get(key) ?? 0;
    sweepStore.setState(({ failures }) => ({ failures: [...failures, `${key}: ${message}`] }));
  }

  private finish(): void {
    this.flush();
    sweepStore.setState({ status: 'done', secondsLeft: null });
  }

  private flush(): void {
    this.scheduled = false;
    const fresh = this.waiting;
    if (fresh.length === 0) return;
    this.waiting = [];
    for (const { key } of fresh) this.costLeft -= this.costs.get(key) ?? 0;
    sweepStore.setState(({ rows }) => {
      const all = [...rows, ...fresh];
      return { rows: all, secondsLeft: this.estimate(all) };
    });
  }

  /** Cheap members come first and overstate the price of work: the last few tell best. */
  private estimate(rows: readonly SweepRow[]): number {
    const last = rows.slice(-8);
    const seconds = last.reduce((sum, row) => sum + row.seconds, 0);
    const cost = last.reduce((sum, row) => sum + (this.costs.get(row.key) ?? 0), 0);
    return cost > 0 ? (Math.max(0, this.costLeft) * seconds) / (cost * this.pool.size) : 0;
  }
}

let runner: SweepRunner | null = null;

/** The page's own runner. */
export function sweepRunner(): SweepRunner {
  runner ??= new SweepRunner(enginePool(), (call) => setTimeout(call, redrawInterval));
  return runner;
}
