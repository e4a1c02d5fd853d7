/**
 * The hierarchy's kernels K^{(2)}, K^{(3)}, … of one network at its present parameters, exactly: ordered-subset jets
 * of pre, h and δ (MATH §5), inner products of which give the kernels.
 *
 *   K^{(2)}(x, y) = Σ_ℓ η_ℓ (c_ℓ² ⟨h_x^{ℓ−1}, h_y^{ℓ−1}⟩ + β_ℓ²) ⟨δ_x^ℓ, δ_y^ℓ⟩,   K^{(r+1)}(x, y, S, s) = V_s K^{(r)}(x, y, S)
 *
 * Rows x: N = n + p points, the n training points first; y and S: training points. Learning-rate multipliers are
 * included, the lazy factor is not. Where φ has a kink the deltas of its second derivative are missing.
 * Cost: order r takes N n^{r−2} rows through one forward and one backward pass (2 (H − 1) products with m × m).
 */
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import { noPause } from '../run/pause';
import type { Pause } from '../run/pause';
import type { Backend, Tensor } from '../tensor/backend';
import { basePass } from './basePass';
import { blockBytes, refusal } from './estimateBytes';
import { GramTables } from './gramTables';
import { orderPass } from './jetState';
import type { JetState, LayerJet, LayerState, RowBlock } from './jetState';
import { addLayerKernel } from './kernelSum';
import { Owned } from './owned';
import { tupleIndex } from './tupleIndex';
import type { TupleIndex } from './tupleIndex';

export interface HierarchyKernels {
  readonly N: number;
  readonly n: number;
  /** K^{(2)} [N, n], K^{(3)} [N, n, n], …: at index r − 2. */
  readonly kernels: readonly Float64Array[];
  /** The summand of every layer (W¹ … W^H, a) at index [ℓ − 1][r − 2]; with `layers` only. They add up to `kernels`. */
  readonly layers?: readonly (readonly Float64Array[])[];
}

export interface HierarchyKernelOptions {
  /** Return the summand of every layer too. */
  readonly layers?: boolean;
  /** Awaited between slices of work; reject to cancel (everything is freed). */
  readonly pause?: Pause;
  /** Rows of one slice of work; by default about 30 ms of products, or `blockBytes` of memory. */
  readonly blockRows?: number;
}

/** r of the highest kernel. */
export type KernelOrder = 2 | 3 | 4 | 5;

export async function hierarchyKernels(
  backend: Backend,
  definition: NetworkDefinition,
  parameters: NetworkState,
  x: Float64Array,
  n: number,
  maxOrder: KernelOrder,
  { layers: byLayer = false, pause = noPause, blockRows }: HierarchyKernelOptions = {},
): Promise<HierarchyKernels> {
  const { layers: scales, width: m, depth: H } = definition;
  const d = scales[0].fanIn;
  const N = x.length / d;
  if (!Number.isInteger(N))
    throw new RangeError(
      `inputs must be points of dimension ${d}, got ${x.length} numbers; give a multiple of ${d}`,
    );
  if (n < 1 || n > N) throw new RangeError(`training points must be 1…${N}, got ${n}`);
  const refused = refusal(N, n, m, H, maxOrder, byLayer);
  if (refused) throw new RangeError(refused);

  const kMax = maxOrder - 2;
  const tuples = Array.from({ length: kMax + 1 }, (_, k) => tupleIndex(n, k));
  const empty = (): Float64Array[] => tuples.map((t) => new Float64Array(N * n * t.count));
  const total = empty();
  const parts = byLayer ? scales.map(empty) : null;
  const stored = new Owned(backend);
  try {
    const inputs = stored.add(backend.upload(x, N, d));
    const base = await basePass(
      backend,
      definition,
      parameters,
      inputs,
      Math.max(2, kMax + 2),
      stored,
      pause,
    );
    const layers: LayerState[] = scales.map((_, l) => ({
      derivatives: l < H ? base[l].derivatives : [],
      orders: l < H ? [base[l].jet] : [],
      hTables: new GramTables(),
      deltaTables: new GramTables(),
    }));
    const state: JetState = { backend, definition, parameters, layers };
    await baseTables(state, inputs, N, n);
    for (let k = 0; k <= kMax; k++) {
      if (k > 0)
        await computeOrder(
          state,
          tuples[k],
          N,
          k < kMax,
          blockRows ?? defaultRows(m, H, backend.name),
          stored,
          pause,
        );
      for (let l = 0; l <= H; l++) {
        const layer = { scale: scales[l], hTables: layers[l].hTables, deltaTables: layers[l].deltaTables };
        for (let y = 0; y < n; y++) {
          addLayerKernel(layer, tuples.slice(0, k + 1), y, N, (parts ? parts[l] : total)[k]);
          const wait = pause();
          if (wait) await wait;
        }
      }
    }
  } finally {
    stored.free();
  }
  if (parts)
    for (const part of parts)
      part.forEach((values, k) => {
        for (let i = 0; i < values.length; i++) total[k][i] += values[i];
      });
  return parts ? { N, n, kernels: total, layers: parts } : { N, n, kernels: total };
}

