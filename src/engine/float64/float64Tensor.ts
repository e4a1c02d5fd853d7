import type { ScopedTensor } from '../tensor/tensorScopes';

/** A matrix in the module's memory, row-major. */
export class Float64Tensor implements ScopedTensor {
  readonly rows: number;
  readonly cols: number;
  /** Where its numbers are, in bytes; 0 when it was freed. */
  address: number;
  kept = false;
  survives = 0;

  constructor(rows: number, cols: number, address: number) {
    this.rows = rows;
    this.cols = cols;
    this.address = address;
  }

  get freed(): boolean {
    return this.address === 0;
  }
}
