import { disposePass } from '../network/backward';
import { parameterList, stateFromList } from '../network/networkState';
import type { Tensor } from '../tensor/backend';
import { GradientField } from '../training/gradientField';
import type { Trainer, TrainingSet } from '../training/trainer';
import { EngineError } from '../work/engineError';
import type { Pause } from '../work/pause';

/** The error falls by e^{−18} ≈ 1e-8 in the slowest direction of the linearised problem. */
const relaxation = 18;

/** The kernel moves a little on the way: steps stay below the limit of one that is larger by this factor. */
const margin = 1.2;

/**
 * The θ that gradient descent from θ(0) reaches on the regularised loss of a network in lazy time (κ = m/α²),
 *
 *   L(θ) + (λ/2κ) Σ_ℓ ‖θ_ℓ − θ_ℓ(0)‖²/η_ℓ,   so that every parameter falls by −κ η_ℓ ∂L/∂θ_ℓ − λ (θ_ℓ − θ_ℓ(0)),
 *
 * the network's counterpart of FDZ eq. 14. With heavy-ball momentum, whose step and μ are the best for curvatures from λ to
 * λ_max(κK₀/n) + λ (Polyak 1964). `trainer` is at θ(0) and stays there; the caller disposes the result.
 */
export async function descendRidge(
  trainer: Trainer,
  { y: targets, n }: TrainingSet,
  rule: ConstructorParameters<typeof GradientField>[2],
  { lambda, lambdaMax }: { readonly lambda: number; readonly lambdaMax: number },
  pause: Pause,
): Promise<Tensor[]> {
  const { backend, definition, state, x } = trainer;
  const y = backend.upload(targets, n, 1);
  const raw = new GradientField(backend, definition, rule, 1, { x, y, offset: null });
  const offset = definition.centred ? raw.outputs(state, x) : null;
  const field = new GradientField(backend, definition, { ...rule, decayU: 0, decayTheta: 0 }, 1, {
    x,
    y,
    offset,
  });
  const [steep, flat] = [Math.sqrt(margin * lambdaMax + lambda), Math.sqrt(lambda)];
  const step = 4 / ((steep + flat) * (steep + flat));
  const contraction = (steep - flat) / (steep + flat);
  const momentum = contraction * contraction;
  const steps = Math.ceil((relaxation * (steep + flat)) / (2 * flat));
  const start = parameterList(state);
  let list = start.map((theta) => backend.scale(theta, 1));
  let velocity = start.map((theta) => backend.scale(theta, 0));
  try {
    for (let k = 0; k < steps; k++) {
      const next = backend.scope(() => {
        const now = stateFromList(definition, list);
        const pass = field.pass(now);
        const fall = field.velocity(now, pass, field.full, step);
        disposePass(backend, pass);
        const moves = fall.map((v, i) =>
          backend.combine([velocity[i], v, list[i], start[i]], [momentum, 1, -step * lambda, step * lambda]),
        );
        return { moves, list: list.map((theta, i) => backend.add(theta, moves[i])) };
      });
      for (const t of [...list, ...velocity]) backend.dispose(t);
      ({ list, moves: velocity } = next);
      const wait = pause();
      if (wait) await wait;
    }
    const size = backend.scope(() => backend.sumSquares(list[0]));
    const [value] = await backend.download(size);
    backend.dispose(size);
    if (!Number.isFinite(value))
      throw new EngineError(
        'Diverged',
        `Gradient descent with λ = ${lambda} diverged: the kernel grew beyond the ${margin} of its start that the step allows for; use a larger width or λ.`,
      );
    return list;
  } catch (thrown) {
    for (const t of list) backend.dispose(t);
    throw thrown;
  } finally {
    for (const t of [y, offset, ...velocity]) if (t !== null) backend.dispose(t);
  }
}
