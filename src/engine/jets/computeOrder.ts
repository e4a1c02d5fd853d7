import type { Pause } from '../work/pause';
import type { Backend, Tensor } from '../tensor/backend';
import { blockBytes } from './estimateBytes';
import { hostGram } from './hostGram';
import { intPower } from './intPower';
import type { JetState, LayerJet, LayerState, RowBlock } from './jetState';
import { orderPass } from './orderPass';
import { Owned } from './owned';
import type { TupleIndex } from './tupleIndex';

/** All rows (x, S) of order k, in blocks: their inner products, and the jets themselves where a higher order follows. */
export async function computeOrder(
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
    const rows = intPower(n, a + 1);
    const columns = N * intPower(n, b);
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
export function defaultRows(m: number, depth: number, backend: Backend['name']): number {
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
