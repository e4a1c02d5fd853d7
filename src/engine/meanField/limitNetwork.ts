import type { ActivationName } from '../../theory/activations/names';
import type { LimitScales } from '../../theory/meanField/limitScales';
import { byLaw } from '../network/drawWeights';
import type { Backend, Tensor } from '../tensor/backend';
import type { FreshVectors } from './freshVectors';
import { LazyMatrix, type Product } from './lazyMatrix';
import type { LimitState } from './limitState';

/** Points as rows of coordinates [N, r]. */
export interface Inputs {
  readonly x: Tensor;
  readonly count: number;
}

/** One look at the network: all [N, S]. G^ℓ = (1/γ) ∂f/∂pre^ℓ. */
export interface LimitPass {
  /** ⟨a h⟩ times the output multiplier, with the output bias. [N] */
  readonly f: Float64Array;
  /** h¹ … h^H, G¹ … G^H. */
  readonly h: readonly Tensor[];
  readonly G: readonly Tensor[];
  /** Products with W² … W^H: coordinates of h^{ℓ−1} and of G^ℓ. */
  readonly forward: readonly Product[];
  readonly backward: readonly Product[];
}

export interface RevealTolerance {
  /** Points that learn come first. */
  readonly trainCount: number;
  readonly h: number;
  readonly G: number;
  /** Largest rank on either side. */
  readonly most: number;
}

/**
 * The network at m = ∞ over S sampled neurons a layer: a width-S network whose hidden matrices are drawn lazily. Residual
 * streams need nothing more: their layers share the samples.
 */
export class LimitNetwork {
  /** W² … W^H at index 0 … H − 2. */
  readonly matrices: readonly LazyMatrix[];
  private readonly hasBias: readonly boolean[];

  constructor(
    private readonly backend: Backend,
    readonly scales: LimitScales,
    private readonly activation: { readonly name: ActivationName; readonly param: number },
    /** Rank of the inputs, samples. */
    readonly r: number,
    readonly S: number,
    readonly fresh: readonly FreshVectors[],
  ) {
    this.hasBias = scales.layers.map(({ biasScale }) => biasScale !== 0);
    this.matrices = scales.layers
      .slice(1)
      .map(({ initial }, l) => new LazyMatrix(backend, S, initial, fresh[l], fresh[l + 1]));
  }

  /** Index of b^ℓ's row (ℓ from 0), and of a's. */
  biasRow(l: number): number {
    return this.r + this.hasBias.slice(0, l).filter(Boolean).length;
  }
  get outputRow(): number {
    return this.biasRow(this.scales.layers.length);
  }

  /** θ(0), everything revealed at the points `all`; a is drawn last, without an overlap with what it is multiplied by. */
  initialState(all: Inputs, tolerance: RevealTolerance, outputBias: number): LimitState {
    const { backend, S, r, fresh, scales } = this;
    const { layers } = scales;
    const rows = new Float64Array((this.outputRow + 1) * S);
    const scaled = (values: Float64Array, s: number) => values.map((value) => s * value);
    rows.set(fresh[0].draw(r));
    layers.forEach((layer, l) => {
      if (this.hasBias[l] && layer.biasSd !== 0)
        rows.set(scaled(fresh[l].draw(1), layer.biasSd), this.biasRow(l) * S);
    });
    const withoutOutput = {
      neurons: backend.upload(rows, this.outputRow + 1, S),
      learned: this.nothingLearned(),
      outputBias,
    };
    backend.scope(() => {
      const { h } = this.forwardPass(withoutOutput, all, tolerance);
      const top = h[h.length - 1];
      fresh[layers.length - 1].avoid(backend.peek(backend.sliceRows(top, 0, tolerance.trainCount))!);
    });
    backend.dispose(withoutOutput.neurons);
    // Of a linear network only second moments matter, and both laws have the same.
    const law = this.activation.name === 'linear' ? 'gaussian' : scales.outputLaw;
    rows.set(scaled(byLaw(law, fresh[layers.length - 1].draw(1)), scales.outputSd), this.outputRow * S);
    return {
      neurons: backend.upload(rows, this.outputRow + 1, S),
      learned: this.nothingLearned(),
      outputBias,
    };
  }

