/** Speed of the float64 module on one core: run with `npx tsx tests/bench/matmul.bench.ts`. */
import { createFloat64Backend, type Float64Backend } from '../../src/engine/float64/float64Backend';
import type { MatMulOptions } from '../../src/engine/tensor/backend';
import { uniform } from '../engine/backendSuite';
import { inLoops, machineLine, measureMachine, type Machine } from './machine';

/** Seconds of one call: the best of many batches of about a millisecond, so that a busy machine disturbs it little. */
function secondsPerCall(f: () => void): number {
  const start = performance.now();
  let calls = 0;
  while (performance.now() - start < 60) {
    f();
    calls += 1;
  }
  const batch = Math.max(1, Math.round(calls / 60));
  let best = Infinity;
  for (const end = performance.now() + 200; performance.now() < end;) {
    const from = performance.now();
    for (let j = 0; j < batch; j++) f();
    best = Math.min(best, performance.now() - from);
  }
  return best / batch / 1000;
}

const products: readonly (readonly [number, number, number, MatMulOptions])[] = [
  [64, 512, 512, {}],
  [64, 512, 512, { transposeB: true }],
  [512, 64, 512, { transposeA: true }],
  [512, 512, 512, {}],
  [128, 1024, 1024, {}],
  [8, 512, 512, {}],
  [8, 512, 512, { transposeB: true }],
  [512, 8, 512, { transposeA: true }],
  [6, 128, 128, {}],
  [6, 128, 128, { transposeB: true }],
  [128, 6, 128, { transposeA: true }],
  [6, 2, 16384, {}],
  [2, 6, 16384, { transposeA: true }],
  [6, 16384, 1, {}],
  [64, 512, 1, {}],
  [22, 512, 512, {}],
];

function benchFloat64(backend: Float64Backend, machine: Machine, print: (line: string) => void): void {
  print(machineLine(machine));
  const rate = (operations: number, seconds: number) => rateOn(machine, operations, seconds);
  for (const [m, k, n, options] of products) {
    const { transposeA, transposeB } = options;
    const a = backend.upload(uniform(1, m * k), transposeA ? k : m, transposeA ? m : k);
    const b = backend.upload(uniform(2, k * n), transposeB ? n : k, transposeB ? k : n);
    const seconds = secondsPerCall(() => backend.dispose(backend.matMul(a, b, options)));
    const kind = `${transposeA ? 'T' : 'N'}${transposeB ? 'T' : 'N'}`;
    print(`matMul ${kind} ${m}×${k}×${n}: ${rate(2 * m * k * n, seconds)}`);
    backend.dispose(a);
    backend.dispose(b);
  }
  for (const [n, k] of [
    [8, 512],
    [64, 512],
    [128, 1024],
  ] as const) // prettier-ignore
  {
    const a = backend.upload(uniform(1, n * k), n, k);
    const seconds = secondsPerCall(() => backend.dispose(backend.gram(a, a)));
    print(`gram ${n}×${k}: ${rate(n * (n + 1) * k, seconds)} of the half`);
    backend.dispose(a);
  }
  const count = 64 * 512;
  const z = backend.scale(backend.upload(uniform(3, count), 64, 512), 3);
  for (const name of ['tanh', 'erf', 'relu', 'sigmoid', 'gelu', 'silu', 'softplus', 'elu', 'sin'] as const) {
    const pair = secondsPerCall(() => backend.activationPair(name, 1, z).forEach((t) => backend.dispose(t)));
    const third = secondsPerCall(() => backend.dispose(backend.activation(name, 1, 3, z)));
    print(
      `${name}: pair ${((pair / count) * 1e9).toFixed(1)} ns, third derivative ${((third / count) * 1e9).toFixed(1)} ns per element`,
    );
  }
  const small = backend.zeros(1, 2);
  const call = secondsPerCall(() => backend.dispose(backend.add(small, small)));
  print(`smallest operation: ${(call * 1e9).toFixed(0)} ns`);
}

/** One thread; two lanes of an add and a multiply in two pipes each make at most 8 operations per cycle without fused ones. */
function rateOn(machine: Machine, operations: number, seconds: number): string {
  const gigaflops = operations / seconds / 1e9;
  const perCycle = gigaflops / machine.gigahertz;
  return `${gigaflops.toFixed(1)} GFLOP/s, ${perCycle.toFixed(1)} per cycle, ${(seconds * 1e6).toFixed(1)} µs, ${inLoops(seconds * 1e3, machine)}`;
}

if (process.argv[1]?.includes('matmul.bench'))
  benchFloat64(await createFloat64Backend(), measureMachine(), (line) => {
    process.stdout.write(`${line}\n`);
  });
