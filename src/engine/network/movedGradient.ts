import type { Backend, Tensor } from '../tensor/backend';
import type { LossHessian } from './hessianVector';

/** What a direction moves on the way forward, at every point: pre^ℓ, h^ℓ (null for the inputs, which stay), and ∂ℓ/∂f. */
export interface MovedForward {
  readonly pre: readonly Tensor[];
  readonly h: readonly (Tensor | null)[];
  readonly slope: Tensor;
}

/**
 * The way back of `hessianVector`, whose notation this is: what the direction moves in the gradient of the loss, in the order of
 * `parameterList`. `backThrough(l, moved δ^{l+2})` is what it moves in c δ W of the layer above. Call inside a scope.
 */
export function movedGradient(
  backend: Backend,
  { definition, pass, slope, bend, back, error }: LossHessian,
  moved: MovedForward,
  backThrough: (l: number, delta: Tensor | null) => Tensor,
): Tensor[] {
  const { depth, layers } = definition;
  const n = slope.rows;
  const movedError: Tensor[] = [];
  movedError[depth] = moved.slope;
  let delta: Tensor | null = null;
  for (let l = depth - 1; l >= 0; l--) {
    const through = backend.add(
      backend.mul(backThrough(l, delta), pass.slope[l]),
      backend.mul(backend.mul(back[l], bend[l]), moved.pre[l]),
    );
    delta = delta && layers[l + 1].skip ? backend.add(through, delta) : through;
    movedError[l] = backend.add(
      backend.scaleRows(pass.delta[l], moved.slope),
      backend.scaleRows(delta, slope),
    );
  }
  return layers.flatMap(({ forward, bias }, l) => {
    const options = { transposeA: true, scale: forward / n };
    const below = moved.h[l];
    const direct = backend.matMul(pass.h[l], movedError[l], options);
    const weights = below
      ? backend.add(direct, backend.matMul(below, l === depth ? slope : error[l], options))
      : direct;
    return bias === 0 ? [weights] : [weights, backend.scale(backend.sumRows(movedError[l]), bias / n)];
  });
}
