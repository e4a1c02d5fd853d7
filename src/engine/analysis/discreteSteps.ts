import type { DiscreteStep } from '../../protocol/analysis';
import { discreteChange } from '../jets/discreteChange';
import { downloadKernel } from '../kernel/downloadKernel';
import { tangentKernel } from '../kernel/tangentKernel';
import { fullPass } from '../network/backward';
import { gradient } from '../network/gradient';
import { parameterList, stateFromList } from '../network/networkState';
import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import type { Pause } from '../work/pause';
import type { Trainer } from '../training/trainer';

/** Step sizes looked at, each half of the one before. */
const halvings = 9;
const orders = 3;

/**
 * One step of gradient descent from θ(t): how much of the change of K the first orders of η explain (HY eq. 29, MATH §5).
 * Step sizes 2η, η, η/2, … of the given η in units of the run's learning rate; g = ∂ℓ/∂f at the n training points x [n, d].
 * The residual after order j falls as η^{j+1}.
 */
export async function discreteSteps(
  { backend, definition, state }: Trainer,
  x: Float64Array,
  g: Float64Array,
  eta: number,
  pause: Pause,
): Promise<DiscreteStep[]> {
  const n = g.length;
  const { lazyFactor } = definition;
  const { terms } = await discreteChange(backend, definition, state, x, g, eta * lazyFactor, orders, pause);
  const inputs = backend.upload(x, n, definition.layers[0].fanIn);
  const kernelAfter = async (step: number): Promise<Float64Array> => {
    const kernel = backend.scope(() => {
      const pass = fullPass(backend, definition, state, inputs);
      const fall = gradient(backend, definition, pass, backend.upload(g, n, 1), -step * lazyFactor);
      const moved = parameterList(state).map((tensor, i) => backend.add(tensor, fall[i]));
      const after = fullPass(backend, definition, stateFromList(definition, moved), inputs);
      return tangentKernel(backend, definition, after);
    });
    const values = await downloadKernel(backend, kernel);
    const wait = pause();
    if (wait) await wait;
    return values;
  };
  try {
    const before = await kernelAfter(0);
    const steps: DiscreteStep[] = [];
    let ratio = 2;
    for (let k = 0; k < halvings; k++) {
      const after = await kernelAfter(ratio * eta);
      const rest = after.map((value, i) => value - before[i]);
      const residuals = [frobeniusNorm(rest)];
      let power = 1;
      for (const term of terms) {
        power *= ratio;
        for (let i = 0; i < rest.length; i++) rest[i] -= power * term[i];
        residuals.push(frobeniusNorm(rest));
      }
      steps.push({ eta: ratio * eta, change: residuals[0], residuals });
      ratio /= 2;
    }
    return steps;
  } finally {
    backend.dispose(inputs);
  }
}
