import type { ActivationName } from '../activations/names';
import { activations } from '../activations/activations';
import { lossSlope, type LossName } from '../loss/pointLoss';
import type { DensityGrid } from './densityGrid';
import { gaussianMass, squaredNorm } from './densityGrid';
import { plainKernels, type DensityKernels } from './densityKernels';
import { stepLimit, transportRates } from './transport';

/** One hidden layer without biases at infinite width, its output weights frozen at ±σ_a, half of them each. */
export interface DensityProblem {
  /** Training inputs [n, d], targets [n]; d is the grid's. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly loss: LossName;
  readonly activation: ActivationName;
  readonly activationParam: number;
  /** c₁ of pre = c₁ θ·x. */
  readonly forward: number;
  /** Initial standard deviation of every coordinate of θ. */
  readonly sd: number;
  /** α σ_a: f(x) = α σ_a (⟨φ⟩₊ − ⟨φ⟩₋)/2. */
  readonly output: number;
  /** κ σ_a: a particle of sign s moves by θ̇ = −s κσ_a ∇_θ (1/n) Σ g_i φ(c₁ θ·x_i) − decay θ. In lazy time κ = 1/α (MATH §2). */
  readonly rate: number;
  /** Coefficient of −θ in the velocity, 1/t. */
  readonly decay: number;
  /** λ_p: the entropy's weight, the noise's temperature. FDZ §V. */
  readonly temperature: number;
}

/** Share of the step limit that is taken: what a second stage with its own velocity may exceed the first's by. */
const caution = 0.8;
/**
 * Steps are at most this over (cells · λ), λ the fastest rate at which f is pulled to the targets: the error in time then falls with that in
 * space, so that refinement sees both. λ dt ≤ 1 keeps Heun's method stable (its limit is 2) on the coarsest grids.
 */
const feedbackShare = 16;
/** λ is measured once in so many steps; a step carries no mass further than a cell. */
const feedbackEvery = 8;

/**
 * The PDE (21) of FDZ for ρ₊ and ρ₋ on a grid: ∂_t ρ_± = ∇·(ρ_± ∇g_±) + λ_p Δρ_±,
 *
 *   g_±(θ) = ±κσ_a (1/n) Σ_i ℓ′(f_i, y_i) φ(c₁ θ·x_i) + decay ‖θ‖²/2.
 *
 * Heun's method (two stages, strong-stability preserving) under the step limit of `transport.ts`: masses stay ≥ 0 and their sum is 1 to
 * rounding; second order in the cell's width and in time where ρ is smooth. Time t is the spec's.
 */
export class DensityFlow {
  t = 0;
  /** Masses of the cells of ρ₊ and ρ₋, each 1 in all. */
  private readonly plus: Float64Array;
  private readonly minus: Float64Array;
  /** φ(c₁ θ·x_i) at the centres, [n, size]. */
  private readonly features: Float64Array;
  /** And of the probe inputs, [p, size]; the first `probesReady` rows. */
  private readonly probeFeatures: Float64Array;
  private probesReady = 0;
  private readonly probeOutputs: Float64Array;
  /** decay ‖θ‖²/2 at the centres. */
  private readonly confinement: Float64Array;
  private readonly potentials: readonly [Float64Array, Float64Array];
  private readonly stages: readonly [Float64Array, Float64Array];
  /** What the kernels make of the training points, [n]: their outputs, then the slopes of their losses times rate/n. */
  private readonly weights: Float64Array;
  private steps = 0;
  private feedback = 0;

  constructor(
    readonly problem: DensityProblem,
    readonly grid: DensityGrid,
    private readonly kernels: DensityKernels = plainKernels,
    private readonly xProbe: Float64Array = new Float64Array(0), // [p, d]
  ) {
    const { size } = grid;
    const { x, y, sd, decay } = problem;
    const n = y.length;
    const p = xProbe.length / grid.d;
    const [features, weights, probeFeatures, probeOutputs, ...cells] = kernels.arrays(grid, [
      n * size,
      n,
      p * size,
      p,
      ...Array.from({ length: 7 }, () => size),
    ]);
    this.features = features;
    this.weights = weights;
    this.probeFeatures = probeFeatures;
    this.probeOutputs = probeOutputs;
    const [plus, minus, confinement, up, down, plusStage, minusStage] = cells;
    this.plus = plus;
    this.minus = minus;
    this.confinement = confinement;
    this.potentials = [up, down];
    this.stages = [plusStage, minusStage];
    plus.set(gaussianMass(grid, sd));
    minus.set(plus);
    for (let i = 0; i < n; i++) this.setFeatures(features, x, i);
    for (let k = 0; k < size; k++) confinement[k] = 0.5 * decay * squaredNorm(grid, k);
  }

  /** Goes on to time t ≥ the present one; yields null after each step, so that the caller may rest. */
  *advanceTo(t: number): Generator<null, void> {
    yield* this.prepareProbes();
    const { grid, kernels, plus, minus } = this;
    const [plusStage, minusStage] = this.stages;
    const { temperature: diffusion } = this.problem;
    const [up, down] = this.potentials;
    while (this.t < t) {
      this.setPotentials(plus, minus);
      if (this.steps++ % feedbackEvery === 0) this.feedback = this.feedbackRate();
      const steepest = Math.max(kernels.steepest(grid, up), kernels.steepest(grid, down));
      const limit = Math.min(
        caution * stepLimit(grid, steepest, diffusion),
        Math.min(1, feedbackShare / grid.cells) / this.feedback,
      );
      const left = t - this.t;
      const dt = left / Math.max(1, Math.ceil(left / limit));
      kernels.first(grid, { potential: up, diffusion, dt }, plusStage, plus);
      kernels.first(grid, { potential: down, diffusion, dt }, minusStage, minus);
      this.setPotentials(plusStage, minusStage);
      kernels.second(grid, { potential: up, diffusion, dt }, plus, plusStage);
      kernels.second(grid, { potential: down, diffusion, dt }, minus, minusStage);
      this.t = dt === left ? t : this.t + dt;
      yield null;
    }
  }

