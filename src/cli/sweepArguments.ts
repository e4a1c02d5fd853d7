import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { describe } from '../protocol/fieldProblem';
import { fields } from '../protocol/fields';
import type { FieldName } from '../protocol/fieldTypes';
import type { SweepAxis, SweepOutput, SweepPlan } from '../protocol/sweep';
import { planProblems, sweepFields, sweepOutputs } from '../protocol/sweep';
import { parseSweepValues } from '../protocol/sweepRange';
import { SpecError } from '../protocol/validate';
import { UsageError } from './program';
import { readSpec } from './readSpec';

export interface SweepArguments {
  readonly kind: 'sweep';
  readonly plan: SweepPlan;
  /** Takes the members whose number is `index` modulo `count`. */
  readonly shard: { readonly index: number; readonly count: number };
  /** A file of lines whose members are not computed again. */
  readonly resume: string | null;
  /** Processes that compute at the same time. */
  readonly jobs: number;
}

export interface AggregateArguments {
  readonly kind: 'aggregate';
  readonly files: readonly string[];
  readonly by: string | null;
}

export async function parseSweepArguments(args: string[]): Promise<SweepArguments | AggregateArguments> {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        over: { type: 'string', multiple: true },
        out: { type: 'string' },
        shard: { type: 'string' },
        resume: { type: 'string' },
        jobs: { type: 'string' },
        aggregate: { type: 'boolean' },
        by: { type: 'string' },
      },
    });
  } catch (thrown) {
    throw new UsageError((thrown as Error).message);
  }
  const { positionals, values } = parsed;
  if (values.aggregate) {
    if (positionals.length === 0)
      throw new UsageError('aggregate: give files of lines, or - for standard input');
    return { kind: 'aggregate', files: positionals, by: values.by ?? null };
  }
  if (values.by !== undefined) throw new UsageError('by: belongs to --aggregate');
  const [source, ...rest] = positionals;
  if (source === undefined || rest.length > 0) {
    throw new UsageError('spec: give one permalink or one JSON file');
  }
  const base = await readSpec(source);
  const plan: SweepPlan = {
    base,
    axes: (values.over ?? []).map(parseAxis),
    outputs: parseOutputs(values.out ?? 'k3,drift'),
  };
  const problems = planProblems(plan);
  if (problems.length > 0) throw new SpecError(problems[0]);
  return {
    kind: 'sweep',
    plan,
    shard: parseShard(values.shard ?? '1/1'),
    resume: values.resume ?? null,
    jobs: values.jobs === undefined ? availableParallelism() : parseJobs(values.jobs),
  };
}

function parseAxis(text: string): SweepAxis {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  if (!Object.hasOwn(fields, name))
    throw new UsageError(`over: ${describe(name)} is not a field of an experiment; give field=values`);
  const field = name as FieldName;
  if (!sweepFields.includes(field)) throw new UsageError(`${field}: cannot be swept over`);
  if (equals < 0) throw new UsageError(`${field}: give its values, as in ${field}=1,2,3`);
  const values = parseSweepValues(field, text.slice(equals + 1));
  if (typeof values === 'string') throw new UsageError(values);
  return { field, values };
}

function parseOutputs(text: string): SweepOutput[] {
  const names = text.split(',').filter((name) => name !== '');
  const legal: readonly string[] = sweepOutputs;
  const wrong = names.find((name) => !legal.includes(name));
  if (wrong !== undefined || names.length === 0) {
    throw new UsageError(`out: must be among ${legal.join(', ')}, got ${describe(wrong ?? '')}`);
  }
  return sweepOutputs.filter((output) => names.includes(output));
}

function parseShard(text: string): { index: number; count: number } {
  const match = /^(\d{1,7})\/(\d{1,7})$/.exec(text);
  const [index, count] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (count < 1 || index > count) {
    throw new UsageError(`shard: must be i/k with 0 ≤ i ≤ k, got ${describe(text)}`);
  }
  return { index: index % count, count };
}

export function parseJobs(text: string): number {
  const jobs = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (jobs < 1) throw new UsageError(`jobs: must be a whole number from 1, got ${describe(text)}`);
  return jobs;
}
