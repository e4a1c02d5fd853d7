import { largestEigenvalueWork } from '../../theory/linalg/largestEigenvalue';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { normal } from '../../theory/random/normal';
import { inPieces, type Pause } from '../work/pause';

/** ‖Kv − θv‖ ≤ 10⁻⁶ θ: θ is then right to 10⁻¹² over the relative gap, in at most n products without restarts up to n = 40. */
const options = { basis: 40, tolerance: 1e-6, products: 300 };
/** The stream of the start, apart from those of weights and batches. */
const stream = 3001;

/** λ_max of a kernel [n, n], in O(n²) per product where all eigenvalues are O(n³). */
export async function largestOfKernel(kernel: Float64Array, n: number, pause: Pause): Promise<number> {
  const product = (v: Float64Array): Float64Array => {
    const result = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[i] += kernel[i * n + j] * v[j];
    return result;
  };
  const start = normal(foldIn(prngKey(0), stream), n);
  return (await inPieces(largestEigenvalueWork(product, start, options), pause)).value;
}
