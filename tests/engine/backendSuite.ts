/**
 * What every backend must do, as claims without a test runner: the same list runs under Vitest in Node (float64) and
 * in a worker of a real browser (webgpu). Oracles are plain loops in float64 and theory's scalar derivatives.
 *
 * Tolerance of a sum of k products: the backend's unit roundoff u times (k + 4) times Σ|a||b|, the standard bound of
 * any order of summation. Elementwise results: 4 u relative to the operands' size.
 */
import { activations } from '../../src/theory/activations/activations';
import type { ActivationName } from '../../src/theory/activations/names';
import { activationNames } from '../../src/theory/activations/names';
import type { Backend, Tensor } from '../../src/engine/tensor/backend';

export interface Claim {
  readonly name: string;
  readonly check: (backend: Backend) => Promise<void> | void;
}

/** Uniform in (−1, 1): the minimal standard generator of Park and Miller, exact in doubles. */
export function uniform(seed: number, count: number): Float64Array {
  const values = new Float64Array(count);
  let state = seed + 1;
  for (let i = 0; i < count; i++) {
    state = (state * 48271) % 2147483647;
    values[i] = (2 * state) / 2147483647 - 1;
  }
  return values;
}

export function unitRoundoff(backend: Backend): number {
  return backend.name === 'float64' ? 2 ** -53 : 2 ** -24;
}

function close(
  actual: Float64Array,
  expected: ArrayLike<number>,
  allowed: number | ((i: number) => number),
  what: string,
): void {
  if (actual.length !== expected.length)
    throw new Error(`${what}: ${actual.length} numbers instead of ${expected.length}`);
  for (let i = 0; i < actual.length; i++) {
    const limit = typeof allowed === 'number' ? allowed : allowed(i);
    const error = Math.abs(actual[i] - expected[i]);
    if (!(error <= limit))
      throw new Error(`${what}: entry ${i} is ${actual[i]}, expected ${expected[i]} ± ${limit}`);
  }
}

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Rounded to what the backend can hold, so that only its arithmetic is measured. */
function sample(backend: Backend, seed: number, count: number): Float64Array {
  const values = uniform(seed, count);
  return backend.name === 'float64' ? values : Float64Array.from(new Float32Array(values));
}

async function read(t: Tensor, backend: Backend): Promise<Float64Array> {
  return backend.download(t);
}

const shapes: readonly (readonly [number, number, number])[] = [
  [1, 1, 1],
  [3, 5, 2],
  [2, 1, 9],
  [7, 100, 9],
  [6, 2, 130],
  [6, 128, 128],
  [6, 128, 1],
  [13, 49, 17],
  [64, 300, 33],
  [33, 7, 65],
  [21, 513, 24],
  [128, 6, 128],
];

