import type { SliceRequest } from '../../protocol/ensemble';
import { slicePath } from '../../theory/data/slicePath';
import { downloadKernel } from '../kernel/downloadKernel';
import { tangentKernel } from '../kernel/tangentKernel';
import { disposePass, fullPass } from '../network/backward';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import type { Backend, Tensor } from '../tensor/backend';

/** The tangent kernel Θ(x₀, x) along a path of inputs, for one state of a network after another. Source: JGH Figure 1. */
export class KernelSlice {
  private readonly from: Tensor;
  private readonly along: Tensor;

  constructor(
    private readonly backend: Backend,
    private readonly definition: NetworkDefinition,
    slice: SliceRequest,
    d: number,
  ) {
    const { from, along } = slicePath(d, slice.radius ?? Math.sqrt(d), slice.places);
    this.from = backend.upload(from, 1, d);
    this.along = backend.upload(along, slice.places, d);
  }

  /** [q], without the lazy factor. */
  async at(state: NetworkState): Promise<Float64Array> {
    const { backend, definition } = this;
    const a = fullPass(backend, definition, state, this.from);
    const b = fullPass(backend, definition, state, this.along);
    try {
      return await downloadKernel(backend, tangentKernel(backend, definition, a, b));
    } finally {
      disposePass(backend, a);
      disposePass(backend, b);
    }
  }

  close(): void {
    this.backend.dispose(this.from);
    this.backend.dispose(this.along);
  }
}
