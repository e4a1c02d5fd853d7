import { activations } from '../../src/theory/activations/activations';
import type { ActivationName } from '../../src/theory/activations/names';
import type { Parametrisation } from '../../src/theory/network/parametrisation';
import { prngKey } from '../../src/theory/random/key';
import { normal } from '../../src/theory/random/normal';

type Rows = readonly Float64Array[];

/** Tangent kernel K and Σ = γ²s²⟨h^H, h^H′⟩ + β² of one random network on its inputs, both [n, n] row-major. */
export interface FiniteKernels {
  readonly ntk: Float64Array;
  readonly nngp: Float64Array;
}

/**
 * One network of finite width, drawn lazily and exactly in law: its matrices are met on n inputs alone, so Y = WH is n Gaussian
 * rows of covariance s²HHᵀ, and WᵀD given Y is Hᵀ(HHᵀ)⁻¹YᵀD and, off the span of H, n more of covariance s²DᵀD (Mathematics §3
 * for K, §6 for the lazy draw). n vectors per layer and no matrix.
 */
export function lazyNetwork(
  { layers, tau }: Parametrisation,
  activation: ActivationName,
  param: number,
  x: Rows,
  seed: number,
): FiniteKernels {
  const n = x.length;
  let drawn = 0;
  const draw = (count: number): Float64Array => normal(prngKey(seed * 1000 + drawn++), count);
  const { derivative } = activations[activation];
  const depth = layers.length - 1;
  const seen: { h: Rows; y: Rows }[] = [];
  const pre: Rows[] = [];
  for (let l = 0; l < depth; l++) {
    const { forward, sd, bias, biasSd, fanOut } = layers[l];
    const h = l === 0 ? x : pre[l - 1].map((row) => row.map((z) => derivative(param, 0, z)));
    const y = correlated(gram(h, h), draw(n * fanOut), fanOut, sd);
    const b = draw(fanOut);
    const block = tau[l] === 0 ? 1 : tau[l];
    pre.push(
      y.map((row, i) =>
        row.map(
          (value, j) =>
            (tau[l] === 0 ? 0 : pre[l - 1][i][j]) + block * (forward * value + bias * biasSd * b[j]),
        ),
      ),
    );
    seen.push({ h, y });
  }
  const output = layers[depth];
  const top = pre[depth - 1].map((row) => row.map((z) => derivative(param, 0, z)));
  const a = draw(output.fanIn).map((value) => output.sd * value);
  const inner = gram(top, top);
  const g2 = output.forward * output.forward;
  const ntk = inner.map((value) => output.rate * (g2 * value + output.bias * output.bias));
  const nngp = inner.map((value) => g2 * output.sd * output.sd * value + (output.bias * output.biasSd) ** 2);
  let delta: Rows = pre[depth - 1].map((row) =>
    row.map((z, j) => output.forward * a[j] * derivative(param, 1, z)),
  );
  for (let l = depth - 1; l >= 0; l--) {
    const { forward, bias, rate, sd } = layers[l];
    const { h, y } = seen[l];
    const block = tau[l] === 0 ? 1 : tau[l];
    const [below, signals] = [gram(h, h), gram(delta, delta)];
    for (let e = 0; e < n * n; e++)
      ntk[e] += rate * block * block * (forward * forward * below[e] + bias * bias) * signals[e];
    if (l === 0) break;
    const width = h[0].length;
    const fresh = correlated(signals, draw(n * width), width, sd);
    const off = solve(below, gram(h, fresh), n);
    const along = solve(below, gram(y, delta), n);
    delta = delta.map((row, i) =>
      row.map((value, j) => {
        let back = fresh[i][j];
        for (let k = 0; k < n; k++) back += h[k][j] * (along[k * n + i] - off[k * n + i]);
        return (tau[l] === 0 ? 0 : value) + block * forward * back * derivative(param, 1, pre[l - 1][i][j]);
      }),
    );
  }
  return { ntk, nngp };
}

/** ⟨a_i, b_j⟩, [n, n]. */
function gram(a: Rows, b: Rows): Float64Array {
  return Float64Array.from(
    a.flatMap((u) => b.map((v) => u.reduce((sum, value, j) => sum + value * v[j], 0))),
  );
}

/** n rows of covariance s² C from n · count standard normal numbers, by Cholesky; a direction that C lacks is left out. */
function correlated(c: Float64Array, z: Float64Array, count: number, s: number): Rows {
  const n = Math.round(Math.sqrt(c.length));
  const l = c.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = c[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (j === i) l[i * n + i] = Math.sqrt(Math.max(0, sum));
      else l[i * n + j] = l[j * n + j] > 0 ? sum / l[j * n + j] : 0;
    }
  }
  return Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: count }, (_unused, j) => {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += l[i * n + k] * z[k * count + j];
      return s * sum;
    }),
  );
}

/** A⁻¹B by elimination with pivots, both [n, n]. */
function solve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const [left, right] = [a.slice(), b.slice()];
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(left[i * n + k]) > Math.abs(left[pivot * n + k])) pivot = i;
    for (const m of [left, right])
      for (let j = 0; j < n; j++) [m[k * n + j], m[pivot * n + j]] = [m[pivot * n + j], m[k * n + j]];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = left[i * n + k] / left[k * n + k];
      for (const m of [left, right]) for (let j = 0; j < n; j++) m[i * n + j] -= factor * m[k * n + j];
    }
  }
  return right.map((value, e) => value / left[Math.floor(e / n) * (n + 1)]);
}
