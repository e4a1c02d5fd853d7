import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { hierarchyKernels } from '../../../src/engine/jets/hierarchyKernels';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import type { NetworkDefinition } from '../../../src/engine/network/networkDefinition';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import type { Backend } from '../../../src/engine/tensor/backend';
import { TruncatedHierarchy } from '../../../src/theory/hierarchy/truncatedHierarchy';
import { flatten, flow, stateAt, velocity } from './networkFlow';

/** The default experiment: 6 points on the circle of radius √2, erf, one hidden layer, centred, seed 3. */
const n = 6;
const probes = 48;
const N = n + probes;
const angles = [
  ...Array.from({ length: n }, (_, i) => -Math.PI + (2 * Math.PI * (i + 0.5)) / n),
  ...Array.from({ length: probes }, (_, i) => -Math.PI + (2 * Math.PI * i) / probes),
];
const x = Float64Array.from(angles.flatMap((a) => [Math.SQRT2 * Math.cos(a), Math.SQRT2 * Math.sin(a)]));
const y = Float64Array.from(angles.slice(0, n), (a) => 0.8 * Math.cos(2 * a) + 0.3 * Math.sin(3 * a));

describe('the ladder of truncation errors of the default experiment', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await createFloat64Backend();
  });

  function setUp(width: number): { definition: NetworkDefinition; theta: Float64Array } {
    const definition = networkDefinition(
      {
        preset: 'ntk-alpha',
        width,
        depth: 1,
        activation: 'erf',
        activationParam: 1,
        sigmaW: 1.5,
        sigmaB: 0.3,
        sigmaA: 1,
        alpha: 'sqrt',
        residual: 'none',
        centred: true,
        lrRule: 'lazy',
        outputLaw: 'gaussian',
        trained: 'all',
      },
      2,
    );
    return { definition, theta: flatten(initialWeights(definition.parametrisation, 3)) };
  }

  const outputsAt = (definition: NetworkDefinition, theta: Float64Array): Float64Array =>
    velocity(backend, definition, theta, x, N, (f) => f).f;

  const minus = (a: Float64Array, b: Float64Array): Float64Array => a.map((v, i) => v - b[i]);

  /** RMS over the probes of hierarchy − network, at times after the expansion point θ₀. */
  async function errors(width: number, t0: number, times: readonly number[]): Promise<number[][]> {
    const { definition, theta } = setUp(width);
    const [start, ...later] = flow(backend, definition, theta, x, y, [t0, ...times]);
    const centre = outputsAt(definition, theta);
    const { kernels } = await hierarchyKernels(
      backend,
      definition,
      stateAt(backend, definition, start),
      x,
      n,
      4,
    );
    return [2, 3, 4].map((p) => {
      const hierarchy = new TruncatedHierarchy({
        n,
        N,
        f0: minus(outputsAt(definition, start), centre),
        kernels: kernels.slice(0, p - 1),
        y,
        loss: 'square',
        timeFactor: definition.lazyFactor,
        startTime: t0,
      });
      return times.map((t, i) => {
        hierarchy.advance(t);
        const difference = minus(hierarchy.outputs(), minus(outputsAt(definition, later[i]), centre));
        return Math.sqrt(difference.subarray(n).reduce((sum, v) => sum + v * v, 0) / probes);
      });
    });
  }

  it('at t = 1: 1.6e-4 linearised, 1.1e-5 for p = 3, 5e-7 for p = 4, growing as t^p', async () => {
    const [p2, p3, p4] = await errors(128, 0, [0.5, 1]);
    // The references carry one or two digits and were taken over another set of angles.
    expect(Math.abs(p2[1] / 1.6e-4 - 1)).toBeLessThan(0.12);
    expect(Math.abs(p3[1] / 1.1e-5 - 1)).toBeLessThan(0.12);
    expect(Math.abs(p4[1] / 5e-7 - 1)).toBeLessThan(0.12);
    [p2, p3, p4].forEach((errorsOfP, i) =>
      expect(Math.abs(Math.log2(errorsOfP[1] / errorsOfP[0]) - (i + 2))).toBeLessThan(0.2),
    );
  });

  it('at width 32 the hierarchy of order 4 blows up near t = 44', async () => {
    const { definition, theta } = setUp(32);
    const state = stateAt(backend, definition, theta);
    const { kernels } = await hierarchyKernels(backend, definition, state, x.slice(0, 2 * n), n, 4);
    const hierarchy = new TruncatedHierarchy({
      n,
      N: n,
      f0: new Float64Array(n),
      kernels,
      y,
      loss: 'square',
      timeFactor: definition.lazyFactor,
    });
    hierarchy.advance(43);
    expect(hierarchy.divergedAt).toBeNull();
    hierarchy.advance(60);
    expect(Math.abs((hierarchy.divergedAt ?? NaN) - 44)).toBeLessThan(0.5);
  });

  it('an expansion point moves the horizon: from t₀ = 1 the errors at t = 2 are smaller at every order', async () => {
    const fromStart = await errors(128, 0, [2]);
    const fromLater = await errors(128, 1, [2]);
    fromStart.forEach(([error], i) => expect(fromLater[i][0]).toBeLessThan(0.5 * error));
  });
});
