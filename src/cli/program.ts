import { SpecError } from '../protocol/validate';
import { printable } from './printable';

/** Bad input: one line on stderr, exit code 2. */
export class UsageError extends Error {}

/** Runs a command-line program; a problem of the input is one line on stderr and exit code 2, any other is 1. */
export async function runProgram(main: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    process.stderr.write(`${printable(message)}\n`);
    process.exitCode = thrown instanceof UsageError || thrown instanceof SpecError ? 2 : 1;
  }
}
