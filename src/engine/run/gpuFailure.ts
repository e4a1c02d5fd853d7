import type { Backend } from '../tensor/backend';
import { EngineError } from '../work/engineError';
import { Cancelled } from '../work/pause';

/**
 * What a thrown thing says about the GPU; null where it says nothing. A device that goes away rejects whatever waits for it, with words
 * of the browser and often before it reports its own loss: on a GPU any error that is not ours is taken for its failure.
 */
export function gpuFailure(backend: Backend, thrown: unknown): EngineError | null {
  if (backend.name !== 'webgpu' || thrown instanceof EngineError || thrown instanceof Cancelled) return null;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new EngineError('GpuLost', `The GPU was lost (${reason}).`, 'precision');
}
