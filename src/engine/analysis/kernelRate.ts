import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { contract } from '../../theory/hierarchy/contract';
import { downloadKernel } from '../kernel/downloadKernel';
import { tangentKernel } from '../kernel/tangentKernel';
import { outputs } from '../network/forward';
import { fullPass } from '../network/backward';
import { parameterList, stateFromList } from '../network/networkState';
import type { Pause } from '../work/pause';
import type { Backend, Tensor } from '../tensor/backend';
import { GradientField } from '../training/gradientField';
import type { Trainer, TrainingSet } from '../training/trainer';

/** −(c/n) Σ_k K⁽³⁾(x_i, x_j, x_k) g_k: what the hierarchy says of ∂_t K⁽²⁾ (HY eq. 10). K⁽³⁾ [n, n, n], g [n]; [n, n]. */
export function predictedRate(k3: Float64Array, g: Float64Array, lazyFactor: number): Float64Array {
  return contract(k3, g).map((sum) => (-lazyFactor / g.length) * sum);
}

/**
 * Step ε of the differences, in units of 1/(c max_x K(x, x)), a bound on the time scale of the fastest mode: the five-point
 * formula is then off by about ε⁴/30 ≈ 3e-9 of that mode's rate and rounding by 1e-16/ε of the kernel.
 */
const relativeStep = 0.02;

/**
 * ∂_t K⁽²⁾ along the gradient flow of the loss through θ(t), by central differences of fourth order: the flow is followed to
 * t ± ε and t ± 2ε by one Runge–Kutta step each, forwards and backwards, and the kernels there are compared.
 * Weight decay and momentum have no part in it. Without the lazy factor, in units of the run's t. [n, n]
 */
export async function measuredRate(
  trainer: Trainer,
  data: TrainingSet,
  spec: ExperimentSpec,
  pause: Pause,
): Promise<Float64Array> {
  const { backend, definition, state } = trainer;
  const x = trainer.x;
  const y = backend.upload(data.y, data.n, 1);
  const offset = definition.centred
    ? backend.scope(() => outputs(backend, definition, trainer.initial, x))
    : null;
  const rule = { ...spec, decayU: 0, decayTheta: 0 };
  const problem = new GradientField(backend, definition, rule, 1, { x, y, offset });
  const list = parameterList(state);
  const kernelAt = async (theta: readonly Tensor[]): Promise<Float64Array> => {
    const kernel = backend.scope(() => {
      const pass = fullPass(backend, definition, stateFromList(definition, theta), x);
      return tangentKernel(backend, definition, pass);
    });
    const values = await downloadKernel(backend, kernel);
    const wait = pause();
    if (wait) await wait;
    return values;
  };
  try {
    const now = await kernelAt(list);
    let fastest = 0;
    for (let i = 0; i < data.n; i++) fastest = Math.max(fastest, now[i * data.n + i]);
    const epsilon = relativeStep / (definition.lazyFactor * fastest);
    const displaced = async (h: number): Promise<Float64Array> => {
      const theta = rungeKuttaStep(backend, problem, list, h);
      try {
        return await kernelAt(theta);
      } finally {
        for (const tensor of theta) backend.dispose(tensor);
      }
    };
    const [ahead, behind] = [await displaced(epsilon), await displaced(-epsilon)];
    const [farAhead, farBehind] = [await displaced(2 * epsilon), await displaced(-2 * epsilon)];
    return now.map((_, i) => (8 * (ahead[i] - behind[i]) - (farAhead[i] - farBehind[i])) / (12 * epsilon));
  } finally {
    for (const tensor of [y, offset]) if (tensor !== null) backend.dispose(tensor);
  }
}

/** One step of size h (of either sign) of the classical fourth-order method; the caller frees the result. */
function rungeKuttaStep(
  backend: Backend,
  problem: GradientField,
  theta: readonly Tensor[],
  h: number,
): Tensor[] {
  return backend.scope(() => {
    const moved = (velocity: readonly Tensor[], s: number): Tensor[] =>
      theta.map((tensor, i) => backend.addScaled(tensor, velocity[i], s));
    const a = problem.field(theta);
    const b = problem.field(moved(a, h / 2));
    const c = problem.field(moved(b, h / 2));
    const d = problem.field(moved(c, h));
    return theta.map((tensor, i) =>
      backend.combine([tensor, a[i], b[i], c[i], d[i]], [1, h / 6, h / 3, h / 3, h / 6]),
    );
  });
}
