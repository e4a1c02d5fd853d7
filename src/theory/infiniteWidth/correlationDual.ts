import { cos } from '../elementary/cos';
import type { ActivationName } from '../activations/names';
import { angleOfGap } from './correlationGap';
import { dualActivation } from './dualActivation';
import type { DualMoments, DualWork, GaussianPairs } from './gaussianPairs';
import { finish } from './work';

const pi = 3.141592653589793;
/** Nodes are doubled until the last coefficients have fallen to rounding, or to this many. */
const mostNodes = 512;
const rounding = 2e-14;

/** V[φ], V[φ′] and the gap of the outputs of a pair of one variance. */
export interface PairMoments {
  value: number;
  slope: number;
  gap: number;
}

/**
 * The dual activation on one variance q: V[φ](q, q, c), V[φ′] and the outputs' gap as functions of the angle t = arccos c, each
 * a Chebyshev interpolant on [0, π]. All of them are analytic in t there, for kinked activations too.
 *
 * The outputs' gap is interpolated as its ratio to the inputs', so it keeps its relative accuracy down to c = 1. Once made, a
 * layer costs three short sums: what great depth is made of, since the variances stop moving after some dozen layers.
 * Validity: as the dual activation itself; wide variances need many nodes. Shapes: scalars.
 */
export class CorrelationDual {
  private readonly value: Float64Array;
  private readonly slope: Float64Array;
  private readonly ratio: Float64Array;
  /** E[φ²] and E[φ′²]. */
  readonly square: number;
  readonly slopeSquare: number;

  constructor(
    readonly q: number,
    dual: DualWork,
  ) {
    let size = 32;
    for (;;) {
      const { pairs, moments } = sample(q, size, dual);
      this.square = moments.diagonal[0];
      this.slopeSquare = moments.diagonalSlope[0];
      const ratios = moments.gap.map((value, e) => value / pairs.gap[e]);
      this.value = chebyshev(moments.pair);
      this.slope = chebyshev(moments.pairSlope);
      this.ratio = chebyshev(ratios);
      const done = [this.value, this.slope, this.ratio].every(({ length }) => length < size - 2);
      if (done || size >= mostNodes) return;
      size *= 2;
    }
  }

  static of(q: number, activation: ActivationName, param: number): CorrelationDual {
    return new CorrelationDual(q, dualActivation(activation, param));
  }

  at(gap: number, out: PairMoments): void {
    const x = (2 / pi) * angleOfGap(gap) - 1;
    out.value = clenshaw(this.value, x);
    out.slope = clenshaw(this.slope, x);
    out.gap = gap * clenshaw(this.ratio, x);
  }
}

/** The dual at the Chebyshev points t_j = π(1 + cos θ_j)/2, θ_j = π(j + ½)/size; 1 − cos t is formed as 2 sin²(t/2). */
function sample(
  q: number,
  size: number,
  dual: DualWork,
): { readonly pairs: GaussianPairs; readonly moments: DualMoments } {
  const gap = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    const t = 0.5 * pi * (1 + cos((pi * (j + 0.5)) / size));
    const half = cos(0.5 * (pi - t));
    gap[j] = 2 * half * half;
  }
  const pairs = { q: Float64Array.of(q), first: new Int32Array(size), second: new Int32Array(size), gap };
  return { pairs, moments: finish(dual(pairs)) };
}

/** Coefficients of Σ' a_k T_k from values at the Chebyshev points, a₀ halved. */
function chebyshev(values: Float64Array): Float64Array {
  const size = values.length;
  // cos(π k (j + ½)/size) = cosines[(2j + 1) k mod 4 size].
  const cosines = new Float64Array(4 * size);
  for (let i = 0; i < cosines.length; i++) cosines[i] = cos((pi * i) / (2 * size));
  const out = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += values[j] * cosines[((2 * j + 1) * k) % (4 * size)];
    out[k] = ((k === 0 ? 1 : 2) * sum) / size;
  }
  let last = size;
  const scale = Math.max(...out.map(Math.abs));
  while (last > 8 && Math.abs(out[last - 1]) < rounding * scale) last--;
  return out.slice(0, last);
}

function clenshaw(a: Float64Array, x: number): number {
  let b1 = 0;
  let b2 = 0;
  for (let k = a.length - 1; k > 0; k--) {
    const b = a[k] + 2 * x * b1 - b2;
    b2 = b1;
    b1 = b;
  }
  return a[0] + x * b1 - b2;
}
