/** Compiles the float64 module (AssemblyScript to WebAssembly) when a source is newer than the result. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'src', 'engine', 'float64', 'float64.wasm');
const entry = join(root, 'src', 'engine', 'float64', 'assembly', 'index.ts');
const sources = [
  fileURLToPath(import.meta.url),
  ...['src/engine/float64/assembly', 'src/theory/elementary', 'src/theory/activations'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(root, folder, name)),
  ),
];

const newest = Math.max(...sources.map((path) => statSync(path).mtimeMs));
if (!existsSync(output) || statSync(output).mtimeMs < newest) compile();

/** To a file of its own first, so that a reader never sees half a module. 1.5 GB is the most it may ever use. */
function compile() {
  const partial = `${output}.${process.pid}.partial`;
  const compiler = join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js');
  const options = ['--outFile', partial, '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
  const memory = [
    '--initialMemory',
    '16',
    '--maximumMemory',
    '24576',
    '--use',
    'abort=',
    '--disableWarning',
    '112',
  ];
  const result = spawnSync(process.execPath, [compiler, entry, ...options, ...memory], {
    stdio: ['ignore', 2, 2],
    cwd: root,
  });
  if (result.status !== 0) {
    rmSync(partial, { force: true });
    process.stderr.write('The float64 module did not compile.\n');
    process.exit(1);
  }
  renameSync(partial, output);
}
