import { describe, expect, it } from 'vitest';
import { FunctionSpaceModel } from '../../../src/theory/linearised/functionSpaceModel';
import { LinearModel } from '../../../src/theory/linearised/linearModel';

const kernel = Float64Array.of(2, 0.5, 0.1, 0.5, 1.5, -0.3, 0.1, -0.3, 1);
const kernelProbe = Float64Array.of(0.7, 0.2, -0.4, 1.1, 0.3, 0.6);
const y = Float64Array.of(1, -1, 1);
const f0 = Float64Array.of(0.1, 0.2, -0.3);
const f0Probe = Float64Array.of(0.05, -0.02);
const problem = { kernel, kernelProbe, y, f0, f0Probe, timeFactor: 1.3 };
const squareSlope = (f: number, target: number) => f - target;
const logisticSlope = (f: number, target: number) => -target / (1 + Math.exp(target * f));

describe('function-space model', () => {
  it('is the closed form for the square loss: flow, gradient descent, momentum', () => {
    const closed = new LinearModel(problem);
    const flowing = new FunctionSpaceModel(problem, squareSlope);
    for (const t of [0.5, 1, 4]) {
      expect(flowing.advanceFlow(t)).toBe(true);
      const expected = closed.outputs({ kind: 'flow' }, t);
      // Relative tolerance 1e-11 a step.
      flowing.outputs().train.forEach((f, i) => expect(f).toBeCloseTo(expected.train[i], 10));
      flowing.outputs().probe.forEach((f, i) => expect(f).toBeCloseTo(expected.probe[i], 10));
    }
    for (const momentum of [0, 0.8]) {
      const stepping = new FunctionSpaceModel(problem, squareSlope);
      for (let k = 0; k < 25; k++) stepping.step(0.2, momentum);
      const expected = closed.outputs({ kind: 'momentum', lr: 0.2, momentum }, 5);
      stepping.outputs().probe.forEach((f, i) => expect(f).toBeCloseTo(expected.probe[i], 13));
    }
  });

  it('follows the logistic flow: one point obeys yf + e^{yf} = yf₀ + e^{yf₀} + κKt', () => {
    const single = { kernel: Float64Array.of(2), kernelProbe: Float64Array.of(1), y: Float64Array.of(-1) };
    const model = new FunctionSpaceModel(single, logisticSlope);
    model.advanceFlow(7);
    const margin = -model.outputs().train[0];
    expect(margin + Math.exp(margin)).toBeCloseTo(1 + 2 * 7, 9);
    expect(model.outputs().probe[0]).toBeCloseTo(-margin / 2, 12);
  });

  it.each([1e-6, 1, 1e8, 1e15])('follows the flow as well with a kernel %d times as large', (size) => {
    const large = {
      ...problem,
      kernel: kernel.map((k) => size * k),
      kernelProbe: kernelProbe.map((k) => size * k),
    };
    const closed = new LinearModel(large);
    const flowing = new FunctionSpaceModel(large, squareSlope);
    for (const t of [0.5, 4, 60]) {
      flowing.advanceFlow(t / size);
      const expected = closed.outputs({ kind: 'flow' }, t / size);
      // A hundred steps of 1e-11.
      flowing.outputs().train.forEach((f, i) => expect(f).toBeCloseTo(expected.train[i], 9));
      flowing.outputs().probe.forEach((f, i) => expect(f).toBeCloseTo(expected.probe[i], 9));
    }
    const single = {
      kernel: Float64Array.of(2 * size),
      kernelProbe: Float64Array.of(size),
      y: Float64Array.of(-1),
    };
    const logistic = new FunctionSpaceModel(single, logisticSlope);
    logistic.advanceFlow(7 / size);
    const margin = -logistic.outputs().train[0];
    expect(margin + Math.exp(margin)).toBeCloseTo(1 + 2 * 7, 9);
  });

  it('steps of batches that cover the data once move as far as one full step, to first order', () => {
    const lr = 1e-5;
    const full = new FunctionSpaceModel(problem, logisticSlope);
    const cut = new FunctionSpaceModel(problem, logisticSlope);
    full.step(lr);
    for (const batch of [[0], [1], [2]]) cut.step(lr / 3, 0, batch);
    full
      .outputs()
      .probe.forEach((f, i) => expect(Math.abs(f - cut.outputs().probe[i])).toBeLessThan(10 * lr * lr));
  });
});
