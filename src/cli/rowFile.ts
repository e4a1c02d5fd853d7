import { appendFileSync } from 'node:fs';
import type { GatherOptions } from '../experiments/gather';
import { isDone, parseSweepLines, sweepLine, sweepLink } from '../protocol/sweepLine';
import type { SweepLine } from '../protocol/sweepLine';
import { callerPath } from './callerPath';
import { resumedText } from './resumedText';

/** A file of sweep lines to resume from: its rows are known, and every row is added as it is computed. */
export function rowFile(file: string): Pick<GatherOptions, 'known' | 'onRow'> {
  const path = callerPath(file);
  const text = resumedText(file);
  const { lines } = parseSweepLines(text);
  const byMember = new Map<string, SweepLine>(lines.map((line) => [`${line.key} ${line.link}`, line]));
  // Our first line must not be glued to one that was cut off.
  let glue = text === '' || text.endsWith('\n') ? '' : '\n';
  return {
    known: (member, outputs) => {
      const line = byMember.get(`${member.key} ${sweepLink(member.spec)}`);
      return line && isDone(new Map([[line.key, line]]), member, outputs) ? line : undefined;
    },
    onRow: (row, member, outputs) => {
      appendFileSync(path, `${glue}${JSON.stringify(sweepLine(row, member, outputs))}\n`);
      glue = '';
    },
  };
}
