import { readFile } from 'node:fs/promises';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import { decodePermalink } from '../protocol/permalink';
import { requireLegal, requireSpec } from '../protocol/validate';
import { callerPath } from './callerPath';
import { UsageError } from './program';

/** A spec from a permalink (whole, or from its #) or from a JSON file; the first problem is an error that names its field. */
export async function readSpec(source: string): Promise<ExperimentSpec> {
  if (source.includes('#') || source.startsWith('v=')) return requireLegal(decodePermalink(source));
  let text: string;
  try {
    text = await readFile(callerPath(source), 'utf8');
  } catch {
    throw new UsageError(`spec: cannot read the file ${source}; give a permalink (#v=1&…) or a JSON file`);
  }
  let input: unknown;
  try {
    input = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    throw new UsageError(`spec: ${source} is not JSON: ${(thrown as Error).message}`);
  }
  return requireSpec(input);
}
