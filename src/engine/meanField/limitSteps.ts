import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { permutation } from '../../theory/random/permutation';
import type { Pause } from '../work/pause';
import type { LimitMotion } from './limitMotion';
import { pull, type LimitProblem } from './limitProblem';
import { combineStates, type LimitState } from './limitState';
import { limitVelocity } from './limitVelocity';

/** Steps between two looks for directions that the bases lack: a network moves little in each. */
const stepsPerReveal = 4;

/**
 * Steps of lr as the network takes them (`DiscreteMotion`): gradient descent, momentum V ← μV + lr v, and the network's own mini-batches.
 */
export class LimitSteps implements LimitMotion {
  divergence: LimitMotion['divergence'] = null;
  private steps = 0;
  private momentum: LimitState | null = null;
  private order: { readonly epoch: number; readonly rows: ArrayLike<number> } | null = null;

  constructor(
    private readonly problem: LimitProblem,
    private current: LimitState,
  ) {}

  async advanceTo(t: number, pause: Pause): Promise<void> {
    // A time that is a multiple of lr up to rounding is that step.
    const target = Math.floor((t / this.problem.rule.lr) * (1 + 1e-12) + 1e-9);
    while (this.steps < target && this.divergence === null) {
      this.step();
      const wait = pause();
      if (wait) await wait;
    }
  }

  stateAt(): LimitState {
    return combineStates(this.problem.backend, [this.current], [1]);
  }

  close(): void {
    const { backend } = this.problem;
    backend.dispose(this.current.neurons);
    if (this.momentum) backend.dispose(this.momentum.neurons);
  }

  private step(): void {
    const { backend, network, train, watched, tolerance, rule, offset, y } = this.problem;
    if (this.steps % stepsPerReveal === 0) network.reveal(this.current, watched, tolerance);
    const old = { current: this.current, momentum: this.momentum };
    const next = backend.scope(() => {
      const pass = network.pass(old.current, train);
      if (!pass.f.every(Number.isFinite)) return null;
      const u = this.batched(pull(rule.loss, pass.f, offset, y));
      const velocity = limitVelocity(backend, network, pass, train, u);
      if (rule.optimizer !== 'momentum')
        return { current: combineStates(backend, [old.current, velocity], [1, rule.lr]), momentum: null };
      const momentum = old.momentum
        ? combineStates(backend, [velocity, old.momentum], [rule.lr, rule.momentum])
        : combineStates(backend, [velocity], [rule.lr]);
      return { current: combineStates(backend, [old.current, momentum], [1, 1]), momentum };
    });
    if (next === null) {
      this.divergence = { t: this.steps * rule.lr };
      return;
    }
    backend.dispose(old.current.neurons);
    if (old.momentum) backend.dispose(old.momentum.neurons);
    this.current = next.current;
    this.momentum = next.momentum;
    this.steps++;
  }

  /** The pull of this step's mini-batch alone, over its own size. */
  private batched(u: Float64Array): Float64Array {
    const { rule } = this.problem;
    const n = u.length;
    if (rule.optimizer !== 'sgd' || rule.batch >= n) return u;
    const perEpoch = Math.ceil(n / rule.batch);
    const epoch = Math.floor(this.steps / perEpoch);
    if (this.order?.epoch !== epoch)
      this.order = { epoch, rows: permutation(foldIn(foldIn(prngKey(rule.seed), 1000), epoch), n) };
    const from = (this.steps - epoch * perEpoch) * rule.batch;
    const to = Math.min(n, from + rule.batch);
    const kept = new Float64Array(n);
    for (let i = from; i < to; i++) {
      const row = this.order.rows[i];
      kept[row] = (u[row] * n) / (to - from);
    }
    return kept;
  }
}
