import type { SweepMember, SweepOutput, SweepRow } from '../protocol/sweep';
import { createProcessPool } from './processPool';

export interface SweepRun {
  readonly members: readonly SweepMember[];
  readonly outputs: readonly SweepOutput[];
  readonly jobs: number;
  readonly row: (row: SweepRow, member: SweepMember) => void;
  /** A member that could not be computed; the others go on. */
  readonly failed: (member: SweepMember, message: string) => void;
}

/** Computes members in their order over several processes. */
export async function runSweep({ members, outputs, jobs, row, failed }: SweepRun): Promise<void> {
  const pool = createProcessPool(jobs);
  const compute = async (member: SweepMember): Promise<void> => {
    try {
      row(await pool.ask('member', { member, outputs }), member);
    } catch (thrown) {
      failed(member, thrown instanceof Error ? thrown.message : String(thrown));
    }
  };
  await Promise.all(members.map(compute));
  pool.close();
}
