import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { disposeKernel } from '../../../src/engine/kernel/tangentKernel';
import { meanLoss } from '../../../src/theory/loss/pointLoss';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { noPause } from '../../../src/engine/work/pause';
import type { Backend } from '../../../src/engine/tensor/backend';
import { Trainer } from '../../../src/engine/training/trainer';
import { caseName, dynamicsCases, flatten } from '../network/referenceCases';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

/** max |a − b| / max(1, max |b|). */
function difference(a: ArrayLike<number>, b: readonly number[]): number {
  const scale = b.reduce((m, v) => Math.max(m, Math.abs(v)), 1);
  return b.reduce((m, v, i) => Math.max(m, Math.abs(v - a[i])), 0) / scale;
}

describe.each(dynamicsCases().map((c) => ({ name: caseName(c), c })))('$name', ({ c }) => {
  const { spec, times, predictors } = c;
  // The flow: MATH §8. Steps of gradient descent: the same numbers up to rounding, which contraction does not enlarge.
  const tolerance = spec.optimizer === 'flow' ? 1e-7 : 1e-12;

  it(`outputs, loss and kernel agree with JAX to ${tolerance}`, async () => {
    const d = spec.points.x[0].length;
    const definition = networkDefinition(spec, d);
    const probe = flatten(spec.points.probe!);
    const data = {
      x: flatten(spec.points.x),
      y: Float64Array.from(spec.points.y),
      n: spec.points.y.length,
      d,
    };
    const trainer = await Trainer.create(backend, definition, data, spec);
    const xProbe = backend.upload(probe, probe.length / d, d);
    let worst = 0;
    for (const [i, t] of times.entries()) {
      await trainer.advanceTo(t, noPause);
      expect(trainer.t).toBeCloseTo(t, 12);
      expect(trainer.divergence).toBeNull();
      const kernel = trainer.kernel();
      const train = await trainer.trainOutputs();
      worst = Math.max(
        worst,
        difference(train, predictors.nn.train[i]),
        difference(await trainer.outputs(xProbe), predictors.nn.probe[i]),
        difference([meanLoss(spec.loss, train, data.y)], [predictors.nn.loss[i]]),
        difference(backend.peek(kernel.total)!, predictors.nn.kernel[i].flat()),
      );
      disposeKernel(backend, kernel);
    }
    expect(worst).toBeLessThan(tolerance);
    trainer.dispose();
    backend.dispose(xProbe);
    expect(backend.memory().tensors).toBe(0);
  });
});
