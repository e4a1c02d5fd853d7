import type { Data } from '../../theory/data/makeData';
import { KernelRecursion } from '../../theory/infiniteWidth/kernelRecursion';
import type { DualMoments } from '../../theory/infiniteWidth/gaussianPairs';
import { power } from '../../theory/infiniteWidth/units';
import { finish } from '../../theory/infiniteWidth/work';
import type { NetworkDefinition } from '../network/networkDefinition';
import { rest, type Pause } from '../work/pause';

/**
 * ⟨∂f(x_i)/∂W^ℓ, ∂f(x_j)/∂W^ℓ⟩ of the infinitely wide network, [n, n] for each of W¹ … W^H and the output layer:
 *
 *   G^ℓ = c_ℓ² A^{ℓ−1} ∘ D^ℓ,   A⁰ = x·x′,  A^ℓ = m V[φ](Σ^ℓ),   D^{H+1} = 1,   D^ℓ = c_{ℓ+1}² s_{ℓ+1}² m V[φ′](Σ^ℓ) ∘ D^{ℓ+1} (+ D^{ℓ+1})
 *
 * the last term across a residual block, whose τ is in c (Mathematics §3, §4; the widths cancel in NTK parametrisations). On the fixed variance
 * of a plain network G^ℓ falls by χ per layer from the last to the first (HDR §4.1). Valid as long as the products are finite.
 */
export async function layerGrams(
  definition: NetworkDefinition,
  { x, n, d }: Pick<Data, 'x' | 'n' | 'd'>,
  pause: Pause,
): Promise<readonly Float64Array[]> {
  const { layers, depth, parametrisation, activation, activationParam } = definition;
  const { first, second } = pairs(n);
  const recursion = new KernelRecursion(first, second, n, activation, activationParam);
  recursion.start(parametrisation.layers[0], x, d);
  const features = [products(x, n, d)];
  const slopes: Float64Array[] = [];
  for (let l = 0; l < depth; l++) {
    const moments = finish(recursion.moments());
    await rest(pause);
    const unit = power(recursion.exponent) * layers[l + 1].fanIn;
    features.push(square(moments.diagonal, moments.pair, n, unit));
    slopes.push(square(moments.diagonalSlope, moments.pairSlope, n, 1));
    if (l + 1 < depth) recursion.advance(moments, parametrisation.layers[l + 1], parametrisation.tau[l + 1]);
  }
  const grams = new Array<Float64Array>(depth + 1);
  let signal = new Float64Array(n * n).fill(1);
  for (let l = depth; l >= 0; l--) {
    const { forward } = layers[l];
    grams[l] = features[l].map((value, e) => forward * forward * value * signal[e]);
    if (l === 0) break;
    const { sd, fanIn, skip } = layers[l];
    const factor = forward * forward * sd * sd * fanIn;
    const above = signal;
    signal = slopes[l - 1].map((slope, e) => (factor * slope + (skip ? 1 : 0)) * above[e]);
  }
  return grams;
}

/** E‖(1/n) Σ_i g_i ∂f(x_i)/∂W^ℓ‖² = gᵀ G^ℓ g/n² for every layer: at infinite width the gradients of f do not depend on its values. */
export function expectedSquares(grams: readonly Float64Array[], g: Float64Array): Float64Array {
  const n = g.length;
  return Float64Array.from(grams, (gram) => {
    let sum = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += g[i] * gram[i * n + j] * g[j];
    return sum / (n * n);
  });
}

function pairs(n: number): { first: Int32Array; second: Int32Array } {
  const count = (n * (n - 1)) / 2;
  const [first, second] = [new Int32Array(count), new Int32Array(count)];
  for (let i = 0, e = 0; i < n; i++)
    for (let j = 0; j < i; j++, e++) {
      first[e] = i;
      second[e] = j;
    }
  return { first, second };
}

function products(x: Float64Array, n: number, d: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let a = 0; a < d; a++) sum += x[i * d + a] * x[j * d + a];
      out[i * n + j] = sum;
    }
  return out;
}

/** Diagonal and pairs as a full matrix, times a unit. */
function square(
  diagonal: DualMoments['diagonal'],
  pair: DualMoments['pair'],
  n: number,
  unit: number,
): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0, e = 0; i < n; i++) {
    out[i * n + i] = unit * diagonal[i];
    for (let j = 0; j < i; j++, e++) {
      out[i * n + j] = unit * pair[e];
      out[j * n + i] = unit * pair[e];
    }
  }
  return out;
}
