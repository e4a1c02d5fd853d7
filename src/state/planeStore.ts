/** A plane of networks on the page: what is mapped, which cells are known, and how far it is. Cells once computed are kept. */
import { createStore } from 'zustand/vanilla';
import { encodePermalink } from '../protocol/permalink';
import { cellCount, coarseToFine, planeMembers, type Plane } from '../protocol/plane';
import { sameValue } from '../protocol/sameRun';
import type { SweepMember, SweepOutput, SweepRow } from '../protocol/sweep';
import { enginePool } from './pool/enginePool';
import type { Pool } from './pool/pool';
import { TaskFailed } from './pool/taskFailed';

export type CellRow = Pick<SweepRow, 'values' | 'problem'>;

/** A network that is known where another plane had a cell, in the units of the axes. */
export interface KnownPlace {
  readonly x: number;
  readonly y: number;
  readonly row: CellRow;
}

export interface PlaneState {
  readonly plane: Plane | null;
  /** By cell, row-major, the lowest y first; null where not computed. */
  readonly rows: readonly (CellRow | null)[];
  /** What was known when this plane began, of the one before it around the same experiment: its coarse picture. */
  readonly before: readonly KnownPlace[];
  readonly status: 'idle' | 'running' | 'paused' | 'done' | 'cancelled';
  readonly done: number;
  /** Cells that have no row, each with its reason. */
  readonly failures: readonly string[];
  readonly secondsLeft: number | null;
}

const nothing: PlaneState = {
  plane: null,
  rows: [],
  before: [],
  status: 'idle',
  done: 0,
  failures: [],
  secondsLeft: null,
};

export const planeStore = createStore<PlaneState>()(() => nothing);

/** Cells are shown in batches this far apart, in milliseconds. */
const redrawInterval = 100;

/** Networks that are remembered: a dozen of large planes, a kilobyte each. */
const mostKnown = 20_000;

interface Known {
  readonly outputs: ReadonlySet<SweepOutput>;
  readonly row: CellRow;
}

interface Cell {
  readonly index: number;
  readonly member: SweepMember;
  /** The network's own address, by which it is remembered. */
  readonly address: string;
}

/** Leads the store through planes: the newest one wins, what it shares with earlier ones is not computed again. */
export class PlaneRunner {
  private readonly known = new Map<string, Known>();
  private queue: Cell[] = [];
  private open = 0;
  private control = new AbortController();
  private held = false;
  private paused = false;
  private waiting: { readonly index: number; readonly row: CellRow }[] = [];
  private scheduled = false;
  private seconds: number[] = [];

  constructor(
    private readonly pool: Pick<Pool, 'ask' | 'size'>,
    private readonly soon: (call: () => void) => void,
  ) {}

  /** Makes this plane the present one. The same plane again changes nothing: one that was cancelled stays so until `start`. */
  show(plane: Plane): void {
    if (sameValue(planeStore.getState().plane, plane)) return;
    const before = this.places(plane);
    this.abandon();
    const members = planeMembers(plane);
    const rows = new Array<CellRow | null>(members.length).fill(null);
    const addresses = members.map(({ spec }) => encodePermalink(spec));
    addresses.forEach((address, k) => {
      const found = this.known.get(address);
      if (found && plane.outputs.every((output) => found.outputs.has(output))) rows[k] = found.row;
    });
    this.queue = coarseToFine(plane)
      .filter((k) => rows[k] === null)
      .map((k) => ({ index: k, member: members[k], address: addresses[k] }));
    const done = rows.length - this.queue.length;
    planeStore.setState({ ...nothing, plane, rows, before, done, status: 'running' });
    this.paused = false;
    this.fill();
  }

  /** Goes on after a cancel. */
  start(): void {
    const { plane } = planeStore.getState();
    if (plane === null) return;
    planeStore.setState({ plane: null });
    this.show(plane);
  }

  pause(paused: boolean): void {
    const { status } = planeStore.getState();
    if (status !== 'running' && status !== 'paused') return;
    this.paused = paused;
    planeStore.setState({ status: paused ? 'paused' : 'running' });
    this.fill();
  }

