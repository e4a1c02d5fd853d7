/**
 * Training and probe data from plain options and a seed.
 *
 * Every law has mean square coordinate about 1. Draws: key = PRNGKey(seed); fold_in 0 training inputs, 1 targets (a teacher's
 * weights or random signs), 2 label noise (MATH §1), and 3 held-out probe inputs, so that the probe set does not depend on n.
 */
import { foldIn } from '../random/foldIn';
import { normal } from '../random/normal';
import type { Key } from '../random/key';
import { prngKey } from '../random/key';
import type { DataAxis } from './axis';
import { commonRadius, findAxis } from './axis';
import { digitSide, drawDigit } from './drawDigit';
import {
  circleRadius,
  gaussianInputs,
  grid,
  lineEnd,
  onCircle,
  sphereInputs,
  trainAngles,
  trainLine,
} from './inputs';
import type { DatasetName, TargetName } from './names';
import { digitTarget, targetFunction } from './targetFunction';
import { signOf } from './signOf';
import { drawTeacher, teacherOutput } from './teacher';

export interface DataOptions {
  readonly dataset: DatasetName;
  /** Ignored where the data set fixes them: d = 2, 1, 64 for circle, line, digits; both for points. */
  readonly n: number;
  readonly d: number;
  /** Ignored by points, which carry their targets, and by the teacher data set. */
  readonly target: TargetName;
  /** Standard deviation of the noise on training targets; ignored by points. */
  readonly noise: number;
  readonly seed: number;
  /** `sign`: targets become ±1 by their sign (`signOf`), after the noise (the logistic loss). */
  readonly labels: 'real' | 'sign';
  /** At least one row when the data set is `points`. */
  readonly points: InlinePoints | null;
}

export interface InlinePoints {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly probe?: readonly (readonly number[])[];
}

export interface Data {
  readonly x: Float64Array; // [n, d]
  readonly y: Float64Array; // [n]
  readonly xProbe: Float64Array; // [p, d]
  /** The target without noise at the probe inputs, null where there is none (random signs, own points). */
  readonly yProbe: Float64Array | null; // [p]
  readonly n: number;
  readonly d: number;
  readonly p: number;
  readonly axis: DataAxis;
}

/** Held-out probe inputs, where no curve can be drawn. */
export const heldOut = 64;

export function makeData(options: DataOptions): Data {
  if (options.dataset === 'points') return pointsData(options);
  const key = prngKey(options.seed);
  const inputs = makeInputs(options, key);
  const clean = targetsOf(options, key, inputs);
  const y = clean.train;
  if (options.noise > 0) {
    const noise = normal(foldIn(key, 2), y.length);
    for (let i = 0; i < y.length; i++) y[i] += options.noise * noise[i];
  }
  if (options.labels === 'sign') {
    toSigns(y);
    if (clean.probe !== null) toSigns(clean.probe);
  }
  const { x, xProbe, d } = inputs;
  const axis = inputs.axis ?? findAxis(x, xProbe, d);
  return { x, y, xProbe, yProbe: clean.probe, n: y.length, d, p: xProbe.length / d, axis };
}

interface Inputs {
  readonly x: Float64Array;
  readonly xProbe: Float64Array;
  readonly d: number;
  readonly axis?: DataAxis;
}

function makeInputs({ dataset, n, d }: DataOptions, key: Key): Inputs {
  const train = foldIn(key, 0);
  const probe = foldIn(key, 3);
  switch (dataset) {
    case 'circle': {
      const axis = { kind: 'angle', train: trainAngles(n), probe: grid(-Math.PI, Math.PI) } as const;
      const xProbe = onCircle(axis.probe, circleRadius);
      return { x: onCircle(axis.train, circleRadius), xProbe, d: 2, axis };
    }
    case 'line':
      return { x: trainLine(n), xProbe: grid(-lineEnd, lineEnd), d: 1 };
    case 'sphere':
      return { x: sphereInputs(train, n, d), xProbe: ascending(sphereInputs(probe, heldOut, d), d), d };
    case 'digits':
      return { x: digitImages(train, n), xProbe: digitImages(probe, heldOut), d: digitSide * digitSide };
    case 'gaussian':
    case 'teacher':
    case 'points':
      return { x: gaussianInputs(train, n, d), xProbe: ascending(gaussianInputs(probe, heldOut, d), d), d };
  }
}

/** In one dimension the held-out inputs are sorted, so that they draw a curve. */
function ascending(x: Float64Array, d: number): Float64Array {
  return d === 1 ? x.sort() : x;
}

/** Image i is of digit i mod 10 and drawn from fold_in(key, i): classes as equal as n allows, and prefixes agree. */
function digitImages(key: Key, n: number): Float64Array {
  const size = digitSide * digitSide;
  const x = new Float64Array(n * size);
  for (let i = 0; i < n; i++) drawDigit(i % 10, foldIn(key, i), x, i * size);
  return x;
}

function targetsOf(
  { dataset, target }: DataOptions,
  key: Key,
  { x, xProbe, d }: Inputs,
): { readonly train: Float64Array; readonly probe: Float64Array | null } {
  const n = x.length / d;
  const p = xProbe.length / d;
  const law = foldIn(key, 1);
  if (dataset === 'teacher' || target === 'teacher') {
    const teacher = drawTeacher(law, d);
    const at = (inputs: Float64Array) => (_: number, i: number) => teacherOutput(teacher, inputs, i * d);
    return { train: new Float64Array(n).map(at(x)), probe: new Float64Array(p).map(at(xProbe)) };
  }
  if (target === 'signs') {
    const train = normal(law, n);
    toSigns(train);
    return { train, probe: null };
  }
  if (dataset === 'digits') {
    const at = (_: number, i: number) => digitTarget(target, i % 10);
    return { train: new Float64Array(n).map(at), probe: new Float64Array(p).map(at) };
  }
  const at = (inputs: Float64Array) => (_: number, i: number) => targetFunction(target, inputs, i * d, d);
  return { train: new Float64Array(n).map(at(x)), probe: new Float64Array(p).map(at(xProbe)) };
}

/** ±1 by sign, 0 as +1. */
function toSigns(y: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = signOf(y[i]);
}

function pointsData({ points, labels }: DataOptions): Data {
  if (points === null || points.x.length === 0) throw new RangeError('points must have at least one row');
  const d = points.x[0].length;
  const x = Float64Array.from(points.x.flat());
  const y = Float64Array.from(points.y);
  if (labels === 'sign') toSigns(y);
  const xProbe = points.probe?.length ? Float64Array.from(points.probe.flat()) : probeOfPoints(x, d);
  const axis = findAxis(x, xProbe, d);
  return { x, y, xProbe, yProbe: null, n: y.length, d, p: xProbe.length / d, axis };
}

/**
 * Probe inputs where own points bring none: in one dimension a grid a tenth beyond the data on either side, on a circle its
 * angles, otherwise the training inputs themselves.
 */
function probeOfPoints(x: Float64Array, d: number): Float64Array {
  if (d === 1) {
    let least = x[0];
    let most = x[0];
    for (const value of x) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    const margin = most > least ? (most - least) / 10 : 1;
    return grid(least - margin, most + margin);
  }
  const radius = d === 2 ? commonRadius(x) : null;
  return radius === null ? x.slice() : onCircle(grid(-Math.PI, Math.PI), radius);
}
