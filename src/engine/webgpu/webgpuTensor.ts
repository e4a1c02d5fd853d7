import type { Tensor as TfTensor } from '@tensorflow/tfjs-core';
import type { ScopedTensor } from '../tensor/tensorScopes';

/** A float32 matrix on the GPU. */
export class WebGpuTensor implements ScopedTensor {
  readonly rows: number;
  readonly cols: number;
  /** null when it was freed. */
  data: TfTensor | null;
  kept = false;
  survives = 0;

  constructor(rows: number, cols: number, data: TfTensor) {
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  get freed(): boolean {
    return this.data === null;
  }
}
