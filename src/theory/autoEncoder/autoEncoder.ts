/**
 * A variational auto-encoder with one hidden layer of tanh on either side, in plain float64 (Kingma & Welling 2014):
 *
 *   q(z|x) = N(μ, diag e^ℓ),  (μ, ℓ) = W₂ tanh(W₁x + b₁) + b₂          x ∈ ℝᴰ, z ∈ ℝᵏ, ℓ ∈ ℝᵏ
 *   p(x|z) = N(x̂, diag e^s),  x̂ = V₂ tanh(V₁z + c₁) + c₂,  z ~ N(0, I)    s ∈ ℝᴰ a parameter like the others
 *
 * Parameters are one array, matrices row-major [fanOut, fanIn], in the order W₁, b₁, W₂, b₂, V₁, c₁, V₂, c₂, s.
 */
import { exp } from '../elementary/exp';
import { tanh } from '../elementary/tanh';
import { foldIn } from '../random/foldIn';
import type { Key } from '../random/key';
import { normal } from '../random/normal';

export interface AutoEncoderShape {
  /** D, k, and the number of hidden units on either side. */
  readonly size: number;
  readonly latent: number;
  readonly hidden: number;
}

/** log 2π. */
const logTwoPi = 1.8378770664093453;

/** Where each part begins, and the number of parameters. */
function places({ size: D, latent: k, hidden: E }: AutoEncoderShape): {
  readonly W1: number;
  readonly b1: number;
  readonly W2: number;
  readonly b2: number;
  readonly V1: number;
  readonly c1: number;
  readonly V2: number;
  readonly c2: number;
  readonly s: number;
  readonly count: number;
} {
  const b1 = E * D;
  const W2 = b1 + E;
  const b2 = W2 + 2 * k * E;
  const V1 = b2 + 2 * k;
  const c1 = V1 + E * k;
  const V2 = c1 + E;
  const c2 = V2 + D * E;
  const s = c2 + D;
  return { W1: 0, b1, W2, b2, V1, c1, V2, c2, s, count: s + D };
}

/** Matrices N(0, 1/fanIn), everything else 0: data are expected with mean 0 and variance 1 in every coordinate. */
export function drawAutoEncoder(shape: AutoEncoderShape, key: Key): Float64Array {
  const { size: D, latent: k, hidden: E } = shape;
  const at = places(shape);
  const parameters = new Float64Array(at.count);
  const matrices = [
    [at.W1, E, D],
    [at.W2, 2 * k, E],
    [at.V1, E, k],
    [at.V2, D, E],
  ];
  matrices.forEach(([from, fanOut, fanIn], i) => {
    const scale = Math.sqrt(1 / fanIn);
    parameters.set(
      normal(foldIn(key, i), fanOut * fanIn).map((value) => scale * value),
      from,
    );
  });
  return parameters;
}

/**
 * −(evidence lower bound), in nats per point, for points x [count, D] with the noise ε [count, k] of z = μ + e^{ℓ/2} ε; its gradient is
 * written to `gradient` where one is given. Per point:
 *
 *   ½ Σ_d (log 2π + s_d + (x_d − x̂_d)² e^{−s_d}) + ½ Σ_j (μ_j² + e^{ℓ_j} − ℓ_j − 1)
 */
