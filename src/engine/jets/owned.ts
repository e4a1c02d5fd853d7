import type { Backend, Tensor } from '../tensor/backend';

/** Tensors of an asynchronous computation, freed together when it ends, however it ends. */
export class Owned {
  private tensors: Tensor[] = [];

  constructor(private readonly backend: Backend) {}

  add(t: Tensor): Tensor {
    this.tensors.push(t);
    return t;
  }

  free(): void {
    for (const t of this.tensors) this.backend.dispose(t);
    this.tensors = [];
  }
}
