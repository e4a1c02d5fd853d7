import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { normal } from '../../theory/random/normal';
import type { Pass } from '../network/backward';
import { disposePass } from '../network/backward';
import { downloadState, parameterList, stateFromList } from '../network/networkState';
import type { NetworkState } from '../network/networkState';
import type { Pause } from '../work/pause';
import type { Tensor } from '../tensor/backend';
import { epochBatches, orderKey, type BatchStream } from './batchStream';
import { divergenceOfSteps } from './divergence';
import type { Divergence, Motion, MotionCheckpoint } from './motion';
import type { Batch, GradientField } from './gradientField';

/** Steps between two looks at the numbers where a look means waiting for the GPU. */
const blindSteps = 32;

/**
 * Gradient descent in steps of lr; t = steps · lr, and a time between two steps means the step before it.
 *
 *   gd: θ ← θ + lr v(θ)   momentum: V ← μ V + lr v(θ), θ ← θ + V   sgd: v of mini-batch k mod ⌈n/S⌉ of epoch ⌊k/⌈n/S⌉⌋ (the
 *   last one of an epoch may be smaller)   noisy: gd, then + N(0, 2 λ_p lr) on every weight (biases have no noise)
 *
 * v is the velocity −lazy η_ℓ ∂(L + R)/∂θ_ℓ. Steps and epochs count from 0 in the random streams of MATH §1.
 */
export class DiscreteMotion implements Motion {
  steps: number;
  divergence: Divergence | null = null;
  readonly achieved = null;
  private list: readonly Tensor[];
  private momentum: readonly Tensor[] | null;
  private cached: Pass | null = null;
  private readonly batches: BatchStream;
  private readonly numbersAtHand: boolean;

  constructor(
    private readonly problem: GradientField,
    list: readonly Tensor[],
    from: { readonly steps: number; readonly momentum: readonly Tensor[] | null },
    batches?: BatchStream,
  ) {
    const { rule, full } = problem;
    this.batches = batches ?? epochBatches(orderKey(rule.seed), full.y.rows, rule.batch);
    this.list = list;
    this.steps = from.steps;
    this.momentum = from.momentum;
    this.numbersAtHand = problem.backend.peek(problem.full.y) !== null;
  }

  get t(): number {
    return this.steps * this.problem.rule.lr;
  }

  get state(): NetworkState {
    return stateFromList(this.problem.definition, this.list);
  }

  pass(): Pass {
    this.cached ??= this.problem.pass(this.state);
    return this.cached;
  }

  async advanceTo(t: number, pause: Pause): Promise<void> {
    // A time that is a multiple of lr up to rounding is that step.
    const target = Math.floor((t / this.problem.rule.lr) * (1 + 1e-12) + 1e-9);
    while (this.steps < target && this.divergence === null) {
      if (this.numbersAtHand) await this.watchedStep(null);
      else await this.blindChunk(Math.min(blindSteps, target - this.steps));
      const wait = pause();
      if (wait) await wait;
    }
    if (this.divergence === null) await this.look(this.pass().f);
  }

  async checkpoint(): Promise<MotionCheckpoint> {
    const { backend } = this.problem;
    return {
      t: this.t,
      steps: this.steps,
      weights: await downloadState(backend, this.state),
      velocity: this.momentum && (await Promise.all(this.momentum.map((v) => backend.download(v)))),
      flow: null,
    };
  }

  dispose(): void {
    this.dropPass();
    for (const t of [...this.list, ...(this.momentum ?? [])]) this.problem.backend.dispose(t);
    this.list = [];
    this.momentum = null;
  }

  /** One step after a look at the outputs it starts from; parameters named by `kept` are not freed. */
  private async watchedStep(kept: readonly Tensor[] | null): Promise<void> {
    const { pass, batch } = this.stepPass();
    const finite = await this.look(pass.f);
    if (finite) this.take(pass, batch, this.list !== kept);
    else this.freeStep(pass, batch);
  }

