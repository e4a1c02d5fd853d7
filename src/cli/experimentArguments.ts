import { parseArgs } from 'node:util';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import { describe } from '../protocol/fieldProblem';
import { UsageError } from './program';
import { readSpec } from './readSpec';

export const experimentOutputs = ['kernels', 'k3', 'k4', 'k5', 'weights', 'infinite'] as const;
export type ExperimentOutput = (typeof experimentOutputs)[number];

export interface ExperimentArguments {
  readonly spec: ExperimentSpec;
  readonly times: readonly number[];
  readonly outputs: ReadonlySet<ExperimentOutput>;
}

export async function parseExperimentArguments(args: string[]): Promise<ExperimentArguments> {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { times: { type: 'string' }, out: { type: 'string' } },
    });
  } catch (thrown) {
    throw new UsageError((thrown as Error).message);
  }
  const [source, ...rest] = parsed.positionals;
  if (source === undefined || rest.length > 0) {
    throw new UsageError('spec: give one permalink or one JSON file');
  }
  const spec = await readSpec(source);
  const times = parsed.values.times === undefined ? [0, spec.horizon] : parseTimes(parsed.values.times, spec);
  return { spec, times, outputs: parseOutputs(parsed.values.out ?? '') };
}

function parseTimes(text: string, spec: ExperimentSpec): number[] {
  return text.split(',').map((item) => {
    const t = item.trim() === '' ? NaN : Number(item);
    if (!(t >= 0 && t <= spec.horizon)) {
      throw new UsageError(`times: must be numbers 0…${spec.horizon} (the horizon), got ${describe(item)}`);
    }
    return t;
  });
}

function parseOutputs(text: string): Set<ExperimentOutput> {
  const names = text.split(',').filter((name) => name !== '');
  for (const name of names) {
    if (!(experimentOutputs as readonly string[]).includes(name)) {
      throw new UsageError(`out: must be among ${experimentOutputs.join(', ')}, got ${describe(name)}`);
    }
  }
  return new Set(names as ExperimentOutput[]);
}