  /** Nobody looks: what is under way is finished, and nothing new is begun until somebody does. */
  hold(held: boolean): void {
    this.held = held;
    this.fill();
  }

  cancel(): void {
    const { status } = planeStore.getState();
    if (status !== 'running' && status !== 'paused') return;
    this.abandon();
    planeStore.setState({ status: 'cancelled', secondsLeft: null });
  }

  private abandon(): void {
    this.flush();
    this.control.abort();
    this.control = new AbortController();
    this.queue = [];
    this.open = 0;
    this.seconds = [];
  }

  private fill(): void {
    while (!this.held && !this.paused && this.open < this.pool.size && this.queue.length > 0) {
      this.open++;
      void this.compute(this.queue.shift()!, this.control.signal);
    }
    if (this.open === 0 && this.queue.length === 0 && planeStore.getState().status === 'running') {
      this.flush();
      planeStore.setState({ status: 'done', secondsLeft: null });
    }
  }

  private async compute({ index, member, address }: Cell, signal: AbortSignal): Promise<void> {
    const { plane } = planeStore.getState();
    const found = this.known.get(address);
    const outputs = plane!.outputs.filter((output) => !found?.outputs.has(output));
    try {
      const answer = await this.pool.ask('member', { member, outputs }, { signal, priority: 'sweep' });
      if (signal.aborted) return;
      const row = {
        values: { ...found?.row.values, ...answer.values },
        problem: answer.problem ?? found?.row.problem ?? null,
      };
      this.remember(address, { outputs: new Set([...(found?.outputs ?? []), ...outputs]), row });
      this.seconds.push(answer.seconds);
      this.waiting.push({ index, row });
    } catch (thrown) {
      if (signal.aborted) return;
      const why = thrown instanceof TaskFailed ? thrown.message : String(thrown);
      planeStore.setState(({ failures }) => ({ failures: [...failures, `${member.key}: ${why}`] }));
    }
    this.open--;
    if (!this.scheduled) {
      this.scheduled = true;
      this.soon(() => this.flush());
    }
    this.fill();
  }

  private remember(address: string, entry: Known): void {
    this.known.delete(address);
    this.known.set(address, entry);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= mostKnown) break;
      this.known.delete(oldest);
    }
  }

  private flush(): void {
    this.scheduled = false;
    const fresh = this.waiting;
    if (fresh.length === 0) return;
    this.waiting = [];
    planeStore.setState(({ rows, done }) => {
      const next = [...rows];
      for (const { index, row } of fresh) next[index] = row;
      return { rows: next, done: done + fresh.length, secondsLeft: this.estimate() };
    });
  }

  /** By the last cells, in the order of which wide and narrow networks alternate. */
  private estimate(): number {
    const last = this.seconds.slice(-16);
    const mean = last.reduce((sum, one) => sum + one, 0) / Math.max(1, last.length);
    return (mean * (this.queue.length + this.open)) / this.pool.size;
  }

  /** What the present plane, and what it had before it, knows of a plane over the same two fields of the same experiment. */
  private places(next: Plane): KnownPlace[] {
    const { plane, rows, before } = planeStore.getState();
    if (plane === null || plane.x.field !== next.x.field || plane.y.field !== next.y.field) return [];
    const elsewhere = { [next.x.field]: 0, [next.y.field]: 0 };
    if (!sameValue({ ...plane.base, ...elsewhere }, { ...next.base, ...elsewhere })) return [];
    const columns = plane.x.values.length;
    const places = rows.flatMap((row, k) =>
      row ? [{ x: plane.x.values[k % columns], y: plane.y.values[Math.floor(k / columns)], row }] : [],
    );
    return [...places, ...before].slice(0, cellCount(next) + cellCount(plane));
  }
}

let runner: PlaneRunner | null = null;

/** The page's own runner. */
export function planeRunner(): PlaneRunner {
  runner ??= new PlaneRunner(enginePool(), (call) => setTimeout(call, redrawInterval));
  return runner;
}
