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
import { noPause } from '../work/pause';
import type { Pause } from '../work/pause';
import type { Backend, Tensor } from '../tensor/backend';
import { basePass } from './basePass';
import { computeOrder, defaultRows } from './computeOrder';
import { refusal } from './estimateBytes';
import { GramTables } from './gramTables';
import { hostGram } from './hostGram';
import type { JetState, LayerState } from './jetState';
import { addLayerKernel } from './kernelSum';
import { Owned } from './owned';
import { tupleIndex } from './tupleIndex';

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
