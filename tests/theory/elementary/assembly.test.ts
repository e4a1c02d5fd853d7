import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = 'src/theory/elementary';
const files = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map((name) => `${folder}/${name}`);
const derivatives = readdirSync(join(root, 'src/theory/activations'))
  .filter((name) => name.endsWith('Derivative.ts'))
  .map((name) => name.slice(0, -3));

/** What comes before order and argument. */
const leading: Readonly<Record<string, readonly (readonly number[])[]>> = {
  kinkDerivative: [
    [0, 0],
    [0.3, 1],
    [-1, 0],
  ],
  monomialDerivative: [[1], [2], [3]],
  softplusDerivative: [[0.3]],
};

type Functions = Record<string, (...x: number[]) => number>;

async function compiledByAsc(): Promise<Functions> {
  let module: Uint8Array<ArrayBuffer> | null = null;
  const entries = [...files, ...derivatives.map((name) => `src/theory/activations/${name}.ts`)];
  const { error, stderr } = await asc.main(
    [...entries, '--outFile', 'module.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort='],
    {
      readFile: (name, base) => readText(join(base, name)),
      writeFile: (name, contents) => {
        if (name === 'module.wasm') module = Uint8Array.from(contents as Uint8Array);
      },
      listFiles: () => [],
    },
  );
  if (error || !module) throw new Error(`asc refused the sources: ${stderr.toString()}`);
  const { instance } = await WebAssembly.instantiate(module);
  return instance.exports as Functions;
}

/** Numbers of every size and sign, special ones included. */
function grid(): number[] {
  const xs = [0, 1, -1, 0.5, -0.5, NaN, Infinity, -Infinity, 5e-324, 1e308, -745, 709.7];
  for (let i = 0; i < 4000; i++) {
    const u = (i * 0.6180339887498949) % 1;
    xs.push(60 * u - 30, 2 * u - 1, (u - 0.5) * 2e6, (u - 0.5) * 2 ** ((i % 200) - 100));
  }
  return xs;
}

describe('AssemblyScript and JavaScript', () => {
  it('give the same bits for every elementary function and activation', async () => {
    const wasm = await compiledByAsc();
    const xs = grid();
    let compared = 0;
    for (const file of files) {
      const js = (await import(join(root, file))) as Functions;
      for (const [name, f] of Object.entries(js)) {
        if (name === 'powerOfTwo' || name === 'scaleByPowerOfTwo') continue; // of integers: through exp
        const second = f.length === 2 ? [0.5, 1] : [0];
        for (const y of second) {
          for (const x of xs) expectSameBits(wasm[name](x, y), f(x, y), `${name}(${x}, ${y})`);
        }
        compared++;
      }
    }
    expect(derivatives.length).toBeGreaterThan(8);
    for (const name of derivatives) {
      const js = (await import(join(root, `src/theory/activations/${name}.ts`))) as Functions;
      const orders = name === 'gaussianDerivative' ? 4 : 5;
      for (const first of leading[name] ?? [[]]) {
        for (let order = 0; order <= orders; order++) {
          for (let i = 0; i < xs.length; i += 5) {
            const value = js[name](...first, order, xs[i]);
            expectSameBits(wasm[name](...first, order, xs[i]), value, `${name}(${order}, ${xs[i]})`);
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(20);
  });
});

function expectSameBits(wasm: number, js: number, what: string): void {
  if (!Object.is(wasm, js)) throw new Error(`${what}: WebAssembly gives ${wasm}, JavaScript ${js}`);
}

function readText(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
