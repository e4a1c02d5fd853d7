import { SpecError } from '../protocol/validate';
import { printable } from './printable';

/** Bad input: one line on stderr, exit code 2. */
export class UsageError extends Error {}

/** Runs a command-line program; a problem of the input is one line on stderr and exit code 2, any other is 1. */
export async function runProgram(main: (args: string[]) => Promise<void>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    say(outputProblem(error));
    process.exit(1);
  });
  try {
    await main(process.argv.slice(2));
  } catch (thrown) {
    say(thrown instanceof Error ? thrown.message : String(thrown));
    process.exitCode = thrown instanceof UsageError || thrown instanceof SpecError ? 2 : 1;
  }
}

function say(message: string): void {
  process.stderr.write(`${printable(message)}\n`);
}

/** A reader like `head` that has seen enough, or a full disk: nothing more can be written. */
function outputProblem({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EPIPE') return 'standard output: its reader has closed it; the rest is not computed';
  if (code === 'ENOSPC') return 'standard output: no space is left on the disk; free some and start again';
  return `standard output: ${message}`;
}
