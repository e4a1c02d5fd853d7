import type { LinearModel } from './linearModel';
import type { LinearTraining } from './modes';

/** Outputs on the training points beyond this, and beyond `growth` times their start, are off any scale: as for truncated hierarchies, MATH §5. */
const offScale = 1e6;
const growth = 1e3;

/** No run takes more steps. */
const mostSteps = 1 << 24;

/**
 * Time of the first step after which an output of the model on the training points is off any scale, or Infinity: found on the closed form by doubling
 * and bisection, so that it depends on nothing but the model. Its fastest mode grows by the same factor with every step, and so once beyond the outputs
 * stay beyond. Under gradient flow no mode grows.
 */
export function blowUpTime(model: LinearModel, training: LinearTraining): number {
  if (training.kind === 'flow' || !model.diverges(training)) return Infinity;
  const at = (step: number) => largest(model.outputs(training, step * training.lr).train);
  const limit = Math.max(offScale, growth * at(0));
  const beyond = (step: number) => !(at(step) < limit);
  let after = 1;
  while (!beyond(after)) {
    after *= 2;
    if (after > mostSteps) return Infinity;
  }
  let before = Math.floor(after / 2);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (beyond(middle)) after = middle;
    else before = middle;
  }
  return after * training.lr;
}

/** NaN where one of them is. */
function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