/** ⟨h, h⟩ and ⟨δ, δ⟩ of the points themselves, for every layer; the output's δ is 1. */
async function baseTables(
  { backend, layers }: JetState,
  inputs: Tensor,
  N: number,
  n: number,
): Promise<void> {
  const table = async (v: Tensor) => ({
    data: await hostGram(backend, () => backend.gram(backend.sliceRows(v, 0, n), v)),
    strideT: N,
    strideX: 1,
  });
  for (let l = 0; l < layers.length; l++) {
    layers[l].hTables.set(0, 0, await table(l === 0 ? inputs : layers[l - 1].orders[0].h));
    layers[l].deltaTables.set(
      0,
      0,
      l < layers.length - 1
        ? await table(layers[l].orders[0].delta)
        : { data: new Float64Array([1]), strideT: 0, strideX: 0 },
    );
  }
}

async function hostGram(backend: Backend, gram: () => Tensor): Promise<Float64Array> {
  const t = backend.scope(gram);
  try {
    return await backend.download(t);
  } finally {
    backend.dispose(t);
  }
}

/** All rows (x, S) of order k, in blocks: their inner products, and the jets themselves where a higher order follows. */
async function computeOrder(
  state: JetState,
  tuples: TupleIndex,
  N: number,
  store: boolean,
  blockRows: number,
  stored: Owned,
  pause: Pause,
): Promise<void> {
  const { backend, layers } = state;
  const { n, k, count } = tuples;
  const { depth } = state.definition;
  const families = jetFamilies(layers);
  const training = n * count;
  const tops = families.map(() => ({
    // ⟨v_t[S], v_x⟩ for training t and any x; ⟨v_x[S], v_t⟩ for any x and training t
    left: new Float64Array(training * N),
    right: new Float64Array(N * count * n),
  }));
  const kept: LayerJet[][] = Array.from({ length: depth }, () => []);
  const working = new Owned(backend);
  try {
    for (const [from, to] of rowBlocks(N * count, training, blockRows)) {
      const block = rowBlock(tuples, from, to);
      const owned = store ? working : new Owned(backend);
      try {
        const jets = await orderPass(state, block, owned, pause);
        const isTraining = from < training;
        const width = isTraining ? N : n;
        const products = await Promise.all(
          families.map(({ base, of }) =>
            hostGram(backend, () =>
              backend.gram(of(jets), isTraining ? base : backend.sliceRows(base, 0, n)),
            ),
          ),
        );
        tops.forEach(({ left, right }, f) => {
          if (isTraining) left.set(products[f], from * N);
          for (let r = 0; r < to - from; r++)
            for (let t = 0; t < n; t++) right[(from + r) * n + t] = products[f][r * width + t];
        });
        if (store) jets.forEach((jet, l) => kept[l].push(jet));
      } finally {
        if (!store) owned.free();
      }
      const wait = pause();
      if (wait) await wait;
    }
    if (store)
      for (let l = 0; l < depth; l++) {
        const join = (part: (jet: LayerJet) => Tensor): Tensor => {
          const parts = kept[l].map(part);
          if (parts.length === 1) return working.give(parts[0], stored);
          const whole = stored.add(backend.concatRows(parts));
          parts.forEach((t) => working.release(t));
          return whole;
        };
        layers[l].orders.push({
          pre: join((j) => j.pre),
          h: join((j) => j.h),
          slope: join((j) => j.slope),
          q: join((j) => j.q),
          delta: join((j) => j.delta),
        });
      }
  } finally {
    working.free();
  }
  families.forEach(({ tables }, f) => {
    tables.set(k, 0, { data: tops[f].left, strideT: N, strideX: 1 });
    tables.set(0, k, { data: tops[f].right, strideT: 1, strideX: n });
  });
  for (let a = 1; a < k; a++) {
    const b = k - a;
    const rows = n ** (a + 1);
    const columns = N * n ** b;
    const slice = Math.max(1, Math.floor(sliceOperations / (2 * columns * state.definition.width)));
    for (const { tables, stack } of families) {
      const data = new Float64Array(rows * columns);
      for (let from = 0; from < rows; from += slice) {
        const products = await hostGram(backend, () =>
          backend.gram(backend.sliceRows(stack(a), from, Math.min(rows, from + slice)), stack(b)),
        );
        data.set(products, from * columns);
        const wait = pause();
        if (wait) await wait;
      }
      tables.set(a, b, { data, strideT: columns, strideX: 1 });
    }
  }
}