const elementary: readonly Claim[] = [
  {
    name: 'upload and download are inverse',
    check: async (backend) => {
      const values = sample(backend, 1, 35);
      close(await read(backend.upload(values, 5, 7), backend), values, 0, 'round trip');
      const peeked = backend.peek(backend.upload(values, 5, 7));
      if (peeked) close(peeked, values, 0, 'peek');
      close(await read(backend.zeros(3, 5), backend), new Float64Array(15), 0, 'zeros');
    },
  },
  ...shapes.map(([m, k, n]): Claim => ({
    name: `matMul of ${m}×${k} and ${k}×${n} in all four transpositions`,
    check: async (backend) => {
      const a = sample(backend, m + k, m * k);
      const b = sample(backend, k + n + 7, k * n);
      const at = transposed(a, m, k);
      const bt = transposed(b, k, n);
      const sum = new Float64Array(m * n);
      const size = new Float64Array(m * n);
      for (let i = 0; i < m; i++)
        for (let j = 0; j < n; j++)
          for (let l = 0; l < k; l++) {
            sum[i * n + j] += 0.5 * a[i * k + l] * b[l * n + j];
            size[i * n + j] += Math.abs(a[i * k + l] * b[l * n + j]);
          }
      const limit = (i: number) => unitRoundoff(backend) * (k + 4) * size[i];
      const [A, B] = [backend.upload(a, m, k), backend.upload(b, k, n)];
      const [At, Bt] = [backend.upload(at, k, m), backend.upload(bt, n, k)];
      close(await read(backend.matMul(A, B, { scale: 0.5 }), backend), sum, limit, 'a b');
      for (const [x, y, transposeA, transposeB] of [
        [At, B, true, false],
        [A, Bt, false, true],
        [At, Bt, true, true],
      ] as const) {
        const t = backend.matMul(x, y, { scale: 0.5, transposeA, transposeB });
        expect(t.rows === m && t.cols === n, `shape [${t.rows}, ${t.cols}]`);
        close(await read(t, backend), sum, limit, `transposed ${transposeA} ${transposeB}`);
      }
    },
  })),
  ...[
    [1, 3],
    [5, 7],
    [6, 128],
    [33, 100],
    [64, 512],
  ].map(([n, k]): Claim => ({
    name: `gram of ${n} rows of ${k} is symmetric to the bit and agrees with matMul`,
    check: async (backend) => {
      const A = backend.upload(sample(backend, n, n * k), n, k);
      const B = backend.upload(sample(backend, n + 1, 9 * k), 9, k);
      const gram = await read(backend.gram(A, A, 0.25), backend);
      const limit = unitRoundoff(backend) * (k + 4) * k;
      close(
        gram,
        await read(backend.matMul(A, A, { transposeB: true, scale: 0.25 }), backend),
        limit,
        'gram',
      );
      close(gram, transposed(gram, n, n), 0, 'symmetry');
      close(
        await read(backend.gram(A, B), backend),
        await read(backend.matMul(A, B, { transposeB: true }), backend),
        limit,
        'cross gram',
      );
    },
  })),
  {
    name: 'elementwise operations do what they say on odd sizes',
    check: async (backend) => {
      const [rows, cols] = [5, 7];
      const a = sample(backend, 3, rows * cols);
      const b = sample(backend, 4, rows * cols);
      const c = sample(backend, 5, rows * cols);
      const [A, B, C] = [a, b, c].map((values) => backend.upload(values, rows, cols));
      const u = 16 * unitRoundoff(backend);
      const by = (f: (i: number) => number) => Float64Array.from(a, (_, i) => f(i));
      close(await read(backend.add(A, B), backend), by((i) => a[i] + b[i]), u, 'add'); // prettier-ignore
      close(await read(backend.sub(A, B), backend), by((i) => a[i] - b[i]), u, 'sub'); // prettier-ignore
      close(await read(backend.mul(A, B), backend), by((i) => a[i] * b[i]), u, 'mul'); // prettier-ignore
      close(await read(backend.scale(A, 0.3), backend), by((i) => a[i] * 0.3), u, 'scale'); // prettier-ignore
      close(await read(backend.addScaled(A, B, -0.3), backend), by((i) => a[i] - 0.3 * b[i]), u, 'addScaled'); // prettier-ignore
      for (let count = 1; count <= 9; count++) {
        const terms = Array.from({ length: count }, (_, i) => [A, B, C][i % 3]);
        const scales = terms.map((_, i) => 0.1 * (i + 1));
        const sum = by((i) => scales.reduce((s, x, t) => s + x * [a, b, c][t % 3][i], 0));
        close(await read(backend.combine(terms, scales), backend), sum, 4 * u, `combine of ${count}`);
      }
    },
  },
  {
    name: 'row operations do what they say on odd sizes',
    check: async (backend) => {
      const [rows, cols] = [5, 7];
      const a = sample(backend, 3, rows * cols);
      const b = sample(backend, 4, rows * cols);
      const row = sample(backend, 5, cols);
      const weights = sample(backend, 6, rows);
      const [A, B] = [a, b].map((values) => backend.upload(values, rows, cols));
      const R = backend.upload(row, 1, cols);
      const W = backend.upload(weights, rows, 1);
      const u = 16 * unitRoundoff(backend);
      const by = (f: (r: number, c: number) => number) =>
        Float64Array.from(a, (_, i) => f(Math.floor(i / cols), i % cols));
      const at = (x: Float64Array, r: number, c: number) => x[r * cols + c];
      close(await read(backend.addRow(A, R, 2), backend), by((r, c) => at(a, r, c) + 2 * row[c]), u, 'addRow'); // prettier-ignore
      close(await read(backend.scaleRows(A, W), backend), by((r, c) => at(a, r, c) * weights[r]), u, 'scaleRows'); // prettier-ignore
      const order = Int32Array.of(4, 0, 0, 3, 1, 2);
      const gathered = Float64Array.from({ length: 6 * cols }, (_, i) =>
        at(a, order[Math.floor(i / cols)], i % cols),
      );
      close(await read(backend.gatherRows(A, order), backend), gathered, 0, 'gatherRows');
      close(await read(backend.sliceRows(A, 1, 4), backend), a.slice(cols, 4 * cols), 0, 'sliceRows');
      close(
        await read(backend.concatRows([A, R, B]), backend),
        Float64Array.from([...a, ...row, ...b]),
        0,
        'concatRows',
      );
      close(await read(backend.reshape(A, 7, 5), backend), a, 0, 'reshape');
      close(await read(backend.transpose(A), backend), transposed(a, rows, cols), 0, 'transpose');
      const dots = new Float64Array(rows);
      const sums = new Float64Array(cols);
      let squares = 0;
      let most = 0;
      a.forEach((x, i) => {
        dots[Math.floor(i / cols)] += x * b[i];
        sums[i % cols] += x;
        squares += x * x;
        most = Math.max(most, Math.abs(x));
      });
      close(await read(backend.rowDots(A, B), backend), dots, u, 'rowDots');
      close(await read(backend.sumRows(A), backend), sums, u, 'sumRows');
      close(await read(backend.sumSquares(A), backend), [squares], 4 * u, 'sumSquares');
      close(await read(backend.maxAbs(A), backend), [most], 0, 'maxAbs');
      const norm = Math.sqrt(
        b.reduce((s, e, i) => s + (e / (0.01 + 0.1 * Math.max(Math.abs(a[i]), Math.abs(e)))) ** 2, 0) /
          b.length,
      );
      close(await read(backend.errorNorm(B, A, B, 0.01, 0.1), backend), [norm], 16 * u * norm, 'errorNorm');
    },
  },
  {
    name: 'reductions agree with plain sums over long rows',
    check: async (backend) => {
      const [rows, cols] = [3, 1013];
      const a = sample(backend, 8, rows * cols);
      const b = sample(backend, 9, rows * cols);
      const [A, B] = [a, b].map((values) => backend.upload(values, rows, cols));
      const dots = new Float64Array(rows);
      a.forEach((x, i) => (dots[Math.floor(i / cols)] += x * b[i]));
      const u = unitRoundoff(backend) * cols;
      close(await read(backend.rowDots(A, B), backend), dots, u, 'rowDots');
      close(
        await read(backend.sumSquares(A), backend),
        [a.reduce((s, x) => s + x * x, 0)],
        3 * u * cols,
        'sumSquares',
      );
      close(
        await read(backend.maxAbs(B), backend),
        [b.reduce((s, x) => Math.max(s, Math.abs(x)), 0)],
        0,
        'maxAbs',
      );
    },
  },
  {
    name: 'gatherProducts is the sum of weighted products of gathered rows',
    check: async (backend) => {
      if (!backend.gatherProducts) return;
      const [rows, cols] = [4, 7];
      const values = [1, 2, 3, 4].map((seed) => sample(backend, seed, 5 * cols));
      const tensors = values.map((x) => backend.upload(x, 5, cols));
      const indices = [Int32Array.of(4, 1, 1, 0), null, Int32Array.of(0, 2, 3, 4), Int32Array.of(3, 3, 3, 3)];
      const weights = [undefined, Float64Array.of(1, -2, 0.5, 3), undefined, Float64Array.of(2, 2, 2, 2)];
      const terms = weights.map((w, t) => ({
        factors: tensors.slice(0, t + 1).map((tensor, f) => ({ tensor, index: indices[f] })),
        ...(w ? { weights: w } : {}),
      }));
      const sum = new Float64Array(rows * cols);
      for (let t = 0; t < 4; t++)
        sum.forEach((_, i) => {
          const r = Math.floor(i / cols);
          let product = weights[t]?.[r] ?? 1;
          for (let f = 0; f <= t; f++) product *= values[f][(indices[f]?.[r] ?? r) * cols + (i % cols)];
          sum[i] += product;
        });
      close(
        await read(backend.gatherProducts(rows, terms), backend),
        sum,
        64 * unitRoundoff(backend),
        'gatherProducts',
      );
    },
  },
  {
    name: 'hiddenProduct is a hidden layer and the product after it, over many chunks and odd widths',
    check: async (backend) => {
      if (!backend.hiddenProduct) return;
      for (const [rows, d, m, cols] of [
        [3, 2, 1301, 2],
        [2, 5, 7, 1],
        [1, 1, 512, 3],
      ]) {
        const [x, w, b, v] = [rows * d, d * m, m, cols * m].map((size, seed) => sample(backend, seed, size));
        for (const biased of [true, false]) {
          const layer = {
            weights: backend.upload(w, d, m),
            bias: biased ? backend.upload(b, 1, m) : null,
            forward: 0.7,
            biasScale: 0.3,
            activation: 'tanh',
            param: 1,
          } as const;
          const expected = new Float64Array(rows * cols);
          for (let r = 0; r < rows; r++)
            for (let j = 0; j < m; j++) {
              let z = biased ? 0.3 * b[j] : 0;
              for (let k = 0; k < d; k++) z += 0.7 * x[r * d + k] * w[k * m + j];
              for (let q = 0; q < cols; q++) expected[r * cols + q] += Math.tanh(z) * v[q * m + j];
            }
          const product = backend.hiddenProduct(
            backend.upload(x, rows, d),
            layer,
            backend.upload(v, cols, m),
          );
          // m rounded terms of size at most 1.
          close(await read(product, backend), expected, 4 * m * unitRoundoff(backend), 'hiddenProduct');
        }
      }
    },
  },
];

