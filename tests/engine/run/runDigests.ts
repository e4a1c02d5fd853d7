import { createHash } from 'node:crypto';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { runExperiment } from '../../../src/engine/run/runExperiment';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';

/** SHA-256 of every column of every predictor, all recorded times in order, as float64 bytes: `nn.probe` → hex. */
export type Digests = Record<string, string>;

export async function runDigests(spec: ExperimentSpec): Promise<Digests> {
  const backend = await createFloat64Backend();
  const choice = { backend: 'float64', adapter: backend.adapter, precision: 0, reason: 'a test' } as const;
  const columns = new Map<string, ReturnType<typeof createHash>>();
  await runExperiment(
    spec,
    { backend, float64: backend, choice, clock: { now: () => performance.now() } },
    {
      predictors: spec.predictors,
      emit: (event) => {
        if (event.kind !== 'frames') return Promise.resolve();
        for (const [name, values] of Object.entries(event.frames)) {
          if (!(values instanceof Float64Array)) continue;
          const key = `${event.frames.predictor}.${name}`;
          const hash = columns.get(key) ?? createHash('sha256');
          columns.set(key, hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
        }
        return Promise.resolve();
      },
    },
  );
  backend.close();
  return Object.fromEntries([...columns].map(([key, hash]) => [key, hash.digest('hex')]));
}