  /** f at the training inputs, [n]. */
  train(): Float64Array {
    this.setOutputs(this.weights, this.features, this.plus, this.minus);
    return this.weights.slice();
  }

  /** f at the probe inputs, [p]. */
  probe(): Float64Array {
    Array.from(this.prepareProbes());
    this.setOutputs(this.probeOutputs, this.probeFeatures, this.plus, this.minus);
    return this.probeOutputs.slice();
  }

  /** ∫ρ over both signs, 1 to rounding. */
  mass(): number {
    let sum = 0;
    for (let k = 0; k < this.grid.size; k++) sum += this.plus[k] + this.minus[k];
    return sum / 2;
  }

  /** The least value of ρ₊ and ρ₋ anywhere, ≥ 0. */
  least(): number {
    let least = Infinity;
    for (let k = 0; k < this.grid.size; k++) least = Math.min(least, this.plus[k], this.minus[k]);
    return least / this.cellVolume();
  }

  /** Share of the mass in the cells at the border: what a larger grid would have let out. */
  atBorder(): number {
    const { d, cells, size } = this.grid;
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const column = k % cells;
      const row = (k - column) / cells;
      const border = column === 0 || column === cells - 1 || (d === 2 && (row === 0 || row === cells - 1));
      if (border) sum += this.plus[k] + this.minus[k];
    }
    return sum / 2;
  }

  /** ρ_± at the cells' centres. */
  density(sign: 1 | -1): Float64Array {
    const volume = this.cellVolume();
    return (sign > 0 ? this.plus : this.minus).map((mass) => mass / volume);
  }

  /** Masses of the cells of ρ₊ and ρ₋; valid until the next step. */
  get masses(): readonly [Float64Array, Float64Array] {
    return [this.plus, this.minus];
  }

  /** g_+ and g_− at the cells' centres now, and the rates of change of the masses that they cause. */
  potentialsAndRates(): {
    readonly potentials: readonly [Float64Array, Float64Array];
    readonly rates: readonly [Float64Array, Float64Array];
  } {
    const { grid, plus, minus, potentials } = this;
    const { temperature } = this.problem;
    this.setPotentials(plus, minus);
    const rates = [
      transportRates(grid, plus, potentials[0], temperature),
      transportRates(grid, minus, potentials[1], temperature),
    ] as const;
    return { potentials, rates };
  }

  /**
   * tr Θ/n · max ℓ″ ≥ the fastest rate of ḟ = −Θ ℓ′/n, Θ_ii = output · rate · ½ Σ_± ∫ ρ_± ‖∇_θ φ(c₁ θ·x_i)‖²; derivatives are
   * differences of neighbouring cells. Never 0, so that it can be divided by.
   */
  private feedbackRate(): number {
    const { d, cells, size, h } = this.grid;
    const { loss, output, rate, y } = this.problem;
    const { features, plus, minus } = this;
    let sum = 0;
    for (let i = 0; i < y.length; i++) {
      const from = i * size;
      for (let start = 0; start < size; start += cells) {
        const hasNext = d === 2 && start + cells < size;
        const end = start + cells;
        for (let k = start; k < end; k++) {
          const at = from + k;
          const along = k + 1 === end ? 0 : features[at + 1] - features[at];
          const across = hasNext ? features[at + cells] - features[at] : 0;
          sum += (plus[k] + minus[k]) * (along * along + across * across);
        }
      }
    }
    const curvature = loss === 'square' ? 1 : 0.25;
    return (curvature * output * rate * sum) / (2 * h * h * y.length) + Number.MIN_VALUE;
  }

  private cellVolume(): number {
    return this.grid.d === 1 ? this.grid.h : this.grid.h * this.grid.h;
  }

  /** Of one probe input after the other: they take longer than many a step, and are the same at all times. */
  private *prepareProbes(): Generator<null, void> {
    for (; this.probesReady < this.probeOutputs.length; this.probesReady++) {
      this.setFeatures(this.probeFeatures, this.xProbe, this.probesReady);
      yield null;
    }
  }

  /** Row i of features [·, size]: φ(c₁ θ·x_i) at the centres. */
  private setFeatures(features: Float64Array, x: Float64Array, i: number): void {
    const { d, cells, size, centres } = this.grid;
    const { forward, activation, activationParam } = this.problem;
    const phi = activations[activation].derivative;
    for (let k = 0; k < size; k++) {
      const column = k % cells;
      const pre =
        d === 1
          ? centres[k] * x[i]
          : centres[(k - column) / cells] * x[2 * i] + centres[column] * x[2 * i + 1];
      features[i * size + k] = phi(activationParam, 0, forward * pre);
    }
  }

  private setOutputs(f: Float64Array, features: Float64Array, plus: Float64Array, minus: Float64Array): void {
    this.kernels.sums(f, features, plus, minus);
    for (let i = 0; i < f.length; i++) f[i] *= 0.5 * this.problem.output;
  }

  private setPotentials(plus: Float64Array, minus: Float64Array): void {
    const { kernels, features, weights, confinement } = this;
    const { y, loss, rate } = this.problem;
    this.setOutputs(weights, features, plus, minus);
    for (let i = 0; i < y.length; i++) weights[i] = (rate / y.length) * lossSlope(loss, weights[i], y[i]);
    const [up, down] = this.potentials;
    kernels.potentials(up, down, features, weights, confinement);
  }
}