/** From −30 to 30, dense near 0 and across every kink, 0 included; floats so that float32 holds them. */
const grid = Float64Array.from(
  new Float32Array([
    ...Array.from({ length: 241 }, (_, i) => (i - 120) / 4),
    ...Array.from({ length: 81 }, (_, i) => (i - 40) / 37),
    1e-6,
    -1e-6,
    1e-3,
    -1e-3,
  ]),
);

/** Size against which the error of φ⁽ᵏ⁾(z) counts: the largest over a neighbourhood of the value, at least 1. */
function activationScale(name: ActivationName, param: number, order: number, z: number): number {
  return Math.max(1, Math.abs(activations[name].derivative(param, order, z)));
}

const activationClaims: readonly Claim[] = [
  ...activationNames.map((name): Claim => ({
    name: `${name}: orders 0 to 5 agree with the scalar derivatives over [−30, 30]`,
    check: async (backend) => {
      const { derivative } = activations[name];
      const param = name === 'softplus' ? 1.5 : 0.2;
      const z = backend.upload(grid, 1, grid.length);
      // float64: 5e-15, twenty units of roundoff; float32: polynomials of order 5 have coefficients to 120
      const tolerance = backend.name === 'float64' ? 5e-15 : 2e-5;
      for (let order = 0; order <= 5; order++) {
        const expected = grid.map((x) => derivative(param, order, x));
        close(
          await read(backend.activation(name, param, order, z), backend),
          expected,
          (i) => tolerance * activationScale(name, param, order, grid[i]),
          `${name} order ${order}`,
        );
      }
      const [value, slope] = backend.activationPair(name, param, z);
      for (const [t, order] of [
        [value, 0],
        [slope, 1],
      ] as const)
        // prettier-ignore
        close(
          await read(t, backend),
          grid.map((x) => derivative(param, order, x)),
          (i) => tolerance * activationScale(name, param, order, grid[i]),
          `${name} pair ${order}`,
        );
    },
  })),
  {
    name: 'smooth saturating activations stay finite for arguments up to 1e6',
    check: async (backend) => {
      const far = Float64Array.of(-1e6, -1000, -100, 100, 1000, 1e6);
      const z = backend.upload(far, 1, far.length);
      for (const name of ['tanh', 'erf', 'sigmoid'] as const) {
        const [value, slope] = backend.activationPair(name, 0, z);
        const low = name === 'sigmoid' ? 0 : -1;
        close(await read(value, backend), [low, low, low, 1, 1, 1], 1e-6, name);
        for (const t of [slope, ...[2, 3, 4, 5].map((order) => backend.activation(name, 0, order, z))])
          close(await read(t, backend), new Float64Array(6), 1e-6, `derivatives of ${name}`);
      }
    },
  },
];

