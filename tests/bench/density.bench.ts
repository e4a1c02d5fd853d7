/** Processor milliseconds of one step of the density's PDE on 256 × 256 cells, six training points: `npx tsx tests/bench/density.bench.ts`. */
import { densityOfSpec } from '../../src/engine/density/densityOfSpec';
import { loadSimdKernels } from '../../src/engine/density/simdKernels';
import { requireSpec } from '../../src/protocol/validate';
import { DensityFlow } from '../../src/theory/density/densityFlow';
import { densityGrid } from '../../src/theory/density/densityGrid';
import { inLoops, machineLine, measureMachine } from './machine';

const [rounds, steps] = [6, 20];
const kernels = await loadSimdKernels();
const machine = measureMachine();
console.log(machineLine(machine));
for (const change of [{}, { optimizer: 'noisy', temperature: 0.1, lr: 0.1 }]) {
  const frozen = { outputLaw: 'signs', trained: 'hidden', sigmaB: 0, alpha: 1, n: 6 } as const;
  const { problem } = densityOfSpec(requireSpec({ ...frozen, ...change }));
  const flow = new DensityFlow(problem, densityGrid(2, 256, 6), kernels()).advanceTo(1000);
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage().user;
    for (let k = 0; k < steps; k++) flow.next();
    least = Math.min(least, (process.cpuUsage().user - start) / 1000 / steps);
  }
  console.log(`${JSON.stringify(change)}: ${least.toFixed(2)} ms a step (${inLoops(least, machine)})`);
}
