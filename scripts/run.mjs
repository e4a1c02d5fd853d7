/** Runs one of the command-line programs: node scripts/run.mjs <src/cli file without extension> [arguments]. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, ensureModule, root } from './ensure.mjs';

ensureInstalled();
ensureModule();
const [program, ...args] = process.argv.slice(2);
const file = join(root, 'src', 'cli', `${program}.ts`);
const result = spawnSync(process.execPath, ['--import', 'tsx', file, ...args], {
  stdio: 'inherit',
  cwd: root,
});
process.exit(result.status ?? 1);
