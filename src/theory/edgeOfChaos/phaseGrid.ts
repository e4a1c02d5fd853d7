import type { ActivationName } from '../activations/names';
import { exp } from '../elementary/exp';
import { log } from '../elementary/log';
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
/** Nodes in log q; interpolation of E[φ²] and E[φ′²] by 8 of them is good to 1e-6 for u³ and sin, to 1e-9 for the rest. */
const nodes = 314;
const lowest = 1e-8;
const highest = 1e8;
/** Nodes below and above the interval of an interpolation. */
const [below, above] = [3, 4];
/** A crossing is found to this part of the distance of two nodes, 1e-8 of q. */
const resolution = 1e-7;

/** A fixed variance and E[φ′²] there. */
interface FixedVariance {
  q: number;
  slope: number;
}

/**
 * q and χ over rectangles of (σ_w, σ_b), block by block: the fixed point depends on the activation through two functions of q
 * alone, E[φ²] and E[φ′²], which are tabulated where they are needed, once for all rectangles; along a row the fixed point
 * only grows with σ_w, so a row is one march over the table. Numbers are for drawing, 1e-6, and q below 1e-8 counts as 0; `phasePoint` and `edgePoint` give those to quote.
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
    const found: FixedVariance = { q: NaN, slope: NaN };
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
            this.table.limit(sigmaW, sigmaB, from, found);
          } else {
            found.q = this.map.limit(sigmaW, sigmaB) ?? NaN;
            found.slope = slopeOf(this.map, found.q);
          }
          q[at] = found.q;
          chi[at] = sigmaW * sigmaW * found.slope;
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

/** E[φ²] and E[φ′²] on a grid uniform in log q, polynomials of degree 7 in between; a node is computed when it is first looked at. */
class MomentTable {
  private readonly value = new Float64Array(nodes).fill(NaN);
  private readonly slope = new Float64Array(nodes);
  private readonly q = new Float64Array(nodes);
  private readonly step = (log(highest) - log(lowest)) / (nodes - 1 - below - above);
  private readonly start = log(lowest) - below * this.step;
  private readonly zero: number;
  private readonly weights = new Float64Array(below + above + 1);

  constructor(private readonly map: VarianceMap) {
    this.zero = map.moments(0).slope;
    for (let i = 0; i < nodes; i++) this.q[i] = exp(this.start + i * this.step);
  }

  indexOf(q: number): number {
    if (!(q > lowest)) return below;
    return Math.min(nodes - 1 - above, Math.max(below, Math.floor((log(q) - this.start) / this.step)));
  }

  /** The last node from `from` on that is below the first crossing of the diagonal. */
  march(sigmaW: number, sigmaB: number, from: number): number {
    let i = from;
    while (
      i < nodes - 1 - above &&
      this.growth(sigmaW, sigmaB, i) > 0 &&
      this.growth(sigmaW, sigmaB, i + 1) > 0
    )
      i++;
    return i;
  }

  /** As `VarianceMap.limit`: the crossing after node i, NaN where there is none, and the slope there. */
  limit(sigmaW: number, sigmaB: number, i: number, out: FixedVariance): void {
    const weight = sigmaW * sigmaW;
    const bias = sigmaB * sigmaB;
    let left = this.growth(sigmaW, sigmaB, i);
    if (!(left > 0)) {
      out.q = bias;
      out.slope = this.slopeAt(bias);
      return;
    }
    out.q = out.slope = NaN;
    if (i >= nodes - 1 - above) return;
    this.fill(i);
    let [low, high, right] = [0, 1, this.growth(sigmaW, sigmaB, i + 1)];
    // Regula falsi, the Illinois way: an end that stays counts half.
    for (let round = 0, x = 0; round < 60; round++) {
      const before = x;
      x = low + ((high - low) * left) / (left - right);
      lagrangeWeights(x, this.weights);
      out.q = this.mix(this.q, i);
      if (Math.abs(x - before) < resolution) break;
      const rest = bias + weight * this.mix(this.value, i) - out.q;
      if (rest > 0) {
        if (before < x) right *= 0.5;
        [low, left] = [x, rest];
      } else {
        if (before > x) left *= 0.5;
        [high, right] = [x, rest];
      }
    }
    out.slope = this.mix(this.slope, i);
  }

  private slopeAt(q: number): number {
    if (q < lowest) return this.zero;
    const i = this.indexOf(q);
    this.fill(i);
    lagrangeWeights((log(q) - this.start) / this.step - i, this.weights);
    return this.mix(this.slope, i);
  }

  private growth(sigmaW: number, sigmaB: number, i: number): number {
    this.node(i);
    return sigmaB * sigmaB + sigmaW * sigmaW * this.value[i] - this.q[i];
  }

  private mix(values: Float64Array, i: number): number {
    let sum = 0;
    for (let k = 0; k < this.weights.length; k++) sum += this.weights[k] * values[i - below + k];
    return sum;
  }

  /** The nodes of an interpolation after i. */
  private fill(i: number): void {
    for (let k = i - below; k <= i + above; k++) this.node(k);
  }

  private node(i: number): void {
    if (!Number.isNaN(this.value[i])) return;
    const moments = this.map.moments(this.q[i]);
    this.value[i] = moments.value;
    this.slope[i] = moments.slope;
  }
}

/** 1/Π_{j ≠ k} (k − j) for the nodes −below … above. */
const inverseDistances = Float64Array.from({ length: below + above + 1 }, (_, k) => {
  let product = 1;
  for (let j = 0; j <= below + above; j++) if (j !== k) product *= k - j;
  return 1 / product;
});

/** Lagrange's weights at x, 0 ≤ x ≤ 1, of the nodes −below … above. */
function lagrangeWeights(x: number, out: Float64Array): void {
  const last = below + above;
  let product = 1;
  for (let k = 0; k <= last; k++) {
    out[k] = product * inverseDistances[k];
    product *= x + below - k;
  }
  product = 1;
  for (let k = last; k >= 0; k--) {
    out[k] *= product;
    product *= x + below - k;
  }
}
