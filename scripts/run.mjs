/** Runs one of the command-line programs: node scripts/run.mjs <src/cli file without extension> [arguments]. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, ensureModule, root } from './ensure.mjs';

ensureInstalled();
ensureModule();
const [program, ...args] = process.argv.slice(2);
const file = join(root, 'src', 'cli', `${program}.ts`);
// npm has changed to the project's folder and says where it was called; inherited from another npm it says nothing of this call.
const caller = process.env.npm_lifecycle_event === program ? process.env.INIT_CWD : process.cwd();
const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
  stdio: 'inherit',
  cwd: root,
  env: { ...process.env, INIT_CWD: caller },
});

/** A signal that is sent to this process alone is meant for the program. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));

/** npm starts a shell that starts this process, and neither passes signals on: when one of them has ended, so does the program. */
const above = [process.ppid, ...(process.env.npm_lifecycle_event ? beyondShell(process.ppid) : [])];
setInterval(() => {
  if (process.ppid !== above[0] || !above.every(isAlive)) child.kill('SIGTERM');
}, 500).unref();

child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

/** The process that started this shell; nothing where it is no shell, or where there is no ps. */
function beyondShell(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', `${pid}`], { encoding: 'utf8' });
  const match = /^\s*(\d+)\s+\S*sh -c /.exec(stdout ?? '');
  return match ? [Number(match[1])] : [];
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown.code === 'EPERM';
  }
}
