import type { Backend, Tensor } from '../tensor/backend';

/**
 * The tangent kernel (MATH §3) of a tanh network with two hidden layers, n = 5, d = 3, m = 16, no bias, in the NTK
 * parametrisation: K = c₁²⟨x, x'⟩⟨δ¹, δ'¹⟩ + c₂²⟨h¹, h'¹⟩⟨δ², δ'²⟩ + γ²⟨h², h'²⟩. [5, 5]
 */
export function tinyKernel(backend: Backend, values: (count: number, step: number) => Float64Array): Tensor {
  const [n, d, m] = [5, 3, 16];
  const c1 = 1 / Math.sqrt(d);
  const c2 = 1 / Math.sqrt(m);
  return backend.scope(() => {
    const x = backend.upload(values(n * d, 0.11), n, d);
    const w1 = backend.upload(values(d * m, 0.23), d, m);
    const w2 = backend.upload(values(m * m, 0.41), m, m);
    const a = backend.upload(values(m, 0.59), 1, m);
    const [h1, s1] = backend.activationPair('tanh', 0, backend.matMul(x, w1, { scale: c1 }));
    const [h2, s2] = backend.activationPair('tanh', 0, backend.matMul(h1, w2, { scale: c2 }));
    const back = backend.addRow(backend.zeros(n, m), a, c2);
    const d2 = backend.mul(back, s2);
    const d1 = backend.mul(backend.matMul(d2, w2, { transposeB: true, scale: c2 }), s1);
    return backend.combine(
      [
        backend.mul(backend.gram(x, x, c1 * c1), backend.gram(d1, d1)),
        backend.mul(backend.gram(h1, h1, c2 * c2), backend.gram(d2, d2)),
        backend.gram(h2, h2, c2 * c2),
      ],
      [1, 1, 1],
    );
  });
}
