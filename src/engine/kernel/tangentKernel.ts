import type { Pass } from '../network/backward';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { Backend, Tensor } from '../tensor/backend';

export interface TangentKernel {
  /** HY's G^(1) … G^(H+1): the summands of W¹ … W^H (with their biases) and of the output layer. [na, nb] each */
  readonly layers: readonly Tensor[];
  /** K(x_a, x_b), learning-rate multipliers included, lazy factor not. [na, nb] */
  readonly total: Tensor;
}

/**
 * K = Σ_ℓ η_ℓ (c_ℓ² ⟨h^{ℓ−1}, h'^{ℓ−1}⟩ + β_ℓ²) ⟨δ^ℓ, δ'^ℓ⟩ + η_{H+1} (γ² ⟨h^H, h'^H⟩ + β_out²), O(na nb m H) on top of the
 * passes that the gradient needs anyway; no Jacobian. One pass gives the kernel of its points with themselves, two
 * give the cross kernel. Source: MATH §3.
 */
export function tangentKernel(
  backend: Backend,
  { layers, depth }: NetworkDefinition,
  a: Pass,
  b: Pass = a,
): TangentKernel {
  return backend.scope(() => {
    const summands = layers.map((layer, l) => {
      const { rate, forward, bias } = layer;
      if (l === depth) {
        const features = backend.gram(a.h[l], b.h[l], rate * forward * forward);
        return bias === 0 ? features : addConstant(backend, features, rate * bias * bias);
      }
      const signals = backend.gram(a.delta[l], b.delta[l], rate);
      const product = backend.mul(backend.gram(a.h[l], b.h[l], forward * forward), signals);
      return bias === 0 ? product : backend.addScaled(product, signals, bias * bias);
    });
    return { layers: summands, total: backend.combine(summands, new Array<number>(depth + 1).fill(1)) };
  });
}

function addConstant(backend: Backend, t: Tensor, c: number): Tensor {
  return backend.addRow(t, backend.upload(new Float64Array(t.cols).fill(c), 1, t.cols), 1);
}

/** K(x_i, x_i) by layer, without the n × n products. [n, 1] each */
export function kernelDiagonal(
  backend: Backend,
  { layers, depth }: NetworkDefinition,
  pass: Pass,
): readonly Tensor[] {
  return backend.scope(() =>
    layers.map((layer, l) => {
      const { rate, forward, bias } = layer;
      const features = backend.rowDots(pass.h[l], pass.h[l]);
      if (l === depth)
        return addConstant(backend, backend.scale(features, rate * forward * forward), rate * bias * bias);
      const signals = backend.rowDots(pass.delta[l], pass.delta[l]);
      const product = backend.mul(features, signals);
      return backend.combine([product, signals], [rate * forward * forward, rate * bias * bias]);
    }),
  );
}

/** Frees a kernel and its summands. */
export function disposeKernel(backend: Backend, kernel: TangentKernel): void {
  for (const t of [...kernel.layers, kernel.total]) backend.dispose(t);
}
