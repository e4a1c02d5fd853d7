/** A sweep: one experiment repeated over the values of some fields; every member yields one row of named numbers. */
import type { ExperimentSpec } from './experimentSpec';

/** What a member of a sweep can be asked for. */
export const sweepOutputs = [
  'k3',
  'k4',
  'k5',
  'drift',
  'errors',
  'rate',
  'loss',
  'spectrum',
  'rescaling',
] as const;
export type SweepOutput = (typeof sweepOutputs)[number];

export type SweepValue = number | string | boolean;

export interface SweepAxis {
  readonly field: keyof ExperimentSpec;
  readonly values: readonly SweepValue[];
}

export interface SweepPlan {
  readonly base: ExperimentSpec;
  /** Every combination is a member; the first axis varies slowest. */
  readonly axes: readonly SweepAxis[];
  readonly outputs: readonly SweepOutput[];
}

export interface SweepMember {
  /** "width=64&seed=3": the member's name in tables, files and for resuming. */
  readonly key: string;
  readonly overrides: Readonly<Record<string, SweepValue>>;
  readonly spec: ExperimentSpec;
}

export interface SweepRow {
  readonly key: string;
  readonly overrides: Readonly<Record<string, SweepValue>>;
  /** Named numbers, e.g. `k3.max`, `error.nth4`; null where the quantity does not exist (a truncation that blew up). */
  readonly values: Readonly<Record<string, number | null>>;
  /** Computing time in seconds; no part of the result proper. */
  readonly seconds: number;
}

export function sweepMembers(plan: SweepPlan): SweepMember[] {
  let members: Record<string, SweepValue>[] = [{}];
  for (const axis of plan.axes) {
    members = members.flatMap((member) => axis.values.map((value) => ({ ...member, [axis.field]: value })));
  }
  return members.map((overrides) => ({
    key: Object.entries(overrides)
      .map(([field, value]) => `${field}=${String(value)}`)
      .join('&'),
    overrides,
    spec: { ...plan.base, ...overrides },
  }));
}
