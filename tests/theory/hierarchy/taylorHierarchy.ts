import { lossSlope } from '../../../src/theory/loss/pointLoss';
import type { HierarchyProblem } from '../../../src/theory/hierarchy/truncatedHierarchy';

/** f̃ and K̃⁽²⁾ … K̃⁽ᵖ⁻¹⁾ on the first points, as they stand in HY eq. 15 and 22. */
export interface TaylorState {
  readonly f: Float64Array;
  readonly kernels: readonly Float64Array[];
}

/** Terms of every series. */
const degree = 24;

/** A step ends where the last terms of every series are below this, relative to 1 and to the value. */
const negligible = 1e-16;

/** Beyond so many steps a case is the wrong one for a comparison. */
const mostSteps = 1500;

/** A logistic slope that is flat to the last digit hides the bend ahead from its series: no output moves by more in one step. */
const farthest = 1;

/**
 * The hierarchy's own equations by Taylor series of degree 24 in steps as long as the series allow: no iterated integrals, no Runge–Kutta
 * and no error estimate of a lower order, so that nothing is shared with what it checks. `rows` points, the n training points first.
 * Coefficients of d/dt Q = Σ_s A_s u_s follow from those of A and u by Cauchy's product; u = −(c/n) g(f), and for the logistic loss
 * σ = 1/(1 + e^{yf}) has σ′ = −σ(1 − σ) y f′.
 */
export function taylorHierarchy(
  problem: HierarchyProblem,
  rows: number,
  times: readonly number[],
): TaylorState[] {
  const { n, f0, kernels, startTime = 0 } = problem;
  let values: Float64Array[] = [f0, ...kernels.slice(0, -1)].map((level, r) => level.slice(0, rows * n ** r));
  const frozen = kernels[kernels.length - 1].slice(0, rows * n ** kernels.length);
  let t = startTime;
  return times.map((target) => {
    for (let steps = 0; t < target; steps++) {
      if (steps > mostSteps) throw new RangeError(`t = ${target} is more than ${mostSteps} steps away`);
      const { levels, h } = series(problem, values, frozen);
      const step = Math.min(h, target - t);
      values = levels.map((terms) => evaluate(terms, step));
      t = step < h ? target : t + step;
    }
    return { f: values[0], kernels: values.slice(1) };
  });
}

/** Coefficients of every level, [degree + 1] arrays each, and how far they reach. */
function series(
  { n, y, loss, timeFactor }: HierarchyProblem,
  values: readonly Float64Array[],
  frozen: Float64Array,
): { levels: Float64Array[][]; h: number } {
  const levels = values.map((value) => [value]);
  const rates: Float64Array[] = [];
  // w = σ(1 − σ) of every point, where the loss is logistic.
  const sigma: Float64Array[] = [];
  const product: Float64Array[] = [];
  for (let k = 0; k <= degree; k++) {
    const rate = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let g: number;
      if (loss === 'square') g = levels[0][k][i] - (k === 0 ? y[i] : 0);
      else {
        sigma[k] ??= new Float64Array(n);
        product[k] ??= new Float64Array(n);
        let s = -y[i] * lossSlope(loss, levels[0][0][i], y[i]);
        if (k > 0) {
          s = 0;
          for (let j = 1; j <= k; j++) s -= j * levels[0][j][i] * product[k - j][i];
          s *= y[i] / k;
        }
        sigma[k][i] = s;
        let w = s;
        for (let j = 0; j <= k; j++) w -= sigma[j][i] * sigma[k - j][i];
        product[k][i] = w;
        g = -y[i] * s;
      }
      rate[i] = (-timeFactor / n) * g;
    }
    rates.push(rate);
    if (k === degree) break;
    levels.forEach((level, r) => {
      const next = new Float64Array(level[0].length);
      for (let j = 0; j <= k; j++) {
        const above = r + 1 < levels.length ? levels[r + 1][j] : j === 0 ? frozen : null;
        if (above === null) break;
        const u = rates[k - j];
        for (let i = 0; i < next.length; i++)
          for (let s = 0; s < n; s++) next[i] += (above[i * n + s] * u[s]) / (k + 1);
      }
      level.push(next);
    });
  }
  const speed =
    loss === 'square' ? 0 : levels[0][1].reduce((a, v, i) => (i < n ? Math.max(a, Math.abs(v)) : a), 0);
  return { levels, h: Math.min(reach(levels), farthest / speed) };
}

/** The longest h at which the last two terms are negligible for every number. */
function reach(levels: readonly Float64Array[][]): number {
  let h = Infinity;
  for (const terms of levels)
    for (const k of [degree - 1, degree]) {
      const allowed = terms[0].reduce((a, v) => Math.max(a, Math.abs(v)), 1);
      const size = terms[k].reduce((a, v) => Math.max(a, Math.abs(v)), 0);
      h = Math.min(h, ((negligible * allowed) / size) ** (1 / k));
    }
  return h;
}

function evaluate(terms: readonly Float64Array[], h: number): Float64Array {
  return terms[0].map((_, i) => {
    let sum = 0;
    for (let k = degree; k >= 0; k--) sum = sum * h + terms[k][i];
    return sum;
  });
}
