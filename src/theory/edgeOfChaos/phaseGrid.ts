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
/** Nodes in log q over 1e-12 … 1e12; cubic interpolation of E[φ²]/q and E[φ′²] between them is good to 1e-7. */
const nodes = 1400;
const lowest = 1e-12;
const highest = 1e12;

/**
 * q and χ over a rectangle of (σ_w, σ_b), block by block: the fixed point depends on the activation through two functions of q
 * alone, E[φ²] and E[φ′²], which are tabulated once; every cell is then a march and a bisection over the table. A 200 × 200
 * diagram is some 40 000 × 60 look-ups. Numbers are for drawing, 1e-6; `phasePoint` and `edgePoint` give those to quote.
 */
export function* phaseGrid(
  activation: ActivationName,
  param: number,
  axes: PhaseGridAxes,
): Generator<PhaseGridRows, void> {
  const map = new VarianceMap(activation, param);
  const table = map.homogeneous === null ? new MomentTable(map) : null;
  const { columns, rows } = axes;
  for (let first = 0; first < rows; first += rowsPerBlock) {
    const count = Math.min(rowsPerBlock, rows - first);
    const q = new Float64Array(count * columns);
    const chi = new Float64Array(count * columns);
    for (let row = 0; row < count; row++) {
      const sigmaB = valueAt(axes.sigmaB, first + row, rows);
      for (let column = 0; column < columns; column++) {
        const sigmaW = valueAt(axes.sigmaW, column, columns);
        const at = row * columns + column;
        const limit = table ? table.limit(sigmaW, sigmaB) : (map.limit(sigmaW, sigmaB) ?? NaN);
        q[at] = limit;
        chi[at] = sigmaW * sigmaW * (table ? table.at(limit).slope : slopeOf(map, limit));
      }
    }
    yield { first, count, q, chi };
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

/** E[φ²] and E[φ′²] on a grid uniform in log q, cubic in between. */
class MomentTable {
  private readonly value = new Float64Array(nodes);
  private readonly slope = new Float64Array(nodes);
  private readonly q = new Float64Array(nodes);
  private readonly start = log(lowest);
  private readonly step = (log(highest) - log(lowest)) / (nodes - 1);
  private readonly zero: SquareMoments;

  constructor(map: VarianceMap) {
    this.zero = map.moments(0);
    for (let i = 0; i < nodes; i++) {
      this.q[i] = exp(this.start + i * this.step);
      const moments = map.moments(this.q[i]);
      this.value[i] = moments.value;
      this.slope[i] = moments.slope;
    }
  }

  at(q: number): SquareMoments {
    if (Number.isNaN(q)) return { value: NaN, slope: NaN };
    if (q < this.q[1]) return this.zero;
    const x = (log(q) - this.start) / this.step;
    const i = Math.min(nodes - 3, Math.max(1, Math.floor(x)));
    return { value: cubic(this.value, i, x - i), slope: cubic(this.slope, i, x - i) };
  }

  /** As `VarianceMap.limit`: the first crossing from the signal's own scale upward, NaN where there is none. */
  limit(sigmaW: number, sigmaB: number): number {
    const weight = sigmaW * sigmaW;
    const bias = sigmaB * sigmaB;
    const growth = (i: number): number => bias + weight * this.value[i] - this.q[i];
    let i =
      bias > lowest ? Math.min(nodes - 3, Math.max(1, Math.floor((log(bias) - this.start) / this.step))) : 1;
    if (!(growth(i) > 0)) return bias;
    while (i < nodes - 3 && growth(i + 1) > 0) i++;
    if (i >= nodes - 3) return NaN;
    let [low, high] = [0, 1];
    for (let halving = 0; halving < 30; halving++) {
      const middle = 0.5 * (low + high);
      const rest = bias + weight * cubic(this.value, i, middle) - cubic(this.q, i, middle);
      if (rest > 0) low = middle;
      else high = middle;
    }
    return cubic(this.q, i, 0.5 * (low + high));
  }
}

/** Lagrange's cubic through the values at i − 1 … i + 2, at i + x. */
function cubic(values: Float64Array, i: number, x: number): number {
  const [a, b, c, d] = [values[i - 1], values[i], values[i + 1], values[i + 2]];
  return b + x * (-a / 3 - b / 2 + c - d / 6 + x * ((a + c) / 2 - b + x * ((d - a) / 6 + (b - c) / 2)));
}
