/** One process of a sweep: computes the members it is sent, one at a time. */
import { createFloat64Backend } from '../engine/float64/float64Backend';
import { noPause } from '../engine/work/pause';
import { sweepMember } from '../engine/sweep/sweepMember';
import type { SweepMember, SweepOutput, SweepRow } from '../protocol/sweep';

export interface MemberRequest {
  readonly member: SweepMember;
  readonly outputs: readonly SweepOutput[];
}

export type MemberReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'row'; readonly row: SweepRow }
  | { readonly kind: 'failed'; readonly message: string };

const backend = await createFloat64Backend();
const clock = { now: () => performance.now() };
const reply = (message: MemberReply): void => {
  process.send?.(message);
};

process.on('message', ({ member, outputs }: MemberRequest) => {
  sweepMember(backend, member, outputs, clock, noPause).then(
    (row) => reply({ kind: 'row', row }),
    (thrown: unknown) =>
      reply({ kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
});
process.on('disconnect', () => process.exit());
reply({ kind: 'ready' });