export function negativeBound(
  shape: AutoEncoderShape,
  parameters: Float64Array,
  x: Float64Array,
  noise: Float64Array,
  gradient: Float64Array | null,
): number {
  const { size: D, latent: k, hidden: E } = shape;
  const at = places(shape);
  const count = x.length / D;
  const weight = 1 / count;
  const precision = parameters.slice(at.s).map((s) => exp(-s));
  const point = {
    h: new Float64Array(E),
    code: new Float64Array(2 * k),
    sd: new Float64Array(k),
    z: new Float64Array(k),
    g: new Float64Array(E),
    out: new Float64Array(D),
  };
  const back = {
    out: new Float64Array(D),
    g: new Float64Array(E),
    z: new Float64Array(k),
    code: new Float64Array(2 * k),
    h: new Float64Array(E),
  };
  gradient?.fill(0);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const xi = x.subarray(i * D, (i + 1) * D);
    affine(parameters, at.W1, at.b1, xi, point.h);
    for (let a = 0; a < E; a++) point.h[a] = tanh(point.h[a]);
    affine(parameters, at.W2, at.b2, point.h, point.code);
    for (let j = 0; j < k; j++) {
      const [mu, l] = [point.code[j], point.code[k + j]];
      point.sd[j] = exp(0.5 * l);
      point.z[j] = mu + point.sd[j] * noise[i * k + j];
      total += 0.5 * (mu * mu + point.sd[j] * point.sd[j] - l - 1);
    }
    decode(shape, parameters, point.z, point.g, point.out);
    for (let e = 0; e < D; e++) {
      const miss = point.out[e] - xi[e];
      total += 0.5 * (logTwoPi + parameters[at.s + e] + miss * miss * precision[e]);
      back.out[e] = weight * miss * precision[e];
      if (gradient) gradient[at.s + e] += 0.5 * weight * (1 - miss * miss * precision[e]);
    }
    if (!gradient) continue;
    backAffine(parameters, gradient, at.V2, at.c2, point.g, back.out, back.g);
    for (let a = 0; a < E; a++) back.g[a] *= 1 - point.g[a] * point.g[a];
    backAffine(parameters, gradient, at.V1, at.c1, point.z, back.g, back.z);
    for (let j = 0; j < k; j++) {
      const sd = point.sd[j];
      back.code[j] = back.z[j] + weight * point.code[j];
      back.code[k + j] = 0.5 * (back.z[j] * sd * noise[i * k + j] + weight * (sd * sd - 1));
    }
    backAffine(parameters, gradient, at.W2, at.b2, point.h, back.code, back.h);
    for (let a = 0; a < E; a++) back.h[a] *= 1 - point.h[a] * point.h[a];
    backAffine(parameters, gradient, at.W1, at.b1, xi, back.h, null);
  }
  return total * weight;
}

/** `count` points of the learned density: z ~ N(0, I), x ~ p(x|z). [count, D] */
export function sampleAutoEncoder(
  shape: AutoEncoderShape,
  parameters: Float64Array,
  count: number,
  key: Key,
): Float64Array {
  const { size: D, latent: k, hidden: E } = shape;
  const z = normal(foldIn(key, 0), count * k);
  const x = normal(foldIn(key, 1), count * D);
  const sd = parameters.slice(places(shape).s).map((s) => exp(0.5 * s));
  const g = new Float64Array(E);
  const out = new Float64Array(D);
  for (let i = 0; i < count; i++) {
    decode(shape, parameters, z.subarray(i * k, (i + 1) * k), g, out);
    for (let e = 0; e < D; e++) x[i * D + e] = out[e] + sd[e] * x[i * D + e];
  }
  return x;
}

function decode(
  shape: AutoEncoderShape,
  parameters: Float64Array,
  z: Float64Array,
  g: Float64Array,
  out: Float64Array,
): void {
  const at = places(shape);
  affine(parameters, at.V1, at.c1, z, g);
  for (let a = 0; a < g.length; a++) g[a] = tanh(g[a]);
  affine(parameters, at.V2, at.c2, g, out);
}

/** out = A x + b. */
function affine(
  parameters: Float64Array,
  matrix: number,
  bias: number,
  x: Float64Array,
  out: Float64Array,
): void {
  const fanIn = x.length;
  for (let a = 0; a < out.length; a++) {
    let sum = parameters[bias + a];
    const row = matrix + a * fanIn;
    for (let j = 0; j < fanIn; j++) sum += parameters[row + j] * x[j];
    out[a] = sum;
  }
}

/** Adds ∂/∂A and ∂/∂b for the cotangent of A x + b, and writes that of x where it is wanted. */
function backAffine(
  parameters: Float64Array,
  gradient: Float64Array,
  matrix: number,
  bias: number,
  x: Float64Array,
  cotangent: Float64Array,
  xCotangent: Float64Array | null,
): void {
  const fanIn = x.length;
  xCotangent?.fill(0);
  for (let a = 0; a < cotangent.length; a++) {
    const value = cotangent[a];
    const row = matrix + a * fanIn;
    gradient[bias + a] += value;
    for (let j = 0; j < fanIn; j++) gradient[row + j] += value * x[j];
    if (xCotangent) for (let j = 0; j < fanIn; j++) xCotangent[j] += value * parameters[row + j];
  }
}