const memory: readonly Claim[] = [
  {
    name: 'a scope frees what it does not return, nested records included',
    check: (backend) => {
      const before = backend.memory().tensors;
      const outside = backend.upload(Float64Array.of(1, 2, 3), 1, 3);
      const kept: Tensor[] = [];
      const result = backend.scope(() => {
        const a = backend.add(outside, outside);
        kept.push(backend.keep(backend.scale(a, 2)));
        const inner = backend.scope(() => [backend.mul(a, a), backend.sub(a, a)]);
        return { pair: [inner[0], { deep: backend.scale(a, 3) }], number: 5, none: null };
      });
      expect(
        backend.memory().tensors === before + 4,
        `${backend.memory().tensors - before} tensors instead of 4`,
      );
      backend.dispose(result.pair[0] as Tensor);
      backend.dispose((result.pair[1] as { deep: Tensor }).deep);
      backend.dispose(kept[0]);
      backend.dispose(outside);
      expect(backend.memory().tensors === before, 'everything is freed again');
    },
  },
  {
    name: 'a scope that throws frees everything it made',
    check: (backend) => {
      const before = backend.memory();
      try {
        backend.scope(() => {
          backend.zeros(10, 10);
          throw new Error('on purpose');
        });
      } catch {
        // expected
      }
      expect(backend.memory().tensors === before.tensors, 'tensors');
      expect(backend.memory().bytes === before.bytes, 'bytes');
    },
  },
  {
    name: 'a steady loop of training-like steps keeps tensors and bytes constant',
    check: async (backend) => {
      let w = backend.upload(sample(backend, 2, 48), 6, 8);
      const x = backend.upload(sample(backend, 3, 18), 3, 6);
      const step = () => {
        const next = backend.scope(() => {
          const [h, s] = backend.activationPair('tanh', 0, backend.matMul(x, w));
          const g = backend.matMul(x, backend.mul(h, s), { transposeA: true });
          backend.gram(h, h);
          return backend.addScaled(w, g, -0.01);
        });
        backend.dispose(w);
        w = next;
      };
      for (let i = 0; i < 5; i++) step();
      const before = backend.memory();
      for (let i = 0; i < (backend.name === 'float64' ? 10_000 : 50); i++) step();
      const after = backend.memory();
      expect(after.tensors === before.tensors && after.bytes === before.bytes, 'memory grew');
      expect((await read(w, backend)).every(Number.isFinite), 'finite');
    },
  },
];

