import { existsSync, readFileSync, statSync } from 'node:fs';
import { callerPath } from './callerPath';
import { UsageError } from './program';

/** What stands in the file of `--resume`; nothing where there is none yet. A device may have no end. */
export function resumedText(file: string): string {
  const path = callerPath(file);
  if (!existsSync(path)) return '';
  if (!statSync(path).isFile())
    throw new UsageError(
      `resume must be an ordinary file, got ${file}; name one, or one that is not there yet`,
    );
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`resume: cannot read the file ${file}`);
  }
}
