/**
 * The small tensor interface over which forward, backward, kernels and jets are written once (two number systems,
 * one mathematics). Tensors are row-major matrices; a vector is a matrix of one row or one column.
 *
 * Operations allocate their result. Intermediate results are freed by the innermost `scope`, except what its
 * function returns (a tensor, an array or record of tensors, nested) and what `keep` marked.
 */
import type { ActivationName } from '../../theory/activations/names';
import type { Pause } from '../work/pause';

export interface Tensor {
  readonly rows: number;
  readonly cols: number;
}

export interface MatMulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** The result is multiplied by this number; 1 by default. */
  readonly scale?: number;
}

/** One factor of a product of rows: row r of it is row index[r] of the tensor, or row r itself. */
export interface ProductFactor {
  readonly tensor: Tensor;
  readonly index: Int32Array | null;
}

/** w_r Π_f F_f[index_f[r], :], 1 to 4 factors; no weights means 1. */
export interface ProductTerm {
  readonly factors: readonly ProductFactor[];
  readonly weights?: Float64Array;
}

/** φ(c x W + β b): W is [d, m], b [1, m] or null. */
export interface HiddenLayer {
  readonly weights: Tensor;
  readonly bias: Tensor | null;
  readonly forward: number;
  readonly biasScale: number;
  readonly activation: ActivationName;
  readonly param: number;
}

export interface Backend {
  readonly name: 'float64' | 'webgpu';
  readonly adapter: string;

  upload(values: Float64Array, rows: number, cols: number): Tensor;
  zeros(rows: number, cols: number): Tensor;
  /** Values in float64. `float64` resolves at once; `webgpu` waits for the GPU: never once per step. */
  download(t: Tensor): Promise<Float64Array>;
  /** The values at once where the numbers are at hand (`float64`); null on a GPU. */
  peek(t: Tensor): Float64Array | null;

  /** scale · op(a) op(b). */
  matMul(a: Tensor, b: Tensor, options?: MatMulOptions): Tensor;
  /** The same, to the bit, resting every 10 ms or so, where the backend computes on its own thread; a and b must live until then. */
  matMulInPieces?(a: Tensor, b: Tensor, options: MatMulOptions, pause: Pause): Promise<Tensor>;
  /** scale · a bᵀ; when a === b only half is computed. [ra, rb] */
  gram(a: Tensor, b: Tensor, scale?: number): Tensor;

  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  /** Elementwise product. */
  mul(a: Tensor, b: Tensor): Tensor;
  scale(a: Tensor, s: number): Tensor;
  /** a + s b. */
  addScaled(a: Tensor, b: Tensor, s: number): Tensor;
  /** Σ_i s_i t_i over tensors of one shape (Runge–Kutta combinations in one pass). */
  combine(terms: readonly Tensor[], scales: readonly number[]): Tensor;
  /** Adds s · row to every row of a; row is [1, cols]. */
  addRow(a: Tensor, row: Tensor, s: number): Tensor;
  /** Multiplies row r of a by weights[r]; weights is [rows, 1]. */
  scaleRows(a: Tensor, weights: Tensor): Tensor;
  /** The rows of a named by index, in that order (repetition allowed). */
  gatherRows(a: Tensor, index: Int32Array): Tensor;
  /** Rows [from, to) of a. */
  sliceRows(a: Tensor, from: number, to: number): Tensor;
  /** The tensors above one another. */
  concatRows(parts: readonly Tensor[]): Tensor;
  /** Σ_terms w_r Π_f F_f[index_f[r], :] in one pass, where the backend fuses it (the jets fall back on the above). */
  gatherProducts?(rows: number, terms: readonly ProductTerm[]): Tensor;
  /** ⟨a_r, b_r⟩ for every row. [rows, 1] */
  rowDots(a: Tensor, b: Tensor): Tensor;
  /** The same numbers in another shape of the same size. */
  reshape(a: Tensor, rows: number, cols: number): Tensor;
  transpose(a: Tensor): Tensor;
  /** Sum over rows. [1, cols] */
  sumRows(a: Tensor): Tensor;
  /** max |a_ij| (NaN if any entry is not a number). [1, 1] */
  maxAbs(a: Tensor): Tensor;
  /** Σ a_ij². [1, 1] */
  sumSquares(a: Tensor): Tensor;
  /** Embedded-pair error norm: sqrt(mean((e / (atol + rtol·max(|a|,|b|)))²)) over all entries. [1, 1] */
  errorNorm(e: Tensor, a: Tensor, b: Tensor, atol: number, rtol: number): Tensor;

  /** φ⁽ᵏ⁾(z), k = 0 … 5. */
  activation(name: ActivationName, param: number, order: number, z: Tensor): Tensor;
  /** [φ, φ′] in one pass over z. */
  activationPair(name: ActivationName, param: number, z: Tensor): readonly [Tensor, Tensor];
  /** φ(c x W + β b) vᵀ without keeping the layer's values, where the backend fuses it. v is [cols, m]; [rows of x, cols] */
  hiddenProduct?(x: Tensor, layer: HiddenLayer, v: Tensor): Tensor;

  /** Runs f; frees every tensor made inside except those in its result or kept. Not for async functions. */
  scope<T>(f: () => T): T;
  /** Protects a tensor from every enclosing scope until `dispose`. */
  keep(t: Tensor): Tensor;
  dispose(t: Tensor): void;
  /** Live tensors and bytes, constant over a steady loop. */
  memory(): { readonly tensors: number; readonly bytes: number };
  /** Frees everything, the device included. */
  close(): void;
}
