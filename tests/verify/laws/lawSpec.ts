import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { validateSpec } from '../../../src/protocol/validate';
import { activationNames } from '../../../src/theory/activations/names';
import { presets, residuals } from '../../../src/theory/network/parametrisation';
import { pick } from '../seeded';

/** Most that a law asks of a network: n ≤ 8, width ≤ 96, depth ≤ 5. */
const widths = [1, 2, 5, 12, 32, 64, 96] as const;

/** A legal experiment under gradient flow with inline points of any scale, or one of the data sets. The horizon is set by each law. */
export function lawSpec(random: () => number): ExperimentSpec {
  const loss = pick(random, ['square', 'logistic'] as const);
  const preset = pick(random, presets);
  const given: Record<string, unknown> = {
    precision: 'float64',
    predictors: ['nn'],
    preset,
    loss,
    activation: pick(random, activationNames),
    activationParam: pick(random, [0.1, 1, 3]),
    width: pick(random, widths),
    depth: preset === 'fang' ? 1 : pick(random, [1, 1, 2, 2, 3, 5]),
    sigmaW: pick(random, [0.7, 1, 1.4, 2]),
    sigmaB: pick(random, [0, 0.1, 1]),
    alpha: pick(random, ['sqrt', 'sqrt', 1, 4, 100] as const),
    residual: pick(random, [...residuals, 'none']),
    centred: random() < 0.5,
    outputLaw: pick(random, ['gaussian', 'signs']),
    lrRule: pick(random, ['lazy', 'lazy', '11', '12', '13']),
    trained: pick(random, ['all', 'all', 'all', 'hidden', 'output']),
    seed: Math.floor(random() * 1e6),
  };
  const n = pick(random, [1, 2, 3, 4, 6, 8]);
  if (random() < 0.6) {
    const d = pick(random, [1, 2, 3, 5]);
    // Inputs of sizes 10⁻² to 10³, a few of them much smaller than the rest.
    const size = 10 ** (-2 + 5 * random() ** 2);
    const round = (v: number): number => Number(v.toPrecision(3));
    const row = (): number[] => {
      const own = random() < 0.1 ? 0.01 * size : size;
      return Array.from({ length: d }, () => round((2 * random() - 1) * own));
    };
    const y = (): number => (loss === 'logistic' ? (random() < 0.5 ? -1 : 1) : round(2 * random() - 1));
    given.dataset = 'points';
    given.points = {
      x: Array.from({ length: n }, row),
      y: Array.from({ length: n }, y),
      probe: Array.from({ length: 2 }, row),
    };
  } else {
    given.dataset = pick(random, ['circle', 'line', 'gaussian', 'sphere', 'digits']);
    given.n = n;
    given.d = pick(random, [2, 3, 8]);
    given.dataSeed = Math.floor(random() * 1000);
    given.target = loss === 'logistic' ? 'signs' : pick(random, ['product', 'sine', 'linear']);
  }
  return validateSpec(given).spec;
}

/** How fast the outputs move at the start: the trace of the lazy K/n, at least the fastest rate of the square loss. */
export function fastest(kernel: ArrayLike<number>, n: number, lazyFactor: number): number {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += (lazyFactor * kernel[i * n + i]) / n;
  return trace;
}

/** max over points of |a − b| relative to the largest target, the value, and a thousandth of the largest value. */
export function outputDifference(a: ArrayLike<number>, b: ArrayLike<number>, y: ArrayLike<number>): number {
  const unit = Math.max(largest(y), 1e-3 * largest(b), 1e-300);
  let worst = 0;
  for (let i = 0; i < b.length; i++) {
    const error = Math.abs(a[i] - b[i]) / (unit + Math.abs(b[i]));
    if (!(error <= worst)) worst = error === error ? error : Infinity;
  }
  return worst;
}

/** max |a − b| over the largest |b|, or over `size` where that is more; 0 where both vanish. */
export function kernelDifference(a: ArrayLike<number>, b: ArrayLike<number>, size = 0): number {
  const scale = Math.max(largest(b), size, 1e-300);
  let worst = 0;
  for (let i = 0; i < b.length; i++) worst = Math.max(worst, Math.abs(a[i] - b[i]) / scale);
  return worst;
}

export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}
