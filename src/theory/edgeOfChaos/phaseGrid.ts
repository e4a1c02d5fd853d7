import type { ActivationName } from '../activations/names';
import { exp } from '../elementary/exp';
import { log } from '../elementary/log';
import type { SquareMoments } from '../infiniteWidth/squareMoments';
import { VarianceMap } from './varianceMap';

/** Axes of a phase diagram: `columns` values of σ_w, `rows` of σ_b, ends included. */
export interface PhaseGridAxes {
  readonly sigmaW: readonly [number, number];
  readonly sigmaB: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
}

/** Rows `first` … `first + count − 1`, each [columns], σ_w ascending; NaN where the variance diverges. */
export interface PhaseGridRows {
  readonly first: number;
  readonly count: number;
  readonly q: Float64Array;
  readonly chi: Float64Array;
}

const rowsPerBlock = 10;
/** Nodes in log q; cubic interpolation of E[φ²] and E[φ′²] between them is good to 1e-7. */
const nodes = 900;
const lowest = 1e-8;
const highest = 1e8;

/**
 * q and χ over rectangles of (σ_w, σ_b), block by block: the fixed point depends on the activation through two functions of q
 * alone, E[φ²] and E[φ′²], which are tabulated where they are needed, once for all rectangles; along a row the fixed point
 * only grows with σ_w, so a row is one march over the table. Numbers are for drawing, 1e-5, and q below 1e-8 counts as 0; `phasePoint` and `edgePoint` give those to quote.
 */
export class PhaseDiagram {
  private readonly map: VarianceMap;
  private readonly table: MomentTable | null;

  constructor(activation: ActivationName, param: number) {
    this.map = new VarianceMap(activation, param);
    this.table = this.map.homogeneous === null ? new MomentTable(this.map) : null;
  }

  *grid(axes: PhaseGridAxes): Generator<PhaseGridRows, void> {
    const { columns, rows } = axes;
    for (let first = 0; first < rows; first += rowsPerBlock) {
      const count = Math.min(rowsPerBlock, rows - first);
      const q = new Float64Array(count * columns);
      const chi = new Float64Array(count * columns);
      for (let row = 0; row < count; row++) {
        const sigmaB = valueAt(axes.sigmaB, first + row, rows);
        let from = this.table?.indexOf(sigmaB * sigmaB) ?? 0;
        for (let column = 0; column < columns; column++) {
          const sigmaW = valueAt(axes.sigmaW, column, columns);
          const at = row * columns + column;
          if (this.table) {
            from = this.table.march(sigmaW, sigmaB, from);
            q[at] = this.table.limit(sigmaW, sigmaB, from);
          } else q[at] = this.map.limit(sigmaW, sigmaB) ?? NaN;
          chi[at] = sigmaW * sigmaW * (this.table ? this.table.at(q[at]).slope : slopeOf(this.map, q[at]));
        }
      }
      yield { first, count, q, chi };
    }
  }
}

/** The value of an axis at an index. */
export function valueAt([from, to]: readonly [number, number], index: number, count: number): number {
  return count > 1 ? from + ((to - from) * index) / (count - 1) : from;
}

/** χ of a homogeneous activation does not depend on q; where the variance diverges it has no meaning. */
function slopeOf(map: VarianceMap, limit: number): number {
  return Number.isNaN(limit) ? NaN : map.homogeneous!;
}

/** E[φ²] and E[φ′²] on a grid uniform in log q, cubic in between; a node is computed when it is first looked at. */
class MomentTable {
  private readonly value = new Float64Array(nodes).fill(NaN);
  private readonly slope = new Float64Array(nodes);
  private readonly q = new Float64Array(nodes);
  private readonly start = log(lowest);
  private readonly step = (log(highest) - log(lowest)) / (nodes - 1);
  private readonly zero: SquareMoments;

  constructor(private readonly map: VarianceMap) {
    this.zero = map.moments(0);
    for (let i = 0; i < nodes; i++) this.q[i] = exp(this.start + i * this.step);
  }

  at(q: number): SquareMoments {
    if (Number.isNaN(q)) return { value: NaN, slope: NaN };
    if (q < this.q[1]) return this.zero;
    const i = this.indexOf(q);
    this.fill(i);
    const x = (log(q) - this.start) / this.step - i;
    return { value: cubic(this.value, i, x), slope: cubic(this.slope, i, x) };
  }

  indexOf(q: number): number {
    if (!(q > lowest)) return 1;
    return Math.min(nodes - 3, Math.max(1, Math.floor((log(q) - this.start) / this.step)));
  }

  /** The last node from `from` on that is below the first crossing of the diagonal. */
  march(sigmaW: number, sigmaB: number, from: number): number {
    let i = from;
    while (i < nodes - 3 && this.growth(sigmaW, sigmaB, i) > 0 && this.growth(sigmaW, sigmaB, i + 1) > 0) i++;
    return i;
  }

  /** As `VarianceMap.limit`: the crossing after node i, NaN where there is none. */
  limit(sigmaW: number, sigmaB: number, i: number): number {
    const weight = sigmaW * sigmaW;
    const bias = sigmaB * sigmaB;
    if (!(this.growth(sigmaW, sigmaB, i) > 0)) return bias;
    if (i >= nodes - 3) return NaN;
    this.fill(i);
    let [low, high] = [0, 1];
    for (let halving = 0; halving < 30; halving++) {
      const middle = 0.5 * (low + high);
      const rest = bias + weight * cubic(this.value, i, middle) - cubic(this.q, i, middle);
      if (rest > 0) low = middle;
      else high = middle;
    }
    return cubic(this.q, i, 0.5 * (low + high));
  }

  private growth(sigmaW: number, sigmaB: number, i: number): number {
    this.node(i);
    return sigmaB * sigmaB + sigmaW * sigmaW * this.value[i] - this.q[i];
  }

  /** The four nodes of a cubic. */
  private fill(i: number): void {
    for (let k = i - 1; k <= i + 2; k++) this.node(k);
  }

  private node(i: number): void {
    if (!Number.isNaN(this.value[i])) return;
    const moments = this.map.moments(this.q[i]);
    this.value[i] = moments.value;
    this.slope[i] = moments.slope;
  }
}

/** Lagrange's cubic through the values at i − 1 … i + 2, at i + x. */
function cubic(values: Float64Array, i: number, x: number): number {
  const [a, b, c, d] = [values[i - 1], values[i], values[i + 1], values[i + 2]];
  return b + x * (-a / 3 - b / 2 + c - d / 6 + x * ((a + c) / 2 - b + x * ((d - a) / 6 + (b - c) / 2)));
}
