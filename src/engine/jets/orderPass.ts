import type { Pause } from '../work/pause';
import type { ProductTerm, Tensor } from '../tensor/backend';
import { gatherProducts } from './gatherProducts';
import type { JetState, LayerJet, RowBlock } from './jetState';
import type { Owned } from './owned';
import { setPartitions } from './setPartitions';
import { sources } from './sourceWeights';
import { subsetsOf } from './tupleIndex';

/** The recursion (MATH §5): jets of order k ≥ 1 of every hidden layer on the rows of a block; `pause` is awaited between layers. */
export async function orderPass(
  state: JetState,
  block: RowBlock,
  owned: Owned,
  pause: Pause,
): Promise<LayerJet[]> {
  const { backend, layers } = state;
  const { depth, layers: scales } = state.definition;
  const { weights: parameters } = state.parameters;
  const { tuples, point, tuple } = block;
  const rows = point.length;
  const { full, size } = tuples;
  const own = (f: () => Tensor): Tensor => owned.add(backend.scope(f));

  const indices = subIndices(block);
  const pre: Tensor[] = [];
  const h: Tensor[] = [];
  const slope: Tensor[] = [];
  for (let l = 0; l < depth; l++) {
    const layer = layers[l];
    const { forward, bias, rate, skip } = scales[l];
    const weighted = sources(layer.hTables, tuples, point, tuple, {
      scale: rate * forward * forward,
      constant: rate * bias * bias,
    });
    pre[l] = own(() => {
      const terms: ProductTerm[] = weighted.map(({ order, index, weights }) => ({
        factors: [{ tensor: layer.orders[order].delta, index }],
        weights,
      }));
      if (l > 0) {
        const product = backend.matMul(h[l - 1], parameters[l], { scale: forward });
        terms.push({ factors: [{ tensor: product, index: null }] });
      }
      if (skip) terms.push({ factors: [{ tensor: pre[l - 1], index: null }] });
      return gatherProducts(backend, rows, terms);
    });
    const ofPre = (blocks: readonly number[], derivative: number): ProductTerm => ({
      factors: [
        { tensor: layer.derivatives[derivative], index: point },
        ...blocks.map((mask) =>
          mask === full
            ? { tensor: pre[l], index: null }
            : { tensor: layer.orders[size[mask]].pre, index: indices[mask] },
        ),
      ],
    });
    const partitions = setPartitions(tuples.k);
    h[l] = own(() =>
      gatherProducts(
        backend,
        rows,
        partitions.map((blocks) => ofPre(blocks, blocks.length)),
      ),
    );
    slope[l] = own(() =>
      gatherProducts(
        backend,
        rows,
        partitions.map((blocks) => ofPre(blocks, blocks.length + 1)),
      ),
    );
    await pause();
  }

  const jets: LayerJet[] = [];
  for (let l = depth - 1; l >= 0; l--) {
    const layer = layers[l];
    const above = scales[l + 1];
    const weighted = sources(layers[l + 1].deltaTables, tuples, point, tuple, {
      scale: above.rate * above.forward * above.forward,
      constant: 0,
    });
    const deltaAbove = l < depth - 1 ? jets[l + 1].delta : null;
    const q = own(() => {
      const terms: ProductTerm[] = weighted.map(({ order, index, weights }) => ({
        factors: [{ tensor: layer.orders[order].h, index }],
        weights,
      }));
      if (deltaAbove) {
        const product = backend.matMul(deltaAbove, parameters[l + 1], {
          transposeB: true,
          scale: above.forward,
        });
        terms.push({ factors: [{ tensor: product, index: null }] });
      }
      return gatherProducts(backend, rows, terms);
    });
    const delta = own(() => {
      const terms: ProductTerm[] = subsetsOf(full).map((mask) => {
        const rest = full & ~mask;
        return {
          factors: [
            rest === full
              ? { tensor: q, index: null }
              : { tensor: layer.orders[size[rest]].q, index: indices[rest] },
            mask === full
              ? { tensor: slope[l], index: null }
              : { tensor: layer.orders[size[mask]].slope, index: indices[mask] },
          ],
        };
      });
      if (deltaAbove && above.skip) terms.push({ factors: [{ tensor: deltaAbove, index: null }] });
      return gatherProducts(backend, rows, terms);
    });
    jets[l] = { pre: pre[l], h: h[l], slope: slope[l], q, delta };
    await pause();
  }
  return jets;
}

/** Rows of the stored lower orders for every proper subset of positions: x n^{|T|} + S_T. */
function subIndices({ tuples, point, tuple }: RowBlock): Int32Array[] {
  const { full, power, sub } = tuples;
  const indices: Int32Array[] = [];
  for (let mask = 0; mask < full; mask++) {
    const index = new Int32Array(point.length);
    for (let r = 0; r < index.length; r++) index[r] = point[r] * power[mask] + sub[mask][tuple[r]];
    indices.push(index);
  }
  return indices;
}
