/** Runs one of the command-line programs: node scripts/run.mjs <src/cli file without extension> [arguments]. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, ensureModule, root } from './ensure.mjs';

ensureInstalled();
ensureModule();
const [program, ...args] = process.argv.slice(2);
const file = join(root, 'src', 'cli', `${program}.ts`);
// npm has changed to the project's folder and says where it was called; inherited from another npm it says nothing of this call.
const caller = process.env.npm_lifecycle_event === program ? process.env.INIT_CWD : process.cwd();
const result = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], {
  stdio: 'inherit',
  cwd: root,
  env: { ...process.env, INIT_CWD: caller },
});
process.exit(result.status ?? 1);
