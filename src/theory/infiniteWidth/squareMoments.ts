import type { Activation } from '../activations/activation';
import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import { exp } from '../elementary/exp';
import { gaussLegendre } from '../quadrature/gaussLegendre';
import { normalGrid } from '../quadrature/normalGrid';
import { closedFormDual } from './dualActivation';
import { EluSectors } from './eluSectors';
import { erfcx } from './millsRatio';

/** E[φ(√q Z)²] and E[φ′(√q Z)²]. */
export interface SquareMoments {
  readonly value: number;
  readonly slope: number;
}

/**
 * The second moments of φ and φ′ at one variance q ≥ 0: the ingredients of the variance map and of χ (MATH §7).
 *
 * Closed forms where they exist; else the trapezoidal rule for narrow laws, and for wide ones what φ² differs from its straight
 * asymptotes, integrated where it differs. Validity: any q; relative error 1e-13.
 */
export function squareMoments(activation: ActivationName, param: number): (q: number) => SquareMoments {
  const closed = closedFormDual(activation, param);
  if (closed !== null) {
    const none = { first: new Int32Array(0), second: new Int32Array(0), gap: new Float64Array(0) };
    return (q) => {
      const { diagonal, diagonalSlope } = closed({ q: Float64Array.of(q), ...none });
      return { value: diagonal[0], slope: diagonalSlope[0] };
    };
  }
  if (activation === 'elu') return eluMoments;
  const record = activations[activation];
  const value = (u: number): number => record.derivative(param, 0, u);
  const slope = (u: number): number => record.derivative(param, 1, u);
  const strip = record.strip(param);
  const grids = narrow.map((most) => ({ most: most * strip * strip, grid: normalGrid(bandwidthOf(most)) }));
  const wide = record.asymptotes === null ? null : wideMoments(value, slope, record.asymptotes, strip);
  return (q) => {
    if (wide !== null && q > widestNarrow * strip * strip) return wide(q);
    const { grid } = grids.find(({ most }) => q <= most) ?? grids[2];
    const scale = Math.sqrt(q);
    let [v, s] = [0, 0];
    for (let j = 0; j < grid.z.length; j++) {
      const u = scale * grid.z[j];
      const [right, left] = [value(u), value(-u)];
      const [rightSlope, leftSlope] = [slope(u), slope(-u)];
      v += grid.w[j] * (right * right + left * left);
      s += grid.w[j] * (rightSlope * rightSlope + leftSlope * leftSlope);
    }
    return { value: v, slope: s };
  };
}

/** Variances, in units of strip², up to which a trapezoidal rule is used: the finer, the wider. */
const narrow = [0.02, 0.4, 4] as const;
const widestNarrow = narrow[2];

/** φ(√q z)² has the spectrum e^{−strip ω/√q}. */
function bandwidthOf(q: number): number {
  return 34.5 * Math.sqrt(q) + 8;
}

const small = new Float64Array(2);
let narrowSectors: EluSectors | null = null;

/** E[φ²] = q/2 + ½ − erfcx(σ/√2) + ½ erfcx(√2 σ), E[φ′²] = ½ + ½ erfcx(√2 σ), σ = √q; by sectors where the first cancels. */
function eluMoments(q: number): SquareMoments {
  if (q < 0.01) {
    narrowSectors ??= new EluSectors(0.01);
    narrowSectors.pair(q, q, 0, small);
    return { value: small[0], slope: small[1] };
  }
  const sigma = Math.sqrt(q);
  const twice = 0.5 * erfcx(sigma * 1.4142135623730951);
  return { value: 0.5 * q + 0.5 - erfcx(sigma * 0.7071067811865476) + twice, slope: 0.5 + twice };
}

/** Beyond this many strips of distance from 0, φ is its asymptote: e^{−π · 13} = 2e-18. */
const reach = 13;
const panels = 13;

function wideMoments(
  value: (u: number) => number,
  slope: (u: number) => number,
  { left, right }: NonNullable<Activation['asymptotes']>,
  strip: number,
): (q: number) => SquareMoments {
  const rule = gaussLegendre(16);
  const count = panels * rule.x.length;
  const u = new Float64Array(count);
  const excess = new Float64Array(count);
  const slopeExcess = new Float64Array(count);
  const width = (reach * strip) / panels;
  for (let k = 0; k < panels; k++) {
    for (let j = 0; j < rule.x.length; j++) {
      const at = k * rule.x.length + j;
      u[at] = width * (k + rule.x[j]);
      const weight = width * rule.w[j];
      const straight = [right.value + right.slope * u[at], left.value - left.slope * u[at]];
      // φ² − straight² as a product, which does not cancel in the tails.
      const drop = (x: number, line: number): number => (value(x) - line) * (value(x) + line);
      const slopeDrop = (x: number, line: number): number => (slope(x) - line) * (slope(x) + line);
      excess[at] = weight * (drop(u[at], straight[0]) + drop(-u[at], straight[1]));
      slopeExcess[at] = weight * (slopeDrop(u[at], right.slope) + slopeDrop(-u[at], left.slope));
    }
  }
  const squares = left.slope * left.slope + right.slope * right.slope;
  const constants = left.value * left.value + right.value * right.value;
  return (q) => {
    let v = 0;
    let s = 0;
    const rate = -0.5 / q;
    for (let at = 0; at < count; at++) {
      const density = exp(rate * u[at] * u[at]);
      v += density * excess[at];
      s += density * slopeExcess[at];
    }
    const peak = 0.3989422804014327 / Math.sqrt(q);
    return { value: 0.5 * (squares * q + constants) + peak * v, slope: 0.5 * squares + peak * s };
  };
}
