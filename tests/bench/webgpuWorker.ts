/** Measures one size on WebGPU inside a module worker of Chromium: asked by number, answered with plain data. */
import { createWebGpuBackend } from '../../src/engine/webgpu/webgpuBackend';
import { measureSize, productRate, sizes } from './measureSizes';

self.onmessage = async () => {
  try {
    const backend = await createWebGpuBackend({ allowFallbackAdapter: true });
    const rate = await productRate(backend);
    const measured = [];
    for (const size of sizes) measured.push(await measureSize(backend, size, rate));
    self.postMessage({ adapter: backend.adapter, rate, measured });
  } catch (thrown) {
    self.postMessage({ error: String(thrown) });
  }
};
