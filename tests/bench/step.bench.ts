/**
 * Milliseconds per step with and without the exact kernel, K3, K4, and recorded frames per second, on every backend at hand:
 * float64 in Node, WebGPU in a worker of Chromium where there is one (on a software adapter where there is no GPU).
 */
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../scripts/ensure.mjs';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { launchChromium, serveWorker } from '../browser/harness';
import { inLoops, machineLine, measureMachine } from './machine';
import { measureSize, probes, productRate, sizes, type Measured } from './measureSizes';

interface Report {
  readonly adapter: string;
  readonly rate: number;
  readonly measured: readonly Measured[];
}

/** For scale, milliseconds on two cores of the machine that they were measured on: a step, and the kernel alone. */
const elsewhere =
  '(64, 32, 512, 3) for scale: JAX float32 5 ms a step, jax-js 14 ms; kernel: numpy Gram form 6 ms, neural-tangents 230 ms';

async function onFloat64(): Promise<Report> {
  const backend = await createFloat64Backend();
  const rate = await productRate(backend);
  const measured: Measured[] = [];
  for (const size of sizes) measured.push(await measureSize(backend, size, rate));
  const { adapter } = backend;
  backend.close();
  return { adapter, rate, measured };
}

async function onWebGpu(): Promise<Report | string> {
  if (!findChromium()) return 'no Chromium here';
  const served = await serveWorker(fileURLToPath(new URL('./webgpuWorker.ts', import.meta.url)));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(served.url);
    const answer = await page.evaluate(
      () =>
        new Promise<Report & { error?: string }>((resolve) => {
          const worker = new Worker('worker.js', { type: 'module' });
          worker.onmessage = (event: MessageEvent<Report & { error?: string }>) => resolve(event.data);
          worker.postMessage(null);
        }),
    );
    return answer.error ?? answer;
  } finally {
    await browser.close();
    await served.close();
  }
}

function print(name: string, report: Report | string): void {
  if (typeof report === 'string') {
    console.log(`\n${name}: not measured, ${report}`);
    return;
  }
  console.log(
    `\n${name} (${report.adapter}): ${report.rate.toFixed(1)} GFLOP/s at 64 × 512 × 512, ${(report.rate / machine.gigahertz).toFixed(1)} per cycle of the CPU`,
  );
  report.measured.forEach((one, i) => {
    const { n, d, m, H } = sizes[i];
    const ratio =
      typeof one.step === 'number' && typeof one.stepWithKernel === 'number'
        ? ` (${(one.stepWithKernel / one.step).toFixed(2)} × the step)`
        : '';
    console.log(`  (n, d, m, H) = (${n}, ${d}, ${m}, ${H})`);
    console.log(`    step                 ${milliseconds(one.step)}`);
    console.log(`    step with kernel     ${milliseconds(one.stepWithKernel)}${ratio}`);
    console.log(`    frames, ${probes} probes    ${perSecond(one.framesPerSecond)}`);
    console.log(`    K3                   ${milliseconds(one.k3)}`);
    console.log(`    K4                   ${milliseconds(one.k4)}`);
  });
}

const machine = measureMachine();
const milliseconds = (value: number | string) =>
  typeof value === 'number' ? `${value.toFixed(2)} ms, ${inLoops(value, machine)}` : value;
const perSecond = (value: number | string) =>
  typeof value === 'number' ? `${value.toPrecision(3)} per second` : value;

console.log(machineLine(machine));
console.log(elsewhere);
print('float64', await onFloat64());
print('webgpu', await onWebGpu());
