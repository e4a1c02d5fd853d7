/** Every file of src/theory runs in a realm that has the language and nothing else: no React, tfjs, DOM, clock or process. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';

const theory = fileURLToPath(new URL('../../src/theory', import.meta.url));
const files = readdirSync(theory, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => join(theory, name));

/** Elementary functions whose last bits differ between machines, and whatever knows the time or draws by chance. */
const forbidden = [
  'exp',
  'log',
  'sin',
  'cos',
  'tan',
  'tanh',
  'atan',
  'asin',
  'acos',
  'pow',
  'hypot',
  'random',
];

class Realm {
  private readonly context: object;
  private readonly modules = new Map<string, Record<string, unknown>>();

  constructor() {
    // A realm of its own has the language's globals only; the forbidden functions of Math are taken out of it too.
    this.context = createContext(Object.create(null) as object);
    runInContext(
      `for (const name of ${JSON.stringify(forbidden)}) Math[name] = () => { throw new Error('Math.' + name) };
       Date.now = () => { throw new Error('Date.now') };`,
      this.context,
    );
  }

  run(code: string): unknown {
    return runInContext(code, this.context);
  }

  load(path: string): Record<string, unknown> {
    const known = this.modules.get(path);
    if (known) return known;
    const exports: Record<string, unknown> = {};
    this.modules.set(path, exports);
    const { code } = transformSync(readFileSync(path, 'utf8'), {
      loader: 'ts',
      format: 'cjs',
      sourcefile: path,
    });
    const body = this.run(`(function (module, exports, require) {${code}\n})`) as (
      module: { exports: Record<string, unknown> },
      exports: Record<string, unknown>,
      require: (name: string) => unknown,
    ) => void;
    const module = { exports };
    body(module, exports, (name) => this.load(resolveInTheory(path, name)));
    this.modules.set(path, module.exports);
    return module.exports;
  }
}

/** Only relative imports that stay inside the folder exist there. */
function resolveInTheory(from: string, name: string): string {
  const path = `${resolve(dirname(from), name)}.ts`;
  if (!name.startsWith('.') || !path.startsWith(theory) || !existsSync(path))
    throw new Error(`${from} imports ${name}, which is not in src/theory`);
  return path;
}

it('loads every file', () => {
  const realm = new Realm();
  expect(files.length).toBeGreaterThan(80);
  for (const file of files) {
    const names = Object.keys(realm.load(file));
    const typesOnly = names.length === 0;
    if (typesOnly) expect(readFileSync(file, 'utf8')).toMatch(/export (type|interface)/);
  }
});

it('draws weights, finds a spectrum and integrates there, with the bits of this realm', async () => {
  const realm = new Realm();
  const { normal } = realm.load(join(theory, 'random/normal.ts')) as {
    normal: (key: unknown, count: number) => Float64Array;
  };
  const { prngKey } = realm.load(join(theory, 'random/key.ts')) as { prngKey: (seed: number) => unknown };
  const { tanh } = realm.load(join(theory, 'elementary/tanh.ts')) as { tanh: (x: number) => number };
  const here = await import('../../src/theory/random/normal');
  const { prngKey: keyHere } = await import('../../src/theory/random/key');
  const { tanh: tanhHere } = await import('../../src/theory/elementary/tanh');
  expect([...normal(prngKey(7), 64)]).toEqual([...here.normal(keyHere(7), 64)]);
  for (const x of [-20, -0.3, 1e-9, 0.7, 3]) expect(Object.is(tanh(x), tanhHere(x))).toBe(true);
});

it('would notice a page, a clock or an inexact function', () => {
  const realm = new Realm();
  for (const name of ['document', 'window', 'process', 'performance', 'setTimeout', 'fetch', 'require'])
    expect(realm.run(`typeof ${name}`)).toBe('undefined');
  for (const name of forbidden) expect(() => realm.run(`Math.${name}(1)`)).toThrow(`Math.${name}`);
});