/** The vectors whose inner products are needed: h^ℓ (for layer ℓ + 1) and δ^ℓ of every hidden layer. */
function jetFamilies(layers: readonly LayerState[]) {
  const depth = layers.length - 1;
  return Array.from({ length: 2 * depth }, (_, f) => {
    const l = Math.floor(f / 2);
    const isDelta = f % 2 === 1;
    const pick = (jet: LayerJet): Tensor => (isDelta ? jet.delta : jet.h);
    return {
      tables: isDelta ? layers[l].deltaTables : layers[l + 1].hTables,
      base: pick(layers[l].orders[0]),
      of: (jets: readonly LayerJet[]): Tensor => pick(jets[l]),
      stack: (order: number): Tensor => pick(layers[l].orders[order]),
    };
  });
}

function rowBlock(tuples: TupleIndex, from: number, to: number): RowBlock {
  const point = new Int32Array(to - from);
  const tuple = new Int32Array(to - from);
  for (let r = 0; r < point.length; r++) {
    point[r] = Math.floor((from + r) / tuples.count);
    tuple[r] = (from + r) % tuples.count;
  }
  return { tuples, point, tuple };
}

/** Multiplications and additions between two pauses: about 30 ms of float64 products on one core. */
const sliceOperations = 3e8;

/** `sliceOperations` for one layer's pass, or what fits into `blockBytes`. */
function defaultRows(m: number, depth: number, backend: Backend['name']): number {
  const byMemory = Math.floor(blockBytes / (8 * m * (5 * depth + 2)));
  const byTime = Math.floor(sliceOperations / (4 * m * m));
  return Math.max(8, backend === 'float64' ? Math.min(byMemory, Math.max(byTime, 32)) : byMemory);
}

/** Ranges of at most `limit` rows that hold training points or probe points, never both. */
function rowBlocks(rows: number, training: number, limit: number): [number, number][] {
  const blocks: [number, number][] = [];
  for (const [first, last] of [
    [0, training],
    [training, rows],
  ])
    for (let from = first; from < last; from += limit) blocks.push([from, Math.min(last, from + limit)]);
  return blocks;
}
