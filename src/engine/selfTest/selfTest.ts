import type { Backend, Tensor } from '../tensor/backend';
import { tanhDerivative } from '../../theory/activations/tanhDerivative';
import { tinyKernel } from './tinyKernel';

export interface SelfTestCheck {
  readonly name: string;
  readonly ok: boolean;
  /** Largest error found, and the most that is accepted. */
  readonly measured: number;
  readonly limit: number;
}

export interface SelfTestReport {
  readonly ok: boolean;
  /** Largest relative error of a matrix product against float64. */
  readonly precision: number;
  readonly checks: readonly SelfTestCheck[];
  /** A sentence that names the first failed check; null when all hold. */
  readonly reason: string | null;
}

/**
 * Whether a backend computes what it should, against a float64 backend, in a fraction of a second: products (inner
 * sizes beyond 48 included, where a tile is not filled), tanh near 0 and far out, NaN, and a two-layer tangent kernel.
 *
 * Limits: MATH §8's 1e-5 relative for float32 kernels; for float64 1e-13, the roundoff of sums of a few hundred terms.
 */
export async function selfTest(backend: Backend, reference: Backend): Promise<SelfTestReport> {
  const limit = backend.name === 'float64' ? 1e-13 : 1e-5;
  const checks: SelfTestCheck[] = [];
  const record = (name: string, measured: number, most: number) => {
    checks.push({ name, ok: measured <= most, measured, limit: most });
  };
  const before = backend.memory().tensors;
  let precision = 0;
  try {
    for (const [m, k, n] of [
      [3, 5, 4],
      [7, 100, 9],
      [64, 300, 33],
      [6, 128, 128],
    ] as const) // prettier-ignore
    {
      const error = await productError(backend, reference, m, k, n);
      record(`product ${m}×${k}×${n}`, error, limit);
      precision = worse(precision, error);
    }
    record('tanh and its derivatives', await tanhError(backend), limit);
    record('large arguments stay finite', await saturationError(backend), limit);
    record('NaN and infinity are noticed', await unnoticed(backend), 0);
    record('tangent kernel of two layers', await kernelError(backend, reference), limit);
    record('tensors left behind', backend.memory().tensors - before, 0);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { ok: false, precision, checks, reason: `The self-test could not be completed: ${reason}` };
  }
  const failed = checks.find((check) => !check.ok);
  const reason = failed
    ? `Self-test "${failed.name}": ${failed.measured.toPrecision(2)} where ${failed.limit} is accepted.`
    : null;
  return { ok: !failed, precision, checks, reason };
}

/** max |C − C₆₄| / max |C₆₄| over a product and its three transposed forms. */
async function productError(
  backend: Backend,
  reference: Backend,
  m: number,
  k: number,
  n: number,
): Promise<number> {
  const a = values(m * k, 0.37);
  const b = values(k * n, 0.71);
  const products = (on: Backend) =>
    on.scope(() => {
      const A = on.upload(a, m, k);
      const B = on.upload(b, k, n);
      const [At, Bt] = [on.transpose(A), on.transpose(B)];
      return [
        on.matMul(A, B),
        on.matMul(At, B, { transposeA: true }),
        on.matMul(A, Bt, { transposeB: true }),
        on.matMul(At, Bt, { transposeA: true, transposeB: true }),
      ];
    });
  let worst = 0;
  const exact = products(reference);
  const found = products(backend);
  for (let i = 0; i < found.length; i++) {
    const error = relativeError(await take(backend, found[i]), await take(reference, exact[i]));
    worst = worse(worst, error);
  }
  return worst;
}

/** Largest error of tanh and its first three derivatives, relative to 1, over [−12, 12]. */
async function tanhError(backend: Backend): Promise<number> {
  const z = Float64Array.from({ length: 193 }, (_, i) => (i - 96) / 8);
  let worst = 0;
  for (let order = 0; order <= 3; order++) {
    const found = await take(
      backend,
      backend.scope(() => backend.activation('tanh', 0, order, backend.upload(z, 1, z.length))),
    );
    const exact = z.map((x) => tanhDerivative(order, x));
    const error = relativeError(found, exact, 1);
    worst = worse(worst, error);
  }
  return worst;
}

/** Distance of tanh(±10³), tanh(±10⁶), and of their slopes, from ±1 and 0. */
async function saturationError(backend: Backend): Promise<number> {
  const z = Float64Array.of(-1e6, -1e3, -100, 100, 1e3, 1e6);
  const [value, slope] = backend.scope(() => backend.activationPair('tanh', 0, backend.upload(z, 1, 6)));
  const expected = Float64Array.of(-1, -1, -1, 1, 1, 1);
  const first = relativeError(await take(backend, value), expected, 1);
  const second = relativeError(await take(backend, slope), new Float64Array(6), 1);
  return worse(first, second);
}

/** How many of NaN, ∞ and −∞ maxAbs hides. */
async function unnoticed(backend: Backend): Promise<number> {
  let hidden = 0;
  for (const bad of [NaN, Infinity, -Infinity]) {
    const found = await take(
      backend,
      backend.scope(() => backend.maxAbs(backend.upload(Float64Array.of(1, -2, bad, 0.5, 3), 1, 5))),
    );
    if (Number.isFinite(found[0])) hidden += 1;
  }
  return hidden;
}

async function kernelError(backend: Backend, reference: Backend): Promise<number> {
  const found = await take(backend, tinyKernel(backend, values));
  return relativeError(found, await take(reference, tinyKernel(reference, values)));
}

/** Downloads and frees. */
async function take(backend: Backend, t: Tensor): Promise<Float64Array> {
  const result = await backend.download(t);
  backend.dispose(t);
  return result;
}

/** max |found − exact| / scale, the scale being max |exact| unless given; NaN where something is not a number. */
function relativeError(found: Float64Array, exact: Float64Array, scale?: number): number {
  let error = 0;
  let size = 0;
  for (let i = 0; i < exact.length; i++) {
    error = worse(error, Math.abs(found[i] - exact[i]));
    size = Math.max(size, Math.abs(exact[i]));
  }
  return error / (scale ?? size);
}

/** The larger of two errors; NaN wins. */
function worse(a: number, b: number): number {
  return a > b || Number.isNaN(a) ? a : b;
}

/** A fixed quasi-random sequence in (−1, 1), rounded to float32 so that only arithmetic is measured. */
function values(count: number, step: number): Float64Array {
  const rounded = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const x = (i + 1) * (step + 0.2360679774997898);
    rounded[i] = 2 * (x - Math.floor(x)) - 1;
  }
  return Float64Array.from(rounded);
}
