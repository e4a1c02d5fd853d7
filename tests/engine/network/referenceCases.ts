import { readFileSync } from 'node:fs';
import type { ExperimentSpec, Points } from '../../../src/protocol/experimentSpec';

/** A spec of the reference files: the fields that matter to training, written out. */
export type ReferenceSpec = Omit<ExperimentSpec, 'points'> & { readonly points: Points };

export interface EmpiricalCase {
  readonly spec: ReferenceSpec;
  readonly f: number[];
  readonly fProbe: number[];
  readonly loss: number;
  readonly k2: number[][];
}

export interface NetworkTrajectory {
  readonly train: number[][];
  readonly probe: number[][];
  readonly loss: number[];
  readonly kernel: number[][][];
}

export interface DynamicsCase {
  readonly spec: ReferenceSpec;
  readonly times: number[];
  readonly predictors: { readonly nn: NetworkTrajectory };
}

/** Fields that the files leave out because they have no effect there. */
const unused = {
  activationParam: 1,
  lrRule: 'lazy',
  decayU: 0,
  decayTheta: 0,
  temperature: 0,
  batch: 1,
  outputLaw: 'gaussian',
  trained: 'all',
};

export function empiricalCases(): EmpiricalCase[] {
  return read('empirical') as EmpiricalCase[];
}

export function dynamicsCases(): DynamicsCase[] {
  return read('dynamics') as DynamicsCase[];
}

export function caseName({ spec }: { readonly spec: ReferenceSpec }): string {
  return `${spec.preset} ${spec.activation} H=${spec.depth} ${spec.residual} ${spec.optimizer} seed ${spec.seed}`;
}

/** The rows of a matrix one after another. */
export function flatten(rows: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(rows.flat());
}

function read(file: string): unknown {
  const path = new URL(`../../fixtures/${file}.json`, import.meta.url);
  const cases = JSON.parse(readFileSync(path, 'utf8')) as { spec: object }[];
  return cases.map((c) => ({ ...c, spec: { ...unused, ...c.spec } }));
}
