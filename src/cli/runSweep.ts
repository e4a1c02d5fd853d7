import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SweepMember, SweepOutput, SweepRow } from '../protocol/sweep';
import type { MemberReply, MemberRequest } from './sweepProcess';

export interface SweepRun {
  readonly members: readonly SweepMember[];
  readonly outputs: readonly SweepOutput[];
  readonly jobs: number;
  readonly row: (row: SweepRow, member: SweepMember) => void;
  /** A member that could not be computed; the others go on. */
  readonly failed: (member: SweepMember, message: string) => void;
}

/** Computes members in their order over several processes; a process that dies is replaced and its member tried once more. */
export async function runSweep({ members, outputs, jobs, row, failed }: SweepRun): Promise<void> {
  const waiting = members.map((member) => ({ member, attempts: 0 }));
  let next = 0;
  const take = () => (next < waiting.length ? waiting[next++] : undefined);

  const work = async (): Promise<void> => {
    let child: ChildProcess | null = null;
    for (let task = take(); task !== undefined; task = take()) {
      for (; task.attempts < 2; task.attempts++) {
        child ??= start();
        const answer = await ask(child, { member: task.member, outputs });
        if (answer.kind === 'row') row(answer.row, task.member);
        if (answer.kind === 'failed') failed(task.member, answer.message);
        if (answer.kind !== 'died') break;
        child = null;
        if (task.attempts === 1) failed(task.member, `its process ended twice (${answer.message})`);
      }
    }
    child?.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, members.length) }, work));
}

/** Inherits how this process was started, so that TypeScript loads there too. */
function start(): ChildProcess {
  return fork(fileURLToPath(new URL('./sweepProcess.ts', import.meta.url)), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

type Answer = Exclude<MemberReply, { kind: 'ready' }> | { readonly kind: 'died'; readonly message: string };

function ask(child: ChildProcess, request: MemberRequest): Promise<Answer> {
  return new Promise((resolve) => {
    const finish = (answer: Answer): void => {
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      resolve(answer);
    };
    const onMessage = (reply: MemberReply): void => {
      if (reply.kind !== 'ready') finish(reply);
    };
    const onExit = (code: number | null, signal: string | null): void =>
      finish({ kind: 'died', message: signal ?? `exit code ${code}` });
    const onError = (error: Error): void => finish({ kind: 'died', message: error.message });
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    child.send(request);
  });
}
