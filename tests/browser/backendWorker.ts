/** Runs the claims about backends inside a module worker and posts one result per claim. */
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { selfTest } from '../../src/engine/selfTest/selfTest';
import type { Backend } from '../../src/engine/tensor/backend';
import { createWebGpuBackend } from '../../src/engine/webgpu/webgpuBackend';
import { backendClaims, fingerprint } from '../engine/backendSuite';

export interface ClaimResult {
  readonly name: string;
  readonly error: string | null;
}

export interface WorkerReport {
  readonly adapter: string;
  readonly results: readonly ClaimResult[];
  readonly selfTest: Awaited<ReturnType<typeof selfTest>>;
  /** What a plain request for WebGPU answers where only a software adapter is at hand. */
  readonly refusal: string;
  readonly lost: string;
  readonly fingerprint: string;
}

async function run(kind: string): Promise<WorkerReport> {
  const reference = await createFloat64Backend();
  const refusal = await createWebGpuBackend().then(
    () => 'accepted',
    (error: unknown) => String(error),
  );
  const webgpu = await createWebGpuBackend({ allowFallbackAdapter: true });
  const backend: Backend = kind === 'webgpu' ? webgpu : reference;
  const results: ClaimResult[] = [];
  for (const { name, check } of backendClaims) {
    let error: string | null = null;
    try {
      await check(backend);
    } catch (thrown) {
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    }
    results.push({ name, error });
  }
  const measured = await selfTest(backend, reference);
  webgpu.close();
  return {
    adapter: backend.adapter,
    results,
    selfTest: measured,
    refusal,
    lost: await webgpu.lost,
    fingerprint: await fingerprint(reference),
  };
}

self.onmessage = (event: MessageEvent<string>) => {
  run(event.data).then(
    (report) => {
      self.postMessage({ report });
    },
    (error: unknown) => {
      self.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  );
};
