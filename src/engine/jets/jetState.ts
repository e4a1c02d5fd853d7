/**
 * The jets that higher orders need. A row is (x, S): a point and a tuple
 * of training points; the stored tensors of order j have rows x n^j + S. MATH §5.
 */
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import type { Backend, Tensor } from '../tensor/backend';
import type { GramTables } from './gramTables';
import type { TupleIndex } from './tupleIndex';

/** One hidden layer's jets of one order (or a block of them), each [rows, m]. */
export interface LayerJet {
  /** pre^ℓ[S], φ(pre^ℓ)[S], φ′(pre^ℓ)[S]. */
  readonly pre: Tensor;
  readonly h: Tensor;
  readonly slope: Tensor;
  /** ∂f/∂h^ℓ [S] (without the skip), ∂f/∂pre^ℓ [S]. */
  readonly q: Tensor;
  readonly delta: Tensor;
}

export interface LayerState {
  /** φ^{(j)}(pre^ℓ), j = 0 … maxOrder − 1. [N, m] */
  readonly derivatives: readonly Tensor[];
  /** By order: 0, 1, … */
  readonly orders: LayerJet[];
  /** Inner products of h^{ℓ−1} and of δ^ℓ. */
  readonly hTables: GramTables;
  readonly deltaTables: GramTables;
}

export interface JetState {
  readonly backend: Backend;
  readonly definition: NetworkDefinition;
  readonly parameters: NetworkState;
  /** The hidden layers, then the output layer (its tables only: h^H, and δ = 1). */
  readonly layers: readonly LayerState[];
}

export interface RowBlock {
  readonly tuples: TupleIndex;
  readonly point: Int32Array;
  readonly tuple: Int32Array;
}
