import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { runExperiment } from '../../src/engine/run/runExperiment';
import { validateSpec } from '../../src/protocol/validate';

/** A run of every predictor, with particles enough to matter and few enough to be quick anywhere. */
const { spec } = validateSpec({
  width: 48,
  particles: 512,
  precision: 'float64',
  predictors: ['nn', 'linearised', 'nth3', 'nth4', 'ntk', 'meanField', 'randomFeatures'],
});

/** SHA-256 of every column of every predictor as float64 bytes, all recorded times in order: `nn.probe` → hex. */
export async function runDigests(): Promise<Record<string, string>> {
  const backend = await createFloat64Backend();
  const choice = { backend: 'float64', adapter: backend.adapter, precision: 0, reason: 'a test' } as const;
  const columns = new Map<string, Float64Array<ArrayBuffer>[]>();
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
          columns.set(key, [...(columns.get(key) ?? []), values as Float64Array<ArrayBuffer>]);
        }
        return Promise.resolve();
      },
    },
  );
  backend.close();
  const digests: Record<string, string> = {};
  for (const [key, parts] of columns) {
    const hash = await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer());
    digests[key] = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  return digests;
}
