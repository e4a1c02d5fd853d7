import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const long = ['#v=1&width=512&depth=4&n=64&horizon=5000', '--over', 'seed=0:50', '--jobs', '2'];

/** npm in a process group of its own, so that what is left of it can be found. */
function npmRun(script: string, args: readonly string[], stdout: 'pipe' | number = 'pipe'): ChildProcess {
  return spawn('npm', ['run', '--silent', script, '--', ...args], {
    detached: true,
    stdio: ['ignore', stdout, 'pipe'],
  });
}

function groupLives({ pid }: ChildProcess): boolean {
  try {
    process.kill(-pid!, 0);
    return true;
  } catch {
    return false;
  }
}

async function within(seconds: number, holds: () => boolean): Promise<boolean> {
  for (let i = 0; i < seconds * 10 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 100));
  return holds();
}

describe.skipIf(process.platform === 'win32')('a command-line program', () => {
  it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'leaves no process behind when %s is sent to npm alone',
    async (signal) => {
      const npm = npmRun('sweep', long);
      // Long enough for the processes of the sweep to compute.
      await new Promise((resolve) => setTimeout(resolve, 5000));
      expect(groupLives(npm)).toBe(true);
      npm.kill(signal);
      try {
        expect(await within(10, () => !groupLives(npm))).toBe(true);
      } finally {
        if (groupLives(npm)) process.kill(-npm.pid!, 'SIGKILL');
      }
    },
  );

  it('says in one line that its reader has had enough', async () => {
    const npm = npmRun('sweep', ['#v=1&width=8&n=4&horizon=1', '--over', 'seed=0:20', '--jobs', '1']);
    let said = '';
    npm.stderr!.on('data', (text) => (said += String(text)));
    npm.stdout!.once('data', () => npm.stdout!.destroy());
    await once(npm, 'close');
    expect(said).toBe('standard output: its reader has closed it; the rest is not computed\n');
  });

  it.skipIf(!existsSync('/dev/full'))('says in one line that the disk is full', async () => {
    const npm = npmRun('experiment', ['#v=1&width=8&n=4&predictors=nn'], openSync('/dev/full', 'w'));
    let said = '';
    npm.stderr!.on('data', (text) => (said += String(text)));
    const [code] = (await once(npm, 'close')) as [number];
    expect(said).toMatch(/^standard output: no space is left on the disk; .*\n$/);
    expect(code).toBe(1);
  });
});
