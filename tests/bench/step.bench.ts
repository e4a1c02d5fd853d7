/** ms per step of gradient descent, with and without the exact kernel, and per gradient of 16384 particles: `npx tsx tests/bench/step.bench.ts`. */
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { disposeKernel } from '../../src/engine/kernel/tangentKernel';
import type { NetworkFields } from '../../src/engine/network/networkDefinition';
import { networkDefinition, parameterCount } from '../../src/engine/network/networkDefinition';
import { widenDefinition } from '../../src/engine/network/widen';
import { noPause } from '../../src/engine/run/pause';
import { Trainer } from '../../src/engine/training/trainer';
import type { TrainingRule } from '../../src/engine/training/trainingRule';

const fields: NetworkFields = {
  preset: 'ntk-alpha',
  width: 512,
  depth: 2,
  activation: 'erf',
  activationParam: 1,
  sigmaW: 1.5,
  sigmaB: 0.3,
  sigmaA: 1,
  alpha: 'sqrt',
  residual: 'none',
  centred: false,
  lrRule: 'lazy',
};
const rule: TrainingRule = {
  loss: 'square',
  optimizer: 'gd',
  lr: 0.01,
  batch: 1,
  momentum: 0,
  decayU: 0,
  decayTheta: 0,
  temperature: 0,
  seed: 1,
};

function data(n: number, d: number) {
  const x = Float64Array.from({ length: n * d }, (_, i) => Math.sin(1.7 * i + 0.3));
  return { x, y: Float64Array.from({ length: n }, (_, i) => Math.cos(i)), n, d };
}

/** Median milliseconds of f, over at least five calls and half a second. */
async function median(f: () => Promise<void>): Promise<number> {
  await f();
  const times: number[] = [];
  const start = performance.now();
  while (times.length < 5 || (performance.now() - start < 500 && times.length < 200)) {
    const before = performance.now();
    await f();
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  return times[times.length >> 1];
}

const backend = await createFloat64Backend();
const rows: Record<string, string | number>[] = [];
for (const [n, d, width, depth] of [
  [8, 2, 512, 2],
  [64, 32, 512, 3],
  [128, 784, 1024, 3],
]) {
  const definition = networkDefinition({ ...fields, width, depth }, d);
  const trainer = await Trainer.create(backend, definition, data(n, d), rule);
  const next = () => trainer.advanceTo((trainer.steps + 1) * rule.lr, noPause);
  const step = await median(next);
  const withKernel = await median(async () => {
    disposeKernel(backend, trainer.kernel());
    await next();
  });
  rows.push({
    '(n, d, m, H)': `(${n}, ${d}, ${width}, ${depth})`,
    parameters: parameterCount(definition),
    'ms/step': step.toFixed(3),
    'with kernel': withKernel.toFixed(3),
    ratio: (withKernel / step).toFixed(2),
  });
  trainer.dispose();
}
console.table(rows);

const narrow = networkDefinition({ ...fields, width: 128, depth: 1, alpha: 1 }, 2);
const particles = await Trainer.create(backend, widenDefinition(narrow, 16384), data(6, 2), rule);
const gradient = await median(() => particles.advanceTo((particles.steps + 1) * rule.lr, noPause));
console.log(`16384 particles, erf, n = 6: ${gradient.toFixed(3)} ms per gradient`);
particles.dispose();
backend.close();
