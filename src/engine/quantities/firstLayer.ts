import { symmetricEigenvalues } from '../../theory/linalg/symmetricEigenvalues';
import type { Quantity, Values } from './quantity';

/**
 * `w1.top.*`, `w1.rank.*`, `w1.inputs.*` of W¹ at 0, at the horizon, and of their difference; with σ² the squared singular values and C the
 * inputs' second moment: the share σ₁²/Σσ², the participation ratio (Σσ²)²/Σσ⁴, and tr(C W Wᵀ) d/(tr C ‖W‖²), which is 1 in the mean for
 * random directions and above it where the weights lie along the inputs' leading components. Null for weights that are 0.
 */
export const firstLayer: Quantity = {
  needs: { orders: [], training: { kernels: false }, probe: false },
  async compute(member) {
    const { last, divergedAt } = await member.training();
    const { x, n, d } = member.problem.data;
    const start = member.initial.weights[0];
    const end = divergedAt === null ? last.weights[0] : null;
    const change = end && end.map((value, i) => value - start[i]);
    return {
      ...structure('0', start, x, n, d),
      ...structure('T', end, x, n, d),
      ...structure('change', change, x, n, d),
    };
  },
};

function structure(when: string, w: Float64Array | null, x: Float64Array, n: number, d: number): Values {
  const names = (['top', 'rank', 'inputs'] as const).map((name) => `w1.${name}.${when}`);
  const gram = w && gramOfRows(w, d);
  const whole = gram ? trace(gram, d) : 0;
  if (gram === null || whole === 0) return Object.fromEntries(names.map((name) => [name, null]));
  const values = symmetricEigenvalues(gram, d);
  let [most, fourth] = [0, 0];
  for (const value of values) {
    most = Math.max(most, value);
    fourth += value * value;
  }
  let [along, size] = [0, 0];
  for (let i = 0; i < n; i++)
    for (let a = 0; a < d; a++) {
      size += x[i * d + a] * x[i * d + a];
      for (let b = 0; b < d; b++) along += x[i * d + a] * gram[a * d + b] * x[i * d + b];
    }
  const found = [most / whole, (whole * whole) / fourth, (along * d) / (size * whole)];
  return Object.fromEntries(names.map((name, k) => [name, found[k]]));
}

/** W Wᵀ of W [d, m], over the neurons. [d, d] */
function gramOfRows(w: Float64Array, d: number): Float64Array {
  const m = w.length / d;
  const gram = new Float64Array(d * d);
  for (let a = 0; a < d; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < m; j++) sum += w[a * m + j] * w[b * m + j];
      gram[a * d + b] = sum;
      gram[b * d + a] = sum;
    }
  return gram;
}

function trace(a: Float64Array, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += a[i * d + i];
  return sum;
}
