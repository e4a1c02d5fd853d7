/** Inline points: bad rows are named and left out, the good ones stay. */
import type { Points } from './experimentSpec';
import type { FieldProblem } from './fieldProblem';
import { capProblems, describe, fieldProblem, ignoredProblem } from './fieldProblem';
import type { PointsField } from './fieldTypes';

/** Largest number of rows looked at, far beyond what is kept. */
const maxScanned = 4096;

export function validatePoints(
  given: unknown,
  field: PointsField,
): { readonly value: Points | null; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const x = own(given, 'x');
  const y = own(given, 'y');
  const probe = own(given, 'probe');
  if (!Array.isArray(x) || !Array.isArray(y)) {
    return {
      value: null,
      problems: [fieldProblem('points', describe(given), 'an object with lists x and y', 'no points')],
    };
  }
  for (const key of Object.keys(given as object)) {
    if (key !== 'x' && key !== 'y' && key !== 'probe') {
      problems.push(ignoredProblem(`points.${key}`, '', 'is not a part of points'));
    }
  }
  if (x.length !== y.length) {
    const both = Math.min(x.length, y.length);
    problems.push(
      fieldProblem(
        'points',
        `${x.length} inputs and ${y.length} targets`,
        'as many inputs as targets',
        `the first ${both}`,
      ),
    );
  }
  const rows = Math.min(x.length, y.length, maxScanned);
  const d = firstWidth(x, field);
  const keptX: number[][] = [];
  const keptY: number[] = [];
  const rowProblems: FieldProblem[] = [];
  for (let i = 0; i < rows; i++) {
    const row = readRow(x[i], d, `points.x[${i}]`, field, rowProblems);
    const target = readNumber(y[i], `points.y[${i}]`, field, rowProblems);
    if (row === null || target === null) continue;
    keptX.push(row);
    keptY.push(target);
  }
  const keptProbe: number[][] = [];
  if (probe !== undefined && !Array.isArray(probe)) {
    rowProblems.push(fieldProblem('points.probe', describe(probe), 'a list of inputs', 'no probe inputs'));
  } else if (probe !== undefined) {
    const probes = Math.min(probe.length, maxScanned);
    for (let i = 0; i < probes; i++) {
      const row = readRow(probe[i], d, `points.probe[${i}]`, field, rowProblems);
      if (row !== null) keptProbe.push(row);
    }
  }
  problems.push(...capProblems(rowProblems, 'points'));
  if (keptX.length === 0) {
    problems.push(fieldProblem('points', `${x.length} rows`, 'at least one legal row', 'no points'));
    return { value: null, problems };
  }
  const columns = d + 1;
  const rowLimit = Math.max(1, Math.min(field.maxRows, Math.floor(field.maxValues / columns)));
  if (keptX.length > rowLimit || x.length > maxScanned) {
    problems.push(
      fieldProblem(
        'points',
        `${x.length} rows`,
        `at most ${rowLimit} rows of ${d} coordinates`,
        `the first ${Math.min(rowLimit, keptX.length)}`,
      ),
    );
    keptX.length = Math.min(keptX.length, rowLimit);
    keptY.length = keptX.length;
  }
  const room = Math.floor((field.maxValues - keptX.length * columns) / d);
  const probeLimit = Math.min(field.maxProbeRows, room);
  if (keptProbe.length > probeLimit) {
    problems.push(
      fieldProblem(
        'points.probe',
        `${keptProbe.length} rows`,
        `at most ${probeLimit} rows`,
        `the first ${probeLimit}`,
      ),
    );
    keptProbe.length = probeLimit;
  }
  const value: Points =
    keptProbe.length > 0 ? { x: keptX, y: keptY, probe: keptProbe } : { x: keptX, y: keptY };
  return { value, problems };
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
