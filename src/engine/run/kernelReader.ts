import { kernelMeasures } from '../../theory/kernelMeasures/kernelMeasures';
import { symmetricEigenvalues } from '../../theory/linalg/symmetricEigenvalues';
import type { Prediction } from '../predictors/predictor';
import type { KernelReading } from './frameBuffer';

/** Above this n eigenvalues are taken at every eighth recorded time only: they cost O(n³) and change slowly. */
const everyFrame = 96;
const stride = 8;

/** Drift measures and eigenvalues of one predictor's kernel along its run, against its own K₀. */
export class KernelReader {
  /** `initial`: K₀ [n, n], where the first kernel that is read is not it. */
  constructor(
    private readonly y: Float64Array,
    private readonly n: number,
    private readonly lazyFactor: number,
    private initial: Float64Array | null = null,
  ) {}

  read(index: number, prediction: Prediction): KernelReading | null {
    const { kernel } = prediction;
    if (!kernel) return null;
    this.initial ??= kernel.slice();
    const wanted = this.n <= everyFrame || index % stride === 0;
    return {
      measures: kernelMeasures(kernel, this.initial, this.y, this.n),
      eigenvalues: wanted
        ? scaledSpectrum(kernel, this.n, this.lazyFactor)
        : new Float64Array(this.n).fill(NaN),
    };
  }
}

/** Eigenvalues of the lazy kernel over n, (m/α²) K/n, descending. [n] */
export function scaledSpectrum(kernel: Float64Array, n: number, lazyFactor: number): Float64Array {
  const ascending = symmetricEigenvalues(kernel, n);
  const factor = lazyFactor / n;
  return ascending.map((_, i) => ascending[n - 1 - i] * factor);
}
