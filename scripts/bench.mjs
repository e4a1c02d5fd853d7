/** npm run bench [name …]: installs and builds what is missing, then measures, one program after another. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureChromium, ensureInstalled, ensureModule, must, root } from './ensure.mjs';

const all = {
  matmul: 'products, Gram matrices and activations of the float64 module',
  step: 'training steps, kernels and frames on every backend',
  jets: 'kernels of the hierarchy against JAX and numpy',
  infinite: 'kernels of infinite width by activation',
  defaultRun: 'the default experiment by predictor',
  density: 'a step of the mean-field PDE',
  page: 'the page in Chromium',
  playback: 'script per frame of playback, the first page and the Mean field lab',
};

ensureInstalled();
ensureModule();
const chromium = ensureChromium();
must(process.execPath, [
  join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
  'build',
  '--logLevel',
  'error',
]);
const asked = process.argv.slice(2);
let failed = 0;
for (const [name, what] of Object.entries(all)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n— ${name}: ${what}\n`);
  const file = join(root, 'tests', 'bench', `${name}.bench.ts`);
  const result = spawnSync(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: chromium },
  });
  if (result.status !== 0) failed += 1;
}
process.exit(failed > 0 ? 1 : 0);
