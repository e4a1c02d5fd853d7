import { describe, expect, it } from 'vitest';
import { sharpnessAlong } from '../../../src/engine/analysis/sharpness';
import { sharpnessTimes } from '../../../src/engine/analysis/sharpnessTimes';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { Trainer } from '../../../src/engine/training/trainer';
import { noPause } from '../../../src/engine/work/pause';
import { stabilityEdge } from '../../../src/protocol/sharpness';
import { changeSpec, requireSpec } from '../../../src/protocol/validate';
import { innerProduct } from '../../../src/theory/linalg/innerProduct';

const base = requireSpec({
  dataset: 'sphere',
  target: 'signs',
  n: 4,
  d: 3,
  preset: 'ntk-alpha',
  depth: 2,
  width: 12,
  activation: 'tanh',
  sigmaB: 0.3,
  horizon: 4,
  optimizer: 'gd',
  lr: 0.1,
});

describe('the sharpness in units of the learning rate', () => {
  it.each(['ntk-alpha', 'mup', 'standard', 'jacot'] as const)(
    '%s: is that of cK/n where the residuals are zero',
    async (preset) => {
      const backend = await createFloat64Backend();
      // Centred with targets 0: f = y at θ(0), so the Hessian is Σ ∇f ∇fᵀ/n, which has the eigenvalues of the kernel over n.
      const { spec } = changeSpec(base, { preset, centred: true, alpha: 2 });
      const problem = makeSetup(spec);
      const still = { ...problem, data: { ...problem.data, y: new Float64Array(spec.n) } };
      const record = await sharpnessAlong(backend, still, Float64Array.of(0), noPause);
      // The residual over the gap, squared: 1e-8.
      expect(Math.abs(record.sharpness[0] / record.kernel[0] - 1)).toBeLessThan(1e-6);
      expect(record.loss[0]).toBe(0);
    },
  );

  it.each([
    { preset: 'ntk-alpha', alpha: 2 },
    { preset: 'mup' },
    { preset: 'jacot', depth: 1, loss: 'logistic' },
    { preset: 'fang', depth: 1, decayU: 0.3, decayTheta: 0.2 },
  ] as const)('is what multiplies a small displacement in one step of descent: %o', async (change) => {
    const backend = await createFloat64Backend();
    // A centred network would take its offset from the displaced weights.
    const { spec } = changeSpec(base, { ...change, centred: false });
    const problem = makeSetup(spec);
    const initial = initialWeights(problem.definition.parametrisation, spec.seed);
    const lr = 0.01;
    const step = async (weights: typeof initial): Promise<Float64Array> => {
      const rule = { ...spec, lr };
      const trainer = await Trainer.create(backend, problem.definition, problem.data, rule, {
        initial: weights,
      });
      await trainer.advanceTo(lr, noPause);
      const after = await trainer.weights();
      trainer.dispose();
      return flat(after);
    };
    const flat = (w: typeof initial): Float64Array =>
      Float64Array.from([...w.weights, ...w.biases].flatMap((part) => (part ? [...part] : [])));
    const unflat = (v: Float64Array): typeof initial => {
      let at = 0;
      const take = (part: Float64Array) => v.slice(at, (at += part.length));
      return { weights: initial.weights.map(take), biases: initial.biases.map((b) => b && take(b)) };
    };
    // Columns of D H from the steps themselves: θ + δ goes to step(θ) + δ − lr D H δ. Error h² and rounding 1e-16/h over lr.
    const start = flat(initial);
    const h = 1e-4;
    const columns: Float64Array[] = [];
    for (let k = 0; k < start.length; k++) {
      const [up, down] = await Promise.all(
        [h, -h].map((s) => step(unflat(start.map((value, i) => (i === k ? value + s : value))))),
      );
      columns.push(up.map((value, i) => ((i === k ? 1 : 0) - (value - down[i]) / (2 * h)) / lr));
    }
    // D H is not symmetric: power iteration, shifted so that the largest is also the largest in size.
    const shift = Math.max(
      ...columns.map((column) => column.reduce((sum, value) => sum + Math.abs(value), 0)),
    );
    let v = start.map((_, i) => Math.sin(1 + i));
    let growth = 0;
    for (let k = 0; k < 2000; k++) {
      const size = Math.sqrt(innerProduct(v, v));
      const next = v.map((value) => (shift * value) / size);
      columns.forEach((column, j) => {
        for (let i = 0; i < next.length; i++) next[i] += (column[i] * v[j]) / size;
      });
      growth = innerProduct(v, next) / size - shift;
      v = next;
    }
    const { sharpness } = await sharpnessAlong(backend, problem, Float64Array.of(0), noPause, { initial });
    expect(Math.abs(growth / sharpness[0] - 1)).toBeLessThan(1e-5);
  });

  it('frees everything, and is the same with the same bits', async () => {
    const backend = await createFloat64Backend();
    const problem = makeSetup(base);
    const once = await sharpnessAlong(backend, problem, sharpnessTimes(base), noPause);
    const before = backend.memory().tensors;
    const again = await sharpnessAlong(backend, problem, sharpnessTimes(base), noPause);
    expect(backend.memory().tensors).toBe(before);
    expect(again).toEqual(once);
    expect(once.times[0]).toBe(0);
    expect(once.times.at(-1)).toBeCloseTo(base.horizon, 12);
    // Each is right to its residual.
    once.sharpness.forEach((value, k) => expect(once.residual[k]).toBeLessThan(1e-4 * value));
  });

  it('refuses a network whose Krylov vectors have no room', async () => {
    const { spec } = changeSpec(base, { width: 4096 });
    await expect(
      sharpnessAlong(await createFloat64Backend(), makeSetup(spec), Float64Array.of(0), noPause),
    ).rejects.toThrow('16.8 million parameters: the sharpness is computed for at most 4 million');
  });
});

describe('the edge of stability', () => {
  it('is 2/η, 2(1 + μ)/η with momentum, and none for the flow', () => {
    expect(stabilityEdge(base)).toBe(20);
    expect(stabilityEdge({ ...base, optimizer: 'momentum', momentum: 0.5 })).toBe(30);
    expect(stabilityEdge({ ...base, optimizer: 'flow' })).toBeNull();
  });
});
