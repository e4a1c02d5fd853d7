import { arraySpace } from '../ode/arraySpace';
import type { VectorSpace } from '../ode/vectorSpace';
import type { HierarchyReadOut } from './hierarchyReadOut';
import { largestIn } from './largestIn';

/** An error below one unit in the last place of the sum of all |terms| is rounding: no step is short enough for less. */
const rounding = 2.2e-16;

/** A value is not kept closer than so small a share of the largest of its kind, which may be far above it. */
const ofLargest = { outputs: 1e-3, kernelRows: 1e-6 } as const;

/**
 * Iterated integrals with the norm of what is read from them: an error e of S moves f̃ by R₁e and K̃^{(2)} by R₂e (`HierarchyReadOut`), and
 *
 *   ‖e‖ = max( |R₁e|_x / (rtol (|y| + |f̃_x|)),  |R₂e|_{ij} / (rtol max_j |K̃^{(2)}_{ij}|) )
 *
 * over the points x given, training and test, and over the training points i, j. |y| is the largest target (or a thousandth of the
 * largest |f̃|, where that is more); each row of the kernel is measured by its own largest entry, so that inputs of any and of
 * different sizes are followed equally well. The integrals themselves have no scale of their own: a thousandfold input
 * makes K^{(k+1)} of order 10^{6k} and S_k of order 10^{−6k}.
 */
export class OutputSpace implements VectorSpace<Float64Array> {
  readonly combine = arraySpace.combine;
  readonly release = arraySpace.release;

  private readonly target: number;
  /** The points of each level: f̃, and K̃^{(2)} unless it is frozen. */
  private readonly levels: readonly (readonly number[])[];
  private scaled: Float64Array | null = null;
  private scales: readonly Float64Array[] = [];

  /** y: the targets of the n training points; `points`: those whose outputs are watched, the training points first. */
  constructor(
    private readonly readOut: HierarchyReadOut,
    private readonly y: Float64Array,
    points: readonly number[],
  ) {
    this.target = largestIn(y, 0, y.length);
    this.levels = [points, points.slice(0, y.length)].slice(0, readOut.order - 1);
  }

  errorNorm(e: Float64Array, a: Float64Array, _b: Float64Array, _atol: number, rtol: number): number {
    const scales = this.scalesAt(a, rtol);
    let norm = 0;
    this.levels.forEach((points, below) => {
      points.forEach((x, i) => {
        const error = this.readOut.largestChange(below + 1, x, e);
        // 0/0 where nothing is and nothing moves.
        if (error > 0) norm = Math.max(norm, error / scales[below][i]);
      });
    });
    return norm;
  }

  /** The error allowed at each point of each level, at the state that a step begins from. */
  private scalesAt(state: Float64Array, rtol: number): readonly Float64Array[] {
    if (this.scaled === state) return this.scales;
    this.scaled = state;
    this.scales = this.levels.map((points, below) => {
      const level = below + 1;
      const values = Float64Array.from(points, (x) => this.readOut.largestValue(level, x, state));
      const floor = rounding * this.readOut.sizeOfTerms(level, state);
      const largest = largestIn(values, 0, this.y.length);
      return values.map((value) => {
        const scale =
          level === 1
            ? value + Math.max(this.target, ofLargest.outputs * largest)
            : Math.max(value, ofLargest.kernelRows * largest);
        return rtol * scale + floor;
      });
    });
    return this.scales;
  }
}
