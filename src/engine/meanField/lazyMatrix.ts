import { newDirections } from '../../theory/meanField/newDirections';
import type { Backend, Tensor } from '../tensor/backend';
import type { FreshVectors } from './freshVectors';

/** The learned part of a matrix: Σ_kj D_kj ψ_j η_kᵀ, D [p, q] row-major. */
export interface Learned {
  readonly p: number;
  readonly q: number;
  readonly values: Float64Array;
}

/** The probe points take no part in the dynamics: what they lack harms them alone. */
const probeLeniency = 3;

/** A product and the coordinates [rows, p + q] that it went through. */
export interface Product {
  readonly result: Tensor;
  readonly coordinates: Float64Array;
}

/**
 * A Gaussian matrix 𝒲 between two layers of S neurons, revealed only where it is looked at (MATH §6):
 *
 *   𝒲 = Σ_k y_k ηᵀ_k + Σ_j ψ_j wᵀ_j        y_k = 𝒲η_k,  w_j = 𝒲ᵀψ_j without its part in η
 *
 * in ⟨u v⟩, the mean over S: what is not revealed has conditional mean 0. η is an orthonormal basis of the h below met so far, ψ of the G
 * above. A new η has y = Σ_j ψ_j⟨w_j η⟩ + v with fresh v ⊥ ψ; a new ψ has a fresh w ⊥ η. Given what was revealed before, this is the
 * law of the matrix at S = ∞ exactly, whatever chose the directions. Source: Novikov's theorem; Bordelon & Pehlevan 2022.
 */
export class LazyMatrix {
  private eta: Tensor;
  private y: Tensor;
  private psi: Tensor;
  private w: Tensor;
  /** [η; w] and [y; ψ]. */
  private right: Tensor;
  private left: Tensor;

  constructor(
    private readonly backend: Backend,
    private readonly S: number,
    /** σ_w: the multiplier of 𝒲. */
    private readonly scale: number,
    /** Fresh vectors of the layer below and of the layer above. */
    private readonly below: FreshVectors,
    private readonly above: FreshVectors,
  ) {
    const empty = () => backend.keep(backend.zeros(0, S));
    this.eta = empty();
    this.y = empty();
    this.psi = empty();
    this.w = empty();
    this.right = empty();
    this.left = empty();
  }

  /** Directions revealed on either side. */
  get p(): number {
    return this.eta.rows;
  }
  get q(): number {
    return this.psi.rows;
  }

  /** (σ_w 𝒲 + learned) h. */
  forward(h: Tensor, learned: Learned): Product {
    const { p, q, scale } = this;
    return this.through(h, this.right, this.left, (c, out) => {
      for (let i = 0; i < p + q; i++) out[i] = scale * c[i];
      for (let k = 0; k < learned.p; k++)
        for (let j = 0; j < learned.q; j++) out[p + j] += c[k] * learned.values[k * learned.q + j];
    });
  }

  /** (σ_w 𝒲 + learned)ᵀ G. */
  backward(G: Tensor, learned: Learned): Product {
    const { p, q, scale } = this;
    return this.through(G, this.left, this.right, (c, out) => {
      for (let i = 0; i < p + q; i++) out[i] = scale * c[i];
      for (let k = 0; k < learned.p; k++)
        for (let j = 0; j < learned.q; j++) out[k] += c[p + j] * learned.values[k * learned.q + j];
    });
  }

  /** Reveals 𝒲 on the directions of h that η lacks by more than `tolerance` of h's size. */
  revealBelow(h: Tensor, trainCount: number, tolerance: number, most: number): boolean {
    const added = this.missing(h, trainCount, this.eta, tolerance, most - this.p);
    if (added.length === 0) return false;
    const { backend, S } = this;
    const count = added.length / S;
    this.below.avoid(added);
    const fresh = this.above.draw(count);
    backend.scope(() => {
      const eta = backend.upload(added, count, S);
      let v = backend.upload(fresh, count, S);
      if (this.q > 0) {
        v = backend.sub(v, backend.matMul(backend.gram(v, this.psi, 1 / S), this.psi));
        v = backend.add(v, backend.matMul(backend.gram(eta, this.w, 1 / S), this.psi));
        this.replace('w', backend.sub(this.w, backend.matMul(backend.gram(this.w, eta, 1 / S), eta)));
      }
      this.append('eta', eta);
      this.append('y', v);
      this.stack();
    });
    return true;
  }

