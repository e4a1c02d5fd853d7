/** Runs reference networks on one backend inside a worker of the browser; answers with plain numbers. */
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { hierarchyKernels } from '../../src/engine/jets/hierarchyKernels';
import { initialWeights } from '../../src/engine/network/drawWeights';
import { uploadState } from '../../src/engine/network/networkState';
import { makeSetup } from '../../src/engine/predictors/setup';
import { noPause } from '../../src/engine/work/pause';
import { disposeKernel } from '../../src/engine/kernel/tangentKernel';
import type { Backend } from '../../src/engine/tensor/backend';
import { Trainer } from '../../src/engine/training/trainer';
import { createWebGpuBackend } from '../../src/engine/webgpu/webgpuBackend';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';

export interface NetworkTask {
  readonly backend: 'float64' | 'webgpu';
  readonly spec: ExperimentSpec;
  readonly times: readonly number[];
  /** Highest kernel order at t = 0; 2 for none beyond K. */
  readonly order: 2 | 3 | 4;
}

export interface NetworkAnswer {
  readonly train: readonly (readonly number[])[];
  readonly probe: readonly (readonly number[])[];
  readonly kernel: readonly (readonly number[])[];
  /** K⁽²⁾, K⁽³⁾, … of the training points at t = 0. */
  readonly kernels: readonly (readonly number[])[];
  /** Live tensors before and after three more steps. */
  readonly tensors: readonly [number, number];
}

const backends = new Map<string, Promise<Backend>>();

function backendOf(name: NetworkTask['backend']): Promise<Backend> {
  const known = backends.get(name);
  if (known) return known;
  const made =
    name === 'float64' ? createFloat64Backend() : createWebGpuBackend({ allowFallbackAdapter: true });
  backends.set(name, made);
  return made;
}

async function answer({ backend: name, spec, times, order }: NetworkTask): Promise<NetworkAnswer> {
  const backend = await backendOf(name);
  const { definition, data } = makeSetup(spec);
  const trainer = await Trainer.create(backend, definition, data, spec);
  const xProbe = backend.upload(data.xProbe, data.p, data.d);
  const rows = { train: [] as number[][], probe: [] as number[][], kernel: [] as number[][] };
  const record = async () => {
    rows.train.push([...(await trainer.trainOutputs())]);
    rows.probe.push([...(await trainer.outputs(xProbe))]);
    const kernel = trainer.kernel();
    rows.kernel.push([...(await backend.download(kernel.total))]);
    disposeKernel(backend, kernel);
  };
  for (const t of times) {
    await trainer.advanceTo(t, noPause);
    await record();
  }
  const before = backend.memory().tensors;
  await trainer.advanceTo(times[times.length - 1] + 3 * spec.lr, noPause);
  const after = backend.memory().tensors;
  backend.dispose(xProbe);
  trainer.dispose();
  const state = uploadState(backend, definition, initialWeights(definition.parametrisation, spec.seed));
  const { kernels } = await hierarchyKernels(backend, definition, state, data.x, data.n, order);
  for (const t of [...state.weights, ...state.biases]) if (t !== null) backend.dispose(t);
  return { ...rows, kernels: kernels.map((k) => [...k]), tensors: [before, after] };
}

self.onmessage = (event: MessageEvent<NetworkTask>) => {
  answer(event.data).then(
    (result) => {
      self.postMessage({ result });
    },
    (error: unknown) => {
      self.postMessage({ error: String(error) });
    },
  );
};
