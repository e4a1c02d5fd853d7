/** Rows in files: one JSON object a line, each complete in itself, so that parts of a sweep are joined by `cat`. */
import type { ExperimentSpec } from './experimentSpec';
import { defaultSpec, fieldNames } from './fields';
import { decodePermalink, encodePermalink } from './permalink';
import { partOf, regardlessOf } from './sameRun';
import { sweepOutputs } from './sweep';
import type { SweepMember, SweepOutput, SweepRow } from './sweep';
import { changeSpec } from './validate';

export interface SweepLine extends SweepRow {
  /** Permalink of the member's own experiment; view and predictors at their defaults. */
  readonly link: string;
  /** What was asked for. */
  readonly out: readonly SweepOutput[];
}

/** Two members with one link are one computation. */
export function sweepLink(spec: ExperimentSpec): string {
  return encodePermalink(regardlessOf(spec, 'selection', 'machine', 'view'));
}

export function sweepLine(row: SweepRow, member: SweepMember, out: readonly SweepOutput[]): SweepLine {
  const { key, overrides, values, problem, seconds } = row;
  return { key, link: sweepLink(member.spec), out, overrides, values, problem, seconds };
}

/**
 * Why these lines are no one sweep, or null: their axes, what their experiments share beside the axes, and what was asked for must be
 * the same, else runs of different experiments would be averaged under one key.
 */
export function mixedSweeps(lines: readonly SweepLine[]): string | null {
  const [first, ...rest] = lines;
  if (rest.length === 0) return null;
  const [axes, base, out] = [axesOf(first), baseOf(first), first.out.join()];
  for (const line of rest) {
    const two = `${first.key || 'one run'} and ${line.key || 'another'}`;
    if (axesOf(line) !== axes) return `${two} are of sweeps over different fields (${axes}; ${axesOf(line)})`;
    const other = baseOf(line);
    if (other !== base) return `${two} are of different experiments (${base}; ${other})`;
    if (line.out.join() !== out)
      return `${two} were asked for different numbers (${out}; ${line.out.join()})`;
  }
  return null;
}

function axesOf({ overrides }: SweepLine): string {
  return Object.keys(overrides).join(', ') || 'none';
}

/** The experiment of a line without its axes. */
function baseOf({ link, overrides }: SweepLine): string {
  const axes = fieldNames.filter((name) => name in overrides);
  return sweepLink(changeSpec(decodePermalink(link).spec, partOf(defaultSpec, axes)).spec);
}

export interface SweepFile {
  readonly lines: readonly SweepLine[];
  /** Lines that are no row, among them one cut off in the middle. */
  readonly broken: number;
}

/** Reads concatenated lines in any order; the same member twice is one row with the values of both. */
export function parseSweepLines(text: string): SweepFile {
  const byMember = new Map<string, SweepLine>();
  let broken = 0;
  for (const part of text.split('\n')) {
    if (part.trim() === '') continue;
    const line = parseLine(part);
    if (line === null) {
      broken += 1;
      continue;
    }
    const name = `${line.key} ${line.link}`;
    const before = byMember.get(name);
    byMember.set(name, before ? merge(before, line) : line);
  }
  return { lines: [...byMember.values()], broken };
}

/** Whether the member is there with all that is asked for. */
export function isDone(
  file: ReadonlyMap<string, SweepLine>,
  member: SweepMember,
  out: readonly SweepOutput[],
) {
  const line = file.get(member.key);
  return line !== undefined && line.link === sweepLink(member.spec) && out.every((o) => line.out.includes(o));
}

function merge(a: SweepLine, b: SweepLine): SweepLine {
  const out = sweepOutputs.filter((output) => a.out.includes(output) || b.out.includes(output));
  return { ...a, out, values: { ...a.values, ...b.values }, problem: a.problem ?? b.problem };
}

function parseLine(text: string): SweepLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isLine(value) ? value : null;
}

function isLine(value: unknown): value is SweepLine {
  if (!isRecord(value)) return false;
  const { key, link, out, overrides, values } = value;
  return (
    typeof key === 'string' &&
    typeof link === 'string' &&
    Array.isArray(out) &&
    isRecord(overrides) &&
    Object.values(overrides).every((value) => typeof value !== 'number' || Number.isFinite(value)) &&
    isRecord(values) &&
    // JSON has no infinity, yet 1e999 reads as one: no program of ours wrote that line.
    Object.values(values).every((value) => value === null || Number.isFinite(value))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