  /** Reveals 𝒲ᵀ on the directions of G that ψ lacks. */
  revealAbove(G: Tensor, tolerance: number, most: number): boolean {
    const added = this.missing(G, G.rows, this.psi, tolerance, most - this.q);
    if (added.length === 0) return false;
    const { backend, S } = this;
    const count = added.length / S;
    this.above.avoid(added);
    const fresh = this.below.draw(count);
    backend.scope(() => {
      let w = backend.upload(fresh, count, S);
      if (this.p > 0) w = backend.sub(w, backend.matMul(backend.gram(w, this.eta, 1 / S), this.eta));
      this.append('psi', backend.upload(added, count, S));
      this.append('w', w);
      this.stack();
    });
    return true;
  }

  close(): void {
    for (const t of [this.eta, this.y, this.psi, this.w, this.right, this.left]) this.backend.dispose(t);
  }

  private through(
    u: Tensor,
    from: Tensor,
    to: Tensor,
    map: (c: Float64Array, out: Float64Array) => void,
  ): Product {
    const { backend, S } = this;
    const rank = from.rows;
    if (rank === 0) return { result: backend.zeros(u.rows, S), coordinates: new Float64Array(0) };
    const coordinates = backend.peek(backend.gram(u, from, 1 / S))!; // [rows, p + q]
    const mapped = new Float64Array(coordinates.length);
    for (let i = 0; i < u.rows; i++)
      map(coordinates.subarray(i * rank, (i + 1) * rank), mapped.subarray(i * rank, (i + 1) * rank));
    return { result: backend.matMul(backend.upload(mapped, u.rows, rank), to), coordinates };
  }

  /** Orthonormal directions [k, S] of u's rows outside `basis`; rows from `trainCount` on may lack `probeLeniency` times as much. */
  private missing(
    u: Tensor,
    trainCount: number,
    basis: Tensor,
    tolerance: number,
    most: number,
  ): Float64Array {
    const { backend, S } = this;
    const rest = backend.scope(() => {
      const size = Math.sqrt(backend.peek(backend.sumSquares(u))![0] / (u.rows * S));
      if (most <= 0 || !(size > 0) || !Number.isFinite(size)) return null;
      const threshold = tolerance * size;
      const left =
        basis.rows === 0 ? u : backend.sub(u, backend.matMul(backend.gram(u, basis, 1 / S), basis));
      const squares = backend.peek(backend.rowDots(left, left))!;
      const leniency = (i: number) => (i < trainCount ? 1 : probeLeniency);
      const lacking = Int32Array.from(squares.keys()).filter(
        (i) => Math.sqrt(squares[i] / S) > threshold * leniency(i),
      );
      if (lacking.length === 0) return null;
      const values = backend.peek(backend.gatherRows(left, lacking))!;
      lacking.forEach((i, k) => {
        for (let s = k * S; s < (k + 1) * S; s++) values[s] /= leniency(i);
      });
      return { values, threshold };
    });
    return rest ? newDirections(rest.values, S, rest.threshold, most) : new Float64Array(0);
  }

  private append(name: 'eta' | 'y' | 'psi' | 'w', rows: Tensor): void {
    this.replace(name, this.backend.concatRows([this[name], rows]));
  }

  private replace(name: 'eta' | 'y' | 'psi' | 'w' | 'right' | 'left', tensor: Tensor): void {
    this.backend.dispose(this[name]);
    this[name] = this.backend.keep(tensor);
  }

  private stack(): void {
    this.replace('right', this.backend.concatRows([this.eta, this.w]));
    this.replace('left', this.backend.concatRows([this.y, this.psi]));
  }
}
