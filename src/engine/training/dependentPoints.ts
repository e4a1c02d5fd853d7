import type { NetworkDefinition } from '../network/networkDefinition';

/** Two numbers count as equal up to this relative difference: the rounding of data such as cos and sin of equal steps. */
const rounding = 1e-12;

/** The training points on which the pre-activations of one layer are multiples of one another, whatever θ. */
export interface PointGroup {
  /** The first is the representative. */
  readonly points: readonly number[];
  /** pre(point) = ratio · pre(representative); the first is 1. */
  readonly ratios: readonly number[];
}

/**
 * Groups of dependent points by layer, for a φ that is linear on either side of 0 with slopes `below` and `above`: x and −x on the circle without biases,
 * repeated points, points on one ray. All kinks of a neuron in a group are met at once.
 *
 *   layer 1:      (c₁ x_i, β₁) = ρ (c₁ x_k, β₁)
 *   layer ℓ + 1:  h^ℓ_i = r h^ℓ_k, where r = ρ > 0, or |ρ| for an even φ; and r = 1 or β_{ℓ+1} = 0
 */
export function dependentPoints(
  { layers, depth }: NetworkDefinition,
  x: Float64Array,
  n: number,
  below: number,
  above: number,
): PointGroup[][] {
  const [first] = layers;
  const d = x.length / n;
  const input = (i: number) => [
    ...Array.from(x.subarray(i * d, (i + 1) * d), (value) => first.forward * value),
    first.bias,
  ];
  const even = below === -above;
  let groups = grouped(n, (i, k) => ratioOf(input(i), input(k)));
  const all = [groups];
  for (let l = 1; l < depth; l++) {
    const { bias, skip } = layers[l];
    const below = groups;
    groups = grouped(n, (i, k) => {
      const group = below.find(({ points }) => points.includes(i) && points.includes(k));
      if (group === undefined) return null;
      const ratio = group.ratios[group.points.indexOf(i)] / group.ratios[group.points.indexOf(k)];
      if (ratio < 0 && (skip || !even)) return null;
      return bias === 0 || Math.abs(Math.abs(ratio) - 1) <= rounding ? Math.abs(ratio) : null;
    });
    all.push(groups);
  }
  return all;
}

/** Points joined to the first earlier one that they are a multiple of. */
function grouped(n: number, ratio: (i: number, k: number) => number | null): PointGroup[] {
  const groups: { points: number[]; ratios: number[] }[] = [];
  for (let i = 0; i < n; i++) {
    const found = groups.some(({ points, ratios }) => {
      const r = ratio(i, points[0]);
      if (r === null) return false;
      points.push(i);
      ratios.push(r);
      return true;
    });
    if (!found) groups.push({ points: [i], ratios: [1] });
  }
  return groups;
}

/** ρ with a = ρ b, or null. */
function ratioOf(a: readonly number[], b: readonly number[]): number | null {
  const dot = (u: readonly number[], v: readonly number[]) => u.reduce((s, value, i) => s + value * v[i], 0);
  const ratio = dot(a, b) / dot(b, b);
  if (!(Math.abs(ratio) > 0)) return null;
  const rest = a.map((value, i) => value - ratio * b[i]);
  return dot(rest, rest) <= rounding * rounding * dot(a, a) ? ratio : null;
}
