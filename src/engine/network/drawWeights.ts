import type { LayerScale, OutputLaw, Parametrisation } from '../../theory/network/parametrisation';
import { finish } from '../../theory/ode/attemptStep';
import { foldIn } from '../../theory/random/foldIn';
import type { Key } from '../../theory/random/key';
import { prngKey } from '../../theory/random/key';
import { normal } from '../../theory/random/normal';

/** θ as numbers: W¹ … W^H, a, row-major [fanIn, fanOut], and the biases [fanOut] or null. */
export interface Weights {
  readonly weights: readonly Float64Array[];
  readonly biases: readonly (Float64Array | null)[];
}

/**
 * θ(0) of a seed: key_ℓ = fold_in(key, ℓ), W^ℓ = s_ℓ normal(fold_in(key_ℓ, 0)), b^ℓ = normal(fold_in(key_ℓ, 1)) (or 0 where
 * the preset starts it there), ℓ = 1 … H + 1; under the law `signs` the sign of the same draw. The same numbers as JAX to 1e-12. Source: MATH §1.
 */
export function initialWeights(parametrisation: Parametrisation, seed: number): Weights {
  return drawWeights(parametrisation, prngKey(seed));
}

/** The same from any key. */
export function drawWeights(parametrisation: Parametrisation, key: Key): Weights {
  return finish(drawWeightsWork(parametrisation, key));
}

/** The same in pieces: 3 · 10⁷ weights take seconds. */
export function* drawWeightsWork({ layers }: Parametrisation, key: Key): Generator<undefined, Weights> {
  const weights: Float64Array[] = [];
  const biases: (Float64Array | null)[] = [];
  for (const [i, layer] of layers.entries()) {
    const drawn = yield* drawLayerWork(layer, key, i + 1);
    weights.push(drawn.weights);
    biases.push(drawn.bias);
  }
  return { weights, biases };
}

interface DrawnLayer {
  readonly weights: Float64Array;
  readonly bias: Float64Array | null;
}

/** Layer ℓ = 1 … H + 1 alone: hidden layers are the same whatever the depth, the output layer is the one of ℓ = H + 1. */
export function drawLayer(layer: LayerScale, key: Key, l: number): DrawnLayer {
  return finish(drawLayerWork(layer, key, l));
}

/** Normal draws between two rests: a millisecond or two. */
const pieceSize = 16384;

function* drawLayerWork(layer: LayerScale, key: Key, l: number): Generator<undefined, DrawnLayer> {
  const own = foldIn(key, l);
  const stream = foldIn(own, 0);
  const count = layer.fanIn * layer.fanOut;
  const weights = new Float64Array(count);
  for (let first = 0; first < count; first += pieceSize) {
    const draws = normal(stream, Math.min(pieceSize, count - first), first);
    weights.set(scaled(byLaw(layer.law, draws), layer.sd), first);
    yield;
  }
  if (layer.bias === 0) return { weights, bias: null };
  if (layer.biasSd === 0) return { weights, bias: new Float64Array(layer.fanOut) };
  return { weights, bias: scaled(normal(foldIn(own, 1), layer.fanOut), layer.biasSd) };
}

/** Standard normal draws as they are, or their signs. */
export function byLaw(law: OutputLaw, draws: Float64Array): Float64Array {
  return law === 'signs' ? draws.map((z) => (z < 0 ? -1 : 1)) : draws;
}

function scaled(values: Float64Array, s: number): Float64Array {
  if (s !== 1) for (let i = 0; i < values.length; i++) values[i] *= s;
  return values;
}
