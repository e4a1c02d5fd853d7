import type { OutputLaw, Parametrisation } from '../../theory/network/parametrisation';
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
export function drawWeights({ layers }: Parametrisation, key: Key): Weights {
  const keys = layers.map((_, i) => foldIn(key, i + 1));
  return {
    weights: layers.map((l, i) => scaled(byLaw(l.law, normal(foldIn(keys[i], 0), l.fanIn * l.fanOut)), l.sd)),
    biases: layers.map((l, i) => {
      if (l.bias === 0) return null;
      return l.biasSd === 0
        ? new Float64Array(l.fanOut)
        : scaled(normal(foldIn(keys[i], 1), l.fanOut), l.biasSd);
    }),
  };
}

/** Standard normal draws as they are, or their signs. */
export function byLaw(law: OutputLaw, draws: Float64Array): Float64Array {
  return law === 'signs' ? draws.map((z) => (z < 0 ? -1 : 1)) : draws;
}

function scaled(values: Float64Array, s: number): Float64Array {
  if (s !== 1) for (let i = 0; i < values.length; i++) values[i] *= s;
  return values;
}
