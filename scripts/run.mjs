/** Runs one of the command-line programs: node scripts/run.mjs <src/cli file without extension> [arguments]. */
import { spawn } from 'node:child_process';
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
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
child.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