  /** Reveals what is missing at some points. */
  reveal(state: LimitState, points: Inputs, tolerance: RevealTolerance): boolean {
    const { backend } = this;
    return backend.scope(() => {
      const before = this.ranks();
      const { slope } = this.forwardPass(state, points, tolerance);
      const { trainCount } = tolerance;
      const train = (t: Tensor) => (t.rows === trainCount ? t : backend.sliceRows(t, 0, trainCount));
      this.backwardPass(state, slope.map(train), tolerance);
      return this.ranks() !== before;
    });
  }

  pass(state: LimitState, inputs: Inputs): LimitPass {
    return this.backend.scope(() => {
      const { slope, h, products } = this.forwardPass(state, inputs);
      const { G, products: backward } = this.backwardPass(state, slope);
      return { f: this.outputs(state, h[h.length - 1]), h, G, forward: products, backward };
    });
  }

  /** f at many points, without gradients. */
  outputsAt(state: LimitState, inputs: Inputs): Float64Array {
    return this.backend.scope(() => {
      const { h } = this.forwardPass(state, inputs);
      return this.outputs(state, h[h.length - 1]);
    });
  }

  close(): void {
    for (const matrix of this.matrices) matrix.close();
    for (const fresh of this.fresh) fresh.close();
  }

  private nothingLearned(): LimitState['learned'] {
    return this.matrices.map(() => ({ p: 0, q: 0, values: new Float64Array(0) }));
  }

  private ranks(): string {
    return this.matrices.map(({ p, q }) => `${p},${q}`).join();
  }

  private outputs(state: LimitState, top: Tensor): Float64Array {
    const { backend, scales, S } = this;
    const a = backend.sliceRows(state.neurons, this.outputRow, this.outputRow + 1);
    const f = backend.peek(backend.gram(top, a, scales.output / S))!;
    return scales.outputBias === 0 ? f : f.map((value) => value + scales.outputBias * state.outputBias);
  }

  private forwardPass(state: LimitState, { x }: Inputs, reveal?: RevealTolerance) {
    const { backend, scales, activation } = this;
    const pre: Tensor[] = [];
    const slope: Tensor[] = [];
    const h: Tensor[] = [];
    const products: Product[] = [];
    scales.layers.forEach((layer, l) => {
      let z: Tensor;
      if (l === 0) {
        const weights = backend.sliceRows(state.neurons, 0, this.r);
        z = backend.matMul(x, weights, { scale: layer.initial });
      } else {
        const matrix = this.matrices[l - 1];
        if (reveal) matrix.revealBelow(h[l - 1], reveal.trainCount, reveal.h, reveal.most);
        const product = matrix.forward(h[l - 1], state.learned[l - 1]);
        products.push(product);
        z = product.result;
      }
      if (this.hasBias[l]) {
        const row = this.biasRow(l);
        z = backend.addRow(z, backend.sliceRows(state.neurons, row, row + 1), layer.biasScale);
      }
      if (layer.skip) z = backend.add(z, pre[l - 1]);
      const [value, derivative] = backend.activationPair(activation.name, activation.param, z);
      pre.push(z);
      slope.push(derivative);
      h.push(value);
    });
    return { slope, h, products };
  }

  private backwardPass(state: LimitState, slope: readonly Tensor[], reveal?: RevealTolerance) {
    const { backend, scales } = this;
    const H = scales.layers.length;
    const G: Tensor[] = [];
    const products: Product[] = [];
    const a = backend.sliceRows(state.neurons, this.outputRow, this.outputRow + 1);
    const zeros = backend.zeros(slope[0].rows, this.S);
    G[H - 1] = backend.mul(slope[H - 1], backend.addRow(zeros, a, 1));
    for (let l = H - 1; l > 0; l--) {
      const matrix = this.matrices[l - 1];
      if (reveal) matrix.revealAbove(G[l], reveal.G, reveal.most);
      const product = matrix.backward(G[l], state.learned[l - 1]);
      products[l - 1] = product;
      const through = backend.mul(product.result, slope[l - 1]);
      G[l - 1] = scales.layers[l].skip ? backend.add(through, G[l]) : through;
    }
    return { G, products };
  }
}
