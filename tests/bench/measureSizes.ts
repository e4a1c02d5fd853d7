/** Speed of training and of the hierarchy's kernels at three sizes, the same code for every backend: plain data out. */
import { hierarchyKernels } from '../../src/engine/jets/hierarchyKernels';
import { disposeKernel } from '../../src/engine/kernel/tangentKernel';
import { initialWeights } from '../../src/engine/network/drawWeights';
import { networkDefinition, type NetworkFields } from '../../src/engine/network/networkDefinition';
import { uploadState } from '../../src/engine/network/networkState';
import { noPause } from '../../src/engine/work/pause';
import type { Backend } from '../../src/engine/tensor/backend';
import { Trainer } from '../../src/engine/training/trainer';
import { foldIn } from '../../src/theory/random/foldIn';
import { prngKey } from '../../src/theory/random/key';
import { normal } from '../../src/theory/random/normal';

export interface Size {
  readonly n: number;
  readonly d: number;
  readonly m: number;
  readonly H: number;
}

export const sizes: readonly Size[] = [
  { n: 8, d: 2, m: 512, H: 2 },
  { n: 64, d: 32, m: 512, H: 3 },
  { n: 128, d: 784, m: 1024, H: 3 },
];

/** Milliseconds each; text says why a measurement was left out. */
export interface Measured {
  readonly step: number | string;
  readonly stepWithKernel: number | string;
  /** Recorded frames per second: one step, the kernel and the outputs on `probes` points, read back. */
  readonly framesPerSecond: number | string;
  readonly k3: number | string;
  readonly k4: number | string;
}

export const probes = 64;

/** What would take longer than this many seconds is left out, with the estimate. */
const patience = 15;

const fields: Omit<NetworkFields, 'width' | 'depth'> = {
  preset: 'ntk-alpha',
  activation: 'erf',
  activationParam: 1,
  sigmaW: 1.5,
  sigmaB: 0.3,
  sigmaA: 1,
  alpha: 'sqrt',
  residual: 'none',
  centred: false,
  lrRule: 'lazy',
  outputLaw: 'gaussian',
  trained: 'all',
};
const rule = {
  loss: 'square',
  optimizer: 'gd',
  lr: 0.01,
  batch: 1,
  momentum: 0,
  decayU: 0,
  decayTheta: 0,
  temperature: 0,
  seed: 1,
} as const;

/** GFLOP/s of a product at 64 × 512 × 512, read back once after many. */
export async function productRate(backend: Backend): Promise<number> {
  const a = backend.upload(normal(foldIn(prngKey(2), 0), 64 * 512), 64, 512);
  const b = backend.upload(normal(foldIn(prngKey(2), 1), 512 * 512), 512, 512);
  const count = 4;
  const milliseconds = await best(async () => {
    for (let i = 0; i < count; i++) {
      const c = backend.matMul(a, b);
      if (i === count - 1) await backend.download(c);
      backend.dispose(c);
    }
  });
  backend.dispose(a);
  backend.dispose(b);
  return (count * 2 * 64 * 512 * 512) / milliseconds / 1e6;
}

/** `rate` in GFLOP/s decides what is hopeless. */
export async function measureSize(backend: Backend, { n, d, m, H }: Size, rate: number): Promise<Measured> {
  const definition = networkDefinition({ ...fields, width: m, depth: H }, d);
  const x = normal(foldIn(prngKey(1), 0), n * d);
  const y = normal(foldIn(prngKey(1), 1), n);
  // Forward, backward and gradient: three products with each layer; twelve steps are measured.
  const perRow = 2 * (d * m + (H - 1) * m * m);
  const stepSeconds = (3 * n * perRow) / rate / 1e9;
  const times: Partial<Record<keyof Measured, number | string>> = {};
  if (12 * stepSeconds > 2 * patience) {
    const why = `left out: ${stepSeconds.toFixed(0)} s a step`;
    return { step: why, stepWithKernel: why, framesPerSecond: why, k3: why, k4: why };
  }
  const trainer = await Trainer.create(backend, definition, { x, y, n, d }, rule);
  const probe = backend.upload(normal(foldIn(prngKey(1), 2), probes * d), probes, d);
  const step = () => trainer.advanceTo((trainer.steps + 1) * rule.lr, noPause);
  // A GPU computes what was asked when something is read: the outputs on the training points, which the step has.
  const read = () => trainer.trainOutputs();
  const [stepOnly, withKernel, frame] = await bestOfEach([
    async () => {
      await step();
      await read();
    },
    async () => {
      await step();
      const kernel = trainer.kernel();
      await backend.download(kernel.total);
      disposeKernel(backend, kernel);
    },
    async () => {
      await step();
      const kernel = trainer.kernel();
      await Promise.all([backend.download(kernel.total), read(), trainer.outputs(probe)]);
      disposeKernel(backend, kernel);
    },
  ]);
  times.step = stepOnly;
  times.stepWithKernel = withKernel;
  times.framesPerSecond = 1000 / frame;
  trainer.dispose();
  backend.dispose(probe);
  for (const order of [3, 4] as const) {
    const seconds = (2 * n ** (order - 1) * perRow) / rate / 1e9;
    times[`k${order}`] =
      seconds > patience ? `left out: about ${seconds.toFixed(0)} s` : await kernels(order);
  }
  return times as Measured;

  async function kernels(order: 3 | 4): Promise<number | string> {
    const state = uploadState(backend, definition, initialWeights(definition.parametrisation, 1));
    try {
      return await best(
        async () => void (await hierarchyKernels(backend, definition, state, x, n, order)),
        3,
      );
    } catch (thrown) {
      if (thrown instanceof RangeError) return `refused: ${thrown.message}`;
      throw thrown;
    } finally {
      for (const t of [...state.weights, ...state.biases]) if (t !== null) backend.dispose(t);
    }
  }
}

/** Least milliseconds of each, taken in turn so that a busy machine disturbs all alike, after one call to warm up. */
async function bestOfEach(tasks: readonly (() => Promise<void>)[]): Promise<number[]> {
  for (const task of tasks) await task();
  const least = tasks.map(() => Infinity);
  const start = performance.now();
  for (let round = 0; round < 3 || (performance.now() - start < 1500 && round < 200); round++)
    for (const [i, task] of tasks.entries()) least[i] = Math.min(least[i], await timed(task));
  return least;
}

/** Best of a few calls; one call if it takes seconds. */
async function best(f: () => Promise<void>, calls = 40): Promise<number> {
  let least = Infinity;
  const start = performance.now();
  for (let i = 0; i < calls && performance.now() - start < 3000; i++) least = Math.min(least, await timed(f));
  return least;
}

async function timed(f: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await f();
  return performance.now() - before;
}