function transposed(a: Float64Array, rows: number, cols: number): Float64Array {
  return Float64Array.from(a, (_, i) => a[(i % rows) * cols + Math.floor(i / rows)]);
}

export const backendClaims: readonly Claim[] = [...elementary, ...activationClaims, ...memory];

/** SHA-256 of the bits of every kind of result on fixed inputs: equal wherever the float64 backend runs. */
export async function fingerprint(backend: Backend): Promise<string> {
  const results: Tensor[] = [];
  for (const [m, k, n] of shapes) {
    const a = backend.upload(uniform(m, m * k), m, k);
    const b = backend.upload(uniform(n, k * n), k, n);
    const [at, bt] = [backend.transpose(a), backend.transpose(b)];
    results.push(
      backend.matMul(a, b, { scale: 0.3 }),
      backend.matMul(at, b, { transposeA: true }),
      backend.matMul(a, bt, { transposeB: true }),
      backend.matMul(at, bt, { transposeA: true, transposeB: true }),
      backend.gram(a, a, 0.7),
      backend.sumRows(a),
      backend.rowDots(a, a),
      backend.sumSquares(b),
      backend.errorNorm(a, a, a, 1e-3, 1e-2),
    );
  }
  const z = backend.scale(backend.upload(uniform(5, 500), 20, 25), 9);
  for (const name of activationNames) {
    results.push(...backend.activationPair(name, 0.3, z));
    for (let order = 0; order <= 5; order++) results.push(backend.activation(name, 0.3, order, z));
  }
  const parts = await Promise.all(results.map((t) => backend.download(t)));
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  const digest = await crypto.subtle.digest('SHA-256', all);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
