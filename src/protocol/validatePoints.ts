/** Inline points: bad rows are named and left out, the good ones stay. */
import { plural } from '../theory/plural';
import type { Points } from './experimentSpec';
import type { FieldProblem } from './fieldProblem';
import { capProblems, describe, fieldProblem, ignoredProblem } from './fieldProblem';
import type { PointsField } from './fieldTypes';

/** Largest number of rows looked at, far beyond what is kept. */
const maxScanned = 4096;

interface Rows {
  readonly x: number[][];
  readonly y: number[];
  readonly probe: number[][];
}

export function validatePoints(
  given: unknown,
  field: PointsField,
): { readonly value: Points | null; readonly problems: readonly FieldProblem[] } {
  const x = own(given, 'x');
  const y = own(given, 'y');
  if (!Array.isArray(x) || !Array.isArray(y)) {
    const rule = 'an object with lists x and y';
    return { value: null, problems: [fieldProblem('points', describe(given), rule, 'no points')] };
  }
  const problems = shapeProblems(given as object, x, y);
  const rowProblems: FieldProblem[] = [];
  const rows = readRows(x, y, own(given, 'probe'), field, rowProblems);
  problems.push(...capProblems(rowProblems, 'points'));
  if (rows.x.length === 0) {
    problems.push(fieldProblem('points', plural(x.length, 'row'), 'at least one legal row', 'no points'));
    return { value: null, problems };
  }
  cutToLimits(rows, x.length, field, problems);
  const value: Points = rows.probe.length > 0 ? rows : { x: rows.x, y: rows.y };
  return { value, problems };
}

function shapeProblems(given: object, x: readonly unknown[], y: readonly unknown[]): FieldProblem[] {
  const problems = Object.keys(given)
    .filter((key) => key !== 'x' && key !== 'y' && key !== 'probe')
    .map((key) => ignoredProblem(`points.${key}`, '', 'is not a part of points'));
  if (x.length !== y.length) {
    const counts = `${plural(x.length, 'input')} and ${plural(y.length, 'target')}`;
    const both = Math.min(x.length, y.length);
    problems.push(fieldProblem('points', counts, 'as many inputs as targets', `the first ${both}`));
  }
  return capProblems(problems, 'points');
}

/** The rows that are legal; the others are reported. */
function readRows(
  x: readonly unknown[],
  y: readonly unknown[],
  probe: unknown,
  field: PointsField,
  problems: FieldProblem[],
): Rows {
  const d = firstWidth(x, field);
  const rows: Rows = { x: [], y: [], probe: [] };
  for (let i = 0; i < Math.min(x.length, y.length, maxScanned); i++) {
    const row = readRow(x[i], d, `points.x[${i}]`, field, problems);
    const target = readNumber(y[i], `points.y[${i}]`, field, problems);
    if (row === null || target === null) continue;
    rows.x.push(row);
    rows.y.push(target);
  }
  if (Array.isArray(probe)) {
    for (let i = 0; i < Math.min(probe.length, maxScanned); i++) {
      const row = readRow(probe[i], d, `points.probe[${i}]`, field, problems);
      if (row !== null) rows.probe.push(row);
    }
  } else if (probe !== undefined) {
    problems.push(fieldProblem('points.probe', describe(probe), 'a list of inputs', 'no probe inputs'));
  }
  return rows;
}

/** Keeps the first rows, as many as the limits allow. */
function cutToLimits(rows: Rows, given: number, field: PointsField, problems: FieldProblem[]): void {
  const d = rows.x[0].length;
  const most = Math.min(field.maxRows, Math.floor(field.maxValues / (d + 1)));
  if (rows.x.length > most || given > maxScanned) {
    const kept = Math.min(most, rows.x.length);
    const rule = `at most ${most} rows of ${plural(d, 'coordinate')}`;
    problems.push(fieldProblem('points', plural(given, 'row'), rule, `the first ${kept}`));
    rows.x.length = kept;
    rows.y.length = kept;
  }
  const room = Math.floor((field.maxValues - rows.x.length * (d + 1)) / d);
  const mostProbes = Math.min(field.maxProbeRows, room);
  if (rows.probe.length > mostProbes) {
    const rule = `at most ${mostProbes} rows`;
    problems.push(
      fieldProblem('points.probe', plural(rows.probe.length, 'row'), rule, `the first ${mostProbes}`),
    );
    rows.probe.length = mostProbes;
  }
}

function own(given: unknown, key: string): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  return Object.hasOwn(given, key) ? (given as Record<string, unknown>)[key] : undefined;
}

/** Number of columns of the first row that has a legal one. */
function firstWidth(x: readonly unknown[], field: PointsField): number {
  for (const row of x.slice(0, maxScanned)) {
    if (Array.isArray(row) && row.length >= 1 && row.length <= field.maxColumns) return row.length;
  }
  return 1;
}

function readRow(
  given: unknown,
  d: number,
  name: string,
  field: PointsField,
  problems: FieldProblem[],
): number[] | null {
  if (!Array.isArray(given) || given.length !== d) {
    const rule = `a list of ${d} ${d === 1 ? 'number' : 'numbers'}`;
    problems.push(fieldProblem(name, describe(given), rule, 'the other rows'));
    return null;
  }
  const row: number[] = [];
  for (let j = 0; j < d; j++) {
    const value = readNumber(given[j], `${name}[${j}]`, field, problems);
    if (value === null) return null;
    row.push(value);
  }
  return row;
}

function readNumber(
  given: unknown,
  name: string,
  field: PointsField,
  problems: FieldProblem[],
): number | null {
  const limit = field.maxMagnitude;
  if (typeof given !== 'number' || Number.isNaN(given)) {
    problems.push(fieldProblem(name, describe(given), 'a number', 'the other rows'));
    return null;
  }
  const inside = Math.min(limit, Math.max(-limit, given));
  if (inside !== given) {
    problems.push(fieldProblem(name, describe(given), `−${limit}…${limit}`, String(inside)));
  }
  return inside;
}