  /** Many steps, then one look; when it shows divergence, the steps are made again with a look at each. */
  private async blindChunk(count: number): Promise<void> {
    const start = { list: this.list, momentum: this.momentum, steps: this.steps };
    for (let i = 0; i < count; i++) {
      const { pass, batch } = this.stepPass();
      this.take(pass, batch, this.list !== start.list);
    }
    if (!(await this.look(this.pass().f))) {
      this.dispose();
      Object.assign(this, start);
      this.divergence = null;
      for (let i = 0; i < count && this.divergence === null; i++) await this.watchedStep(start.list);
      if (this.divergence === null) await this.look(this.pass().f);
    }
    if (this.list !== start.list) this.free(start.list, start.momentum);
  }

  private stepPass(): { readonly pass: Pass; readonly batch: Batch } {
    const batch = this.batch();
    const pass = batch === this.problem.full ? this.pass() : this.problem.pass(this.state, batch);
    return { pass, batch };
  }

  private freeStep(pass: Pass, batch: Batch): void {
    const { backend, full } = this.problem;
    if (pass !== this.cached) disposePass(backend, pass);
    this.dropPass();
    if (batch === full) return;
    for (const t of [batch.x, batch.y, batch.offset]) if (t !== null) backend.dispose(t);
  }

  /** Is Σ f² finite? Sets `divergence` when it is not. */
  private async look(f: Tensor): Promise<boolean> {
    const { backend } = this.problem;
    const square = backend.sumSquares(f);
    const [value] = backend.peek(square) ?? (await backend.download(square));
    backend.dispose(square);
    if (Number.isFinite(value)) return true;
    this.divergence = divergenceOfSteps(this.steps, this.t, this.problem.rule);
    return false;
  }

  private take(pass: Pass, batch: Batch, freeOld: boolean): void {
    const { backend, rule } = this.problem;
    const old = { list: this.list, momentum: this.momentum };
    const next = backend.scope(() => {
      let move = this.problem.velocity(this.state, pass, batch, rule.lr);
      let momentum: Tensor[] | null = null;
      if (rule.optimizer === 'momentum') {
        momentum = move.map((v, i) =>
          old.momentum === null ? v : backend.addScaled(v, old.momentum[i], rule.momentum),
        );
        move = momentum;
      }
      const list = old.list.map((theta, i) => backend.add(theta, move[i]));
      return { list: rule.optimizer === 'noisy' ? this.addNoise(list) : list, momentum };
    });
    this.freeStep(pass, batch);
    this.list = next.list;
    this.momentum = next.momentum;
    this.steps++;
    if (freeOld) this.free(old.list, old.momentum);
  }

  private free(list: readonly Tensor[], momentum: readonly Tensor[] | null): void {
    for (const t of [...list, ...(momentum ?? [])]) this.problem.backend.dispose(t);
  }

  private dropPass(): void {
    if (this.cached !== null) disposePass(this.problem.backend, this.cached);
    this.cached = null;
  }

  /** N(0, 2 λ_p lr) from normal(fold_in(fold_in(key_ℓ, 2), k)) on the weights of every layer that moves. */
  private addNoise(list: readonly Tensor[]): Tensor[] {
    const { backend, definition, rule } = this.problem;
    const sd = Math.sqrt(2 * rule.temperature * rule.lr);
    const key = prngKey(rule.seed);
    const { weights, biases } = stateFromList(definition, list);
    const noisy = weights.map((w, l) => {
      if (sd === 0 || definition.layers[l].rate === 0) return w;
      const draws = normal(foldIn(foldIn(foldIn(key, l + 1), 2), this.steps), w.rows * w.cols);
      return backend.addScaled(w, backend.upload(draws, w.rows, w.cols), sd);
    });
    return parameterList({ weights: noisy, biases });
  }

  private batch(): Batch {
    const { backend, rule, full } = this.problem;
    if (rule.optimizer !== 'sgd' || rule.batch >= full.y.rows) return full;
    const rows = this.batches.rows(this.steps);
    return {
      x: backend.gatherRows(full.x, rows),
      y: backend.gatherRows(full.y, rows),
      offset: full.offset && backend.gatherRows(full.offset, rows),
    };
  }
}
