import type { Tensor } from '../tensor/backend';

/** A matrix in the module's memory, row-major. */
export class Float64Tensor implements Tensor {
  readonly rows: number;
  readonly cols: number;
  /** Where its numbers are, in bytes; 0 when it was freed. */
  address: number;
  kept = false;
  /** The scope that returns it, so that it survives that scope's end. */
  survives = 0;

  constructor(rows: number, cols: number, address: number) {
    this.rows = rows;
    this.cols = cols;
    this.address = address;
  }
}
