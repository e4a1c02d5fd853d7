/**
 * Milliseconds for the hierarchy's kernels at initialisation, float64, one thread: best of several runs after a warm-up.
 * Compared with jitted nested forward-mode derivatives of JAX on two cores and with the same jets in numpy.
 */
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { hierarchyKernels } from '../../src/engine/jets/hierarchyKernels';
import type { KernelOrder } from '../../src/engine/jets/hierarchyKernels';
import { initialWeights } from '../../src/engine/network/drawWeights';
import { networkDefinition } from '../../src/engine/network/networkDefinition';
import { uploadState } from '../../src/engine/network/networkState';
import { normal } from '../../src/theory/random/normal';
import { foldIn } from '../../src/theory/random/foldIn';
import { prngKey } from '../../src/theory/random/key';
import { inLoops, machineLine, measureMachine } from './machine';

interface Case {
  readonly order: KernelOrder;
  readonly n: number;
  readonly d: number;
  readonly m: number;
  readonly H: number;
  /** Milliseconds. */
  readonly jax?: number;
  readonly numpy?: number;
}

const cases: readonly Case[] = [
  { order: 3, n: 8, d: 4, m: 512, H: 2, jax: 194, numpy: 15 },
  { order: 3, n: 16, d: 8, m: 256, H: 2, jax: 268, numpy: 17 },
  { order: 4, n: 8, d: 4, m: 256, H: 2, jax: 724, numpy: 44 },
  { order: 4, n: 6, d: 2, m: 128, H: 1 },
  { order: 5, n: 6, d: 2, m: 128, H: 2 },
];

async function run(): Promise<void> {
  const machine = measureMachine();
  console.log(machineLine(machine));
  const backend = await createFloat64Backend();
  for (const { order, n, d, m, H, jax, numpy } of cases) {
    const definition = networkDefinition(
      {
        preset: 'ntk-alpha',
        width: m,
        depth: H,
        activation: 'tanh',
        activationParam: 1,
        sigmaW: 1.4,
        sigmaB: 0.1,
        sigmaA: 1,
        alpha: 'sqrt',
        residual: 'none',
        centred: false,
        lrRule: 'lazy',
        outputLaw: 'gaussian',
        trained: 'all',
      },
      d,
    );
    const state = uploadState(backend, definition, initialWeights(definition.parametrisation, 1));
    const x = normal(foldIn(prngKey(1), 0), n * d);
    let best = Infinity;
    for (let i = 0; i < 6; i++) {
      const start = performance.now();
      await hierarchyKernels(backend, definition, state, x, n, order);
      best = Math.min(best, performance.now() - start);
    }
    const ratio = (name: string, reference: number | undefined): string =>
      reference === undefined
        ? ''
        : `, ${(reference / best).toFixed(1)} × the speed of ${name} (${reference} ms)`;
    console.log(
      `K${order} at (n, d, m, H) = (${n}, ${d}, ${m}, ${H}): ${best.toFixed(1)} ms, ${inLoops(best, machine)}${ratio('JAX', jax)}${ratio('numpy jets', numpy)}`,
    );
  }
  backend.close();
}

void run();
