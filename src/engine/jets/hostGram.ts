import type { Backend, Tensor } from '../tensor/backend';

/** The numbers of a product made in a scope of its own; nothing stays on the backend. */
export async function hostGram(backend: Backend, gram: () => Tensor): Promise<Float64Array> {
  const t = backend.scope(gram);
  try {
    return await backend.download(t);
  } finally {
    backend.dispose(t);
  }
}
