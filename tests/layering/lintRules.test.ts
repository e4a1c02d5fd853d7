/** The lint rules that keep imports going one way: each fails on a file that breaks it, and says why. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A small project under the rules of this one. */
const files = {
  'src/engine/engine.ts': `export const engine = 1;\n`,
  'src/plots/reachesState.ts': `import { runStore } from '../state/runStore';\nexport const store = runStore;\n`,
  'src/state/runStore.ts': `export const runStore = 1;\n`,
  'src/ui/reachesEngine.ts': `import { engine } from '../engine/engine';\nexport const e = engine;\n`,
  'src/theory/reachesEngine.ts': `import { engine } from '../engine/engine';\nexport const e = engine;\n`,
  'src/theory/reachesReact.ts': `import { useState } from 'react';\nexport const state = useState;\n`,
  'src/theory/asksTheClock.ts': `export const now = performance.now();\n`,
  'src/theory/roundsDifferently.ts': `export const e = Math.exp(1);\nexport const four = 2 ** e;\n`,
  'src/theory/first.ts': `import { second } from './second';\nexport const first = (): number => second();\n`,
  'src/theory/second.ts': `import { first } from './first';\nexport const second = (): number => first();\n`,
  'src/theory/clean.ts': `import { third } from './third';\nexport const half = third / 2;\n`,
  'src/theory/third.ts': `export const third = 1 / 3;\n`,
} as const;

const folder = mkdtempSync(join(tmpdir(), 'kernel-drift-'));
const eslint = new ESLint({ cwd: folder });

beforeAll(() => {
  for (const name of ['eslint.config.js', 'tsconfig.json', 'package.json'])
    copyFileSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

async function complaints(path: keyof typeof files): Promise<string> {
  const [result] = await eslint.lintFiles([path]);
  return result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`).join('\n');
}

it.each([
  ['src/theory/reachesEngine.ts', /no-restricted-imports.*stands on nothing else in the project/],
  ['src/ui/reachesEngine.ts', /no-restricted-imports.*never enters the main bundle/],
  ['src/plots/reachesState.ts', /no-restricted-imports.*no store, no React/],
  ['src/theory/reachesReact.ts', /no-restricted-imports.*keep this library out of it/],
  ['src/theory/asksTheClock.ts', /no-restricted-globals.*no clock/],
  ['src/theory/roundsDifferently.ts', /no-restricted-properties.*last bits/],
  ['src/theory/roundsDifferently.ts', /no-restricted-syntax.*last bits of \*\*/],
  ['src/theory/first.ts', /import-x\/no-cycle.*cycle/],
] as const)('%s is refused: %s', async (path, reason) => {
  expect(await complaints(path)).toMatch(reason);
});

it('lets a file pass that breaks none of them', async () => {
  expect(await complaints('src/theory/clean.ts')).toBe('');
});
