import type { SliceRequest } from '../../protocol/ensemble';
import { downloadKernel } from '../kernel/downloadKernel';
import { tangentKernel } from '../kernel/tangentKernel';
import { disposePass, fullPass } from '../network/backward';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import type { Backend, Tensor } from '../tensor/backend';
import { EngineError } from '../work/engineError';

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
    checkSlice(slice, d);
    this.from = backend.upload(Float64Array.from(slice.from), 1, d);
    this.along = backend.upload(Float64Array.from(slice.along.flat()), slice.along.length, d);
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

export function checkSlice({ from, along }: SliceRequest, d: number): void {
  const wrong = [from, ...along].find((row) => row.length !== d);
  if (wrong)
    throw new EngineError(
      'InvalidSlice',
      `slice points must have d = ${d} coordinates, got ${wrong.length}; use points of the data’s space.`,
      'd',
    );
}
