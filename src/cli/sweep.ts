/**
 * npm run --silent sweep -- <permalink | spec.json> --over field=values … [--out k3,drift] [--shard i/k] [--resume file] [--jobs n]
 * npm run --silent sweep -- --aggregate <file …> [--by field]
 * The first prints one JSON line for every run as it finishes, the second medians, quartiles and slopes of such lines.
 */
import { fstatSync, readFileSync, statSync } from 'node:fs';
import { cheapFirst, sweepMembers } from '../protocol/sweep';
import { isDone, parseSweepLines, sweepLine } from '../protocol/sweepLine';
import { aggregateSweep } from './aggregateSweep';
import { callerPath } from './callerPath';
import { printable } from './printable';
import { runProgram, UsageError } from './program';
import { resumedText } from './resumedText';
import { runSweep } from './runSweep';
import type { AggregateArguments, SweepArguments } from './sweepArguments';
import { parseSweepArguments } from './sweepArguments';

await runProgram(async (args) => {
  const parsed = await parseSweepArguments(args);
  if (parsed.kind === 'aggregate') aggregate(parsed);
  else await sweep(parsed);
});

async function sweep({ plan, shard, resume, jobs }: SweepArguments): Promise<void> {
  const members = cheapFirst(sweepMembers(plan)).filter((_, i) => i % shard.count === shard.index);
  const text = resume === null ? '' : resumedText(resume);
  const done = new Map(parseSweepLines(text).lines.map((line) => [line.key, line]));
  // Our first line must not be glued to one that was cut off.
  if (resume !== null && text !== '' && !text.endsWith('\n') && isStandardOutput(resume))
    process.stdout.write('\n');
  await runSweep({
    members: members.filter((member) => !isDone(done, member, plan.outputs)),
    outputs: plan.outputs,
    jobs,
    row: (row, member) => {
      process.stdout.write(`${JSON.stringify(sweepLine(row, member, plan.outputs))}\n`);
    },
    failed: (member, message) => {
      process.stderr.write(`${printable(`${member.key}: ${message}`)}\n`);
      process.exitCode = 1;
    },
  });
}

function aggregate({ files, by }: AggregateArguments): void {
  const { lines, broken } = parseSweepLines(files.map(read).join('\n'));
  if (lines.length === 0) throw new UsageError('aggregate: no run in these files');
  process.stdout.write(`${JSON.stringify({ broken, ...aggregateSweep(lines, by) })}\n`);
}

function read(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : callerPath(file), 'utf8');
  } catch {
    throw new UsageError(`aggregate: cannot read the file ${file}`);
  }
}

function isStandardOutput(file: string): boolean {
  const [out, named] = [fstatSync(1), statSync(callerPath(file))];
  return out.ino === named.ino && out.dev === named.dev;
}
