import type { Backend, Tensor } from '../tensor/backend';

/** Tensors of an asynchronous computation, freed together when it ends, however it ends. */
export class Owned {
  private readonly tensors = new Set<Tensor>();

  constructor(private readonly backend: Backend) {}

  add(t: Tensor): Tensor {
    this.tensors.add(t);
    return t;
  }

  /** Frees one tensor now. */
  release(t: Tensor): void {
    if (this.tensors.delete(t)) this.backend.dispose(t);
  }

  /** Hands one tensor over to another owner. */
  give(t: Tensor, to: Owned): Tensor {
    this.tensors.delete(t);
    return to.add(t);
  }

  free(): void {
    for (const t of this.tensors) this.backend.dispose(t);
    this.tensors.clear();
  }
}
