/** Computes what an experiment needs: the same for the page, the tests and the command line, which differ in whom they ask. */
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { SweepMember, SweepOutput, SweepRow } from '../protocol/sweep';
import { cheapFirst, memberCost, sweepMembers } from '../protocol/sweep';
import type { Ask, ProgressEvent, TaskName, TaskRequest } from '../protocol/tasks';
import type { Evidence, Needs, OneNeed } from './needs';
import { predictorsOf, RunCollector } from './runNumbers';

export interface GatherOptions {
  readonly signal?: AbortSignal;
  /** Tasks under way at the same time; one where nothing is said. */
  readonly atOnce?: number;
  /** The share of the work that is done, by the estimated cost of its parts. */
  readonly onProgress?: (fraction: number) => void;
  /** A row that is there already; its member is not computed again. */
  readonly known?: (member: SweepMember, outputs: readonly SweepOutput[]) => SweepRow | undefined;
  /** Told every row as it is computed, with the name of its need. */
  readonly onRow?: (
    row: SweepRow,
    member: SweepMember,
    outputs: readonly SweepOutput[],
    name: string,
  ) => void;
}

export interface Gathered<N extends Needs> {
  readonly evidence: Evidence<N>;
  /** Members of sweeps that have no row, each with its reason. */
  readonly failures: readonly string[];
}

/** One task to ask for. */
interface Job {
  readonly cost: number;
  readonly work: (progress: (fraction: number) => void) => Promise<void>;
}

/**
 * Asks for everything, cheap tasks first. A member of a sweep that fails is left out and named; any other failure ends the whole, as does
 * the signal.
 */
export async function gather<N extends Needs>(
  needs: N,
  ask: Ask,
  options: GatherOptions = {},
): Promise<Gathered<N>> {
  const jobs: Job[] = [];
  const failures: string[] = [];
  const results = Object.entries(needs).map(([name, need]) => {
    const parts = isList(need)
      ? need.map((one) => plan(one, name, ask, options, jobs, failures))
      : plan(need, name, ask, options, jobs, failures);
    return [name, () => (Array.isArray(parts) ? parts.map((part) => part()) : parts())] as const;
  });
  await perform(
    jobs.sort((a, b) => a.cost - b.cost),
    options,
  );
  const evidence = Object.fromEntries(results.map(([name, result]) => [name, result()]));
  return { evidence: evidence as Evidence<N>, failures };
}

function isList(need: Needs[string]): need is readonly OneNeed[] {
  return Array.isArray(need);
}

/** Adds a need's jobs and returns where its evidence will be. */
function plan(
  need: OneNeed,
  name: string,
  ask: Ask,
  options: GatherOptions,
  jobs: Job[],
  failures: string[],
): () => unknown {
  const { signal } = options;
  if (need.task === 'sweep') return planSweep(need.plan, name, ask, options, jobs, failures);
  let answer: unknown;
  if (need.task === 'run') {
    const { times } = need;
    // The same bits wherever it is asked for: no GPU is taken because it happens to be there.
    const spec = { ...need.spec, precision: 'float64' as const };
    const predictors = predictorsOf(spec);
    jobs.push({
      cost: memberCost(spec) * predictors.length,
      work: async (progress) => {
        const collector = new RunCollector();
        await ask(
          'run',
          { spec, predictors, ...(times ? { times } : {}) },
          {
            signal,
            onEvent: (event) => {
              if (event.kind === 'progress') progress(event.fraction);
              else collector.receive(event);
            },
          },
        );
        answer = collector.numbers();
      },
    });
  } else {
    const { task, request } = need as { task: TaskName; request: TaskRequest<TaskName> };
    jobs.push({
      cost: 'spec' in request ? networksIn(request) * memberCost(request.spec as ExperimentSpec) : 0,
      work: async (progress) => {
        const heard: unknown[] = [];
        const given: unknown = await ask(task, request, {
          signal,
          onEvent: (event) => {
            if (event.kind === 'progress') progress((event as ProgressEvent).fraction);
            else heard.push(event);
          },
        });
        answer = given ?? heard;
      },
    });
  }
  return () => answer;
}

/** Networks that a request trains: as many as it has seeds or orders; one where it has neither. */
function networksIn(request: TaskRequest<TaskName>): number {
  if ('seeds' in request) return request.seeds.length;
  return 'count' in request ? request.count : 1;
}

function planSweep(
  { base, axes, outputs }: Parameters<typeof sweepMembers>[0],
  name: string,
  ask: Ask,
  { signal, known, onRow }: GatherOptions,
  jobs: Job[],
  failures: string[],
): () => readonly SweepRow[] {
  const members = sweepMembers({ base, axes, outputs });
  const rows = new Map<string, SweepRow>();
  for (const member of cheapFirst(members)) {
    const row = known?.(member, outputs);
    if (row) {
      rows.set(member.key, row);
      continue;
    }
    jobs.push({
      cost: memberCost(member.spec),
      work: async () => {
        try {
          const computed = await ask('member', { member, outputs }, { signal });
          rows.set(member.key, computed);
          onRow?.(computed, member, outputs, name);
        } catch (thrown) {
          if (signal?.aborted) throw thrown;
          failures.push(`${member.key}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        }
      },
    });
  }
  // In the order of the plan, whatever came first: a check must not depend on it.
  return () => members.flatMap(({ key }) => rows.get(key) ?? []);
}

async function perform(jobs: readonly Job[], options: GatherOptions): Promise<void> {
  const { atOnce = 1, signal, onProgress } = options;
  // Every task costs something, also one whose cost is not known.
  const least = jobs.reduce((sum, { cost }) => sum + cost, 0) / 1000 || 1;
  const total = jobs.reduce((sum, { cost }) => sum + Math.max(cost, least), 0);
  const done = new Float64Array(jobs.length);
  const report = (index: number, fraction: number): void => {
    done[index] = Math.max(jobs[index].cost, least) * fraction;
    onProgress?.(done.reduce((sum, part) => sum + part, 0) / total);
  };
  let next = 0;
  let failed = false;
  const work = async (): Promise<void> => {
    while (next < jobs.length && !failed) {
      signal?.throwIfAborted();
      const index = next++;
      try {
        await jobs[index].work((fraction) => report(index, fraction));
      } catch (thrown) {
        failed = true;
        throw thrown;
      }
      report(index, 1);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, jobs.length)) }, work));
}
