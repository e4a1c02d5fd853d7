/** npm test: installs what is missing, then format, lint, types, unit tests, engine and page in a real browser. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureChromium, ensureInstalled, ensureModule, root } from './ensure.mjs';

ensureInstalled();
ensureModule();
const chromium = ensureChromium();
const bin = (name) => join(root, 'node_modules', '.bin', name);
const vitest = (...filters) => [bin('vitest'), ['run', ...filters]];

const slow = process.argv.includes('--verify');
const steps = slow
  ? [['statistical checks', ...vitest('--config', 'vitest.verify.config.ts')]]
  : [
      ['format', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
      [
        'lint',
        bin('eslint'),
        ['--max-warnings', '0', 'src', 'tests', 'scripts', 'eslint.config.js', 'vite.config.ts'],
      ],
      ['types', bin('tsc'), []],
      ['unit', ...vitest('--config', 'vitest.config.ts')],
      ['build', bin('vite'), ['build', '--logLevel', 'warn']],
      ['engine in the browser', ...vitest('--config', 'vitest.browser.config.ts', 'tests/browser')],
      ['page', ...vitest('--config', 'vitest.browser.config.ts', 'tests/e2e')],
    ];

let failed = 0;
const report = [];
for (const [name, command, args] of steps) {
  process.stdout.write(`\n— ${name}\n`);
  const start = Date.now();
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHROME_PATH: chromium },
  });
  const ok = result.status === 0;
  if (!ok) failed += 1;
  report.push(`${ok ? 'passed' : 'FAILED'}  ${name}  ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
process.stdout.write(`\n${report.join('\n')}\n`);
process.stdout.write(`${steps.length - failed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);
