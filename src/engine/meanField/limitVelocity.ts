import type { Backend } from '../tensor/backend';
import type { Learned, Product } from './lazyMatrix';
import type { Inputs, LimitNetwork, LimitPass } from './limitNetwork';
import type { LimitState } from './limitState';

/**
 * dθ/dt at weights u_ν = −g_ν/n of the training points (0 outside a batch):
 *
 *   Ẇ¹ = (k₁/g₁) Σ u_ν x_ν G¹_ν   ḃ^ℓ = (k_b/β) Σ u_ν G^ℓ_ν   D′ = k Σ u_ν ⟨h_ν η⟩⟨G_ν ψ⟩ᵀ   ȧ = k_a Σ u_ν h^H_ν
 *
 * with the speeds k of `limitScales`. Source: MATH §6.
 */
export function limitVelocity(
  backend: Backend,
  network: LimitNetwork,
  pass: LimitPass,
  { x }: Inputs,
  u: Float64Array,
): LimitState {
  const { scales } = network;
  const { layers } = scales;
  const neurons = backend.scope(() => {
    const column = backend.upload(u, u.length, 1);
    const first = layers[0];
    const rows = [
      backend.matMul(backend.scaleRows(x, column), pass.G[0], {
        transposeA: true,
        scale: first.initial === 0 ? 0 : first.learned / first.initial,
      }),
    ];
    layers.forEach(({ biasScale, biasLearned }, l) => {
      if (biasScale !== 0)
        rows.push(backend.matMul(column, pass.G[l], { transposeA: true, scale: biasLearned / biasScale }));
    });
    const top = pass.h[layers.length - 1];
    rows.push(backend.matMul(column, top, { transposeA: true, scale: scales.outputLearned }));
    return backend.concatRows(rows);
  });
  return {
    neurons,
    learned: network.matrices.map(({ p, q }, l) =>
      learnedVelocity(p, q, layers[l + 1].learned, u, pass.forward[l], pass.backward[l]),
    ),
    outputBias:
      scales.outputBias === 0
        ? 0
        : (scales.outputBiasLearned / scales.outputBias) * u.reduce((sum, value) => sum + value, 0),
  };
}

function learnedVelocity(
  p: number,
  q: number,
  speed: number,
  u: Float64Array,
  forward: Product,
  backward: Product,
): Learned {
  const values = new Float64Array(p * q);
  const rank = p + q;
  for (let i = 0; i < u.length; i++) {
    const weight = speed * u[i];
    if (weight === 0) continue;
    for (let k = 0; k < p; k++) {
      const c = weight * forward.coordinates[i * rank + k];
      for (let j = 0; j < q; j++) values[k * q + j] += c * backward.coordinates[i * rank + p + j];
    }
  }
  return { p, q, values };
}

/** What a small change of the state does to f on the points of a pass: its gradient along the change. [n] */
export function limitChange(
  backend: Backend,
  network: LimitNetwork,
  pass: LimitPass,
  { x }: Inputs,
  change: LimitState,
): Float64Array {
  const { scales, S, matrices, r } = network;
  const { layers } = scales;
  return backend.scope(() => {
    const row = (i: number) => backend.sliceRows(change.neurons, i, i + 1);
    const first = backend.matMul(x, backend.sliceRows(change.neurons, 0, r), { scale: layers[0].initial });
    const sums = [
      backend.scale(backend.rowDots(first, pass.G[0]), 1 / S),
      backend.gram(pass.h[layers.length - 1], row(network.outputRow), 1 / S),
    ];
    layers.forEach(({ biasScale }, l) => {
      if (biasScale !== 0) sums.push(backend.gram(pass.G[l], row(network.biasRow(l)), biasScale / S));
    });
    const f = backend.peek(
      backend.combine(
        sums,
        sums.map(() => scales.output),
      ),
    )!;
    matrices.forEach(({ p, q }, l) => {
      const { values } = change.learned[l];
      const C = pass.forward[l].coordinates;
      const B = pass.backward[l].coordinates;
      for (let i = 0; i < f.length; i++) {
        const at = i * (p + q);
        for (let k = 0; k < p; k++)
          for (let j = 0; j < q; j++) f[i] += scales.output * C[at + k] * values[k * q + j] * B[at + p + j];
      }
    });
    for (let i = 0; i < f.length; i++) f[i] += scales.outputBias * change.outputBias;
    return f;
  });
}

/** K on the points of a pass, without the lazy factor (MATH §3 at m = ∞). [n, n] */
export function limitKernel(
  backend: Backend,
  { scales, S }: LimitNetwork,
  pass: LimitPass,
  { x }: Inputs,
): Float64Array {
  return backend.scope(() => {
    const moment = (u: (typeof pass.h)[number]) => backend.peek(backend.gram(u, u, 1 / S))!;
    let below = backend.peek(backend.gram(x, x))!;
    const kernel = new Float64Array(below.length);
    scales.layers.forEach(({ kernelScale, kernelBias }, l) => {
      const gamma = moment(pass.G[l]);
      for (let e = 0; e < kernel.length; e++) kernel[e] += (kernelScale * below[e] + kernelBias) * gamma[e];
      below = moment(pass.h[l]);
    });
    for (let e = 0; e < kernel.length; e++)
      kernel[e] += scales.outputKernel * below[e] + scales.outputBiasKernel;
    return kernel;
  });
}
