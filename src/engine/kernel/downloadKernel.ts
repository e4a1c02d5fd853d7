import type { Backend } from '../tensor/backend';
import { disposeKernel, type TangentKernel } from './tangentKernel';

/** The numbers of a kernel, whose tensors are freed. [na, nb] */
export async function downloadKernel(backend: Backend, kernel: TangentKernel): Promise<Float64Array> {
  try {
    return await backend.download(kernel.total);
  } finally {
    disposeKernel(backend, kernel);
  }
}
