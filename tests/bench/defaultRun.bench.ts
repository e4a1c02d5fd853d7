/**
 * Processor milliseconds (all threads: compiling and collecting included) of the default experiment by predictor, the first
 * run and the following ones: `npx tsx tests/bench/defaultRun.bench.ts [warm runs]`.
 */
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { runExperiment } from '../../src/engine/run/runExperiment';
import { defaultSpec } from '../../src/protocol/fields';
import type { RunEvent } from '../../src/protocol/run';
import { inLoops, machineLine, measureMachine } from './machine';

/** Processor time, so that a busy machine changes little. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const warmRuns = Number(process.argv[2] ?? 8);

/** Milliseconds by predictor, from the run's beginning to its first curve, and altogether. */
async function measure(
  means: Parameters<typeof runExperiment>[1],
  seed: number,
): Promise<Map<string, number>> {
  const costs = new Map<string, number>();
  const start = now();
  await runExperiment({ ...defaultSpec, seed }, means, {
    predictors: defaultSpec.predictors,
    emit: (event: RunEvent) => {
      if (event.kind === 'frames' && !costs.has('first curve')) costs.set('first curve', now() - start);
      if (event.kind === 'status') costs.set(event.status.predictor, event.status.milliseconds);
      return Promise.resolve();
    },
  });
  costs.set('everything', now() - start);
  return costs;
}

const machine = measureMachine();
console.log(machineLine(machine));
const float64 = await createFloat64Backend();
const choice = { backend: 'float64', adapter: float64.adapter, precision: 0, reason: 'benchmark' } as const;
const means = { backend: float64, float64, choice, clock: { now } };
const first = await measure(means, 0);
const warm: Map<string, number>[] = [];
for (let i = 1; i <= warmRuns; i++) warm.push(await measure(means, i));
console.table(
  [...first].map(([what, milliseconds]) => {
    const times = warm.map((costs) => costs.get(what) ?? NaN).sort((a, b) => a - b);
    return {
      what,
      'first run': milliseconds.toFixed(1),
      second: warm[0].get(what)?.toFixed(1),
      best: times[0].toFixed(1),
      median: times[times.length >> 1].toFixed(1),
      'median in loops': inLoops(times[times.length >> 1], machine),
    };
  }),
);
float64.close();
