import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from './program';
import { parseJobs } from './sweepArguments';

export interface ClaimArguments {
  /** Null: list the experiments. */
  readonly id: string | null;
  /** At the size of the paper. */
  readonly paper: boolean;
  /** Processes that compute at the same time. */
  readonly jobs: number;
  /** A file of lines, as those of a sweep, whose members are not computed again and to which new ones are added. */
  readonly resume: string | null;
}

export function parseClaimArguments(args: string[]): ClaimArguments {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { paper: { type: 'boolean' }, jobs: { type: 'string' }, resume: { type: 'string' } },
    });
  } catch (thrown) {
    throw new UsageError((thrown as Error).message);
  }
  const { positionals, values } = parsed;
  const [id = null, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError('id: give one experiment, or none for the list');
  return {
    id,
    paper: values.paper ?? false,
    jobs: values.jobs === undefined ? availableParallelism() : parseJobs(values.jobs),
    resume: values.resume ?? null,
  };
}
