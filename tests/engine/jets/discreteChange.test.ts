import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { discreteChange } from '../../../src/engine/jets/discreteChange';
import { hierarchyKernels } from '../../../src/engine/jets/hierarchyKernels';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import type { NetworkFields } from '../../../src/engine/network/networkDefinition';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import type { Backend } from '../../../src/engine/tensor/backend';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';
import { relativeDifference } from './fixtureNetwork';
import { flatten, stateAt, velocity } from './networkFlow';

const base: NetworkFields = {
  preset: 'ntk-alpha',
  width: 9,
  depth: 2,
  activation: 'tanh',
  activationParam: 1,
  sigmaW: 1.4,
  sigmaB: 0.3,
  sigmaA: 1,
  alpha: 'sqrt',
  residual: 'none',
  centred: false,
  lrRule: 'lazy',
  outputLaw: 'gaussian',
  trained: 'all',
};
const networks: readonly NetworkFields[] = [
  base,
  { ...base, preset: 'hayou', depth: 3, residual: 'scaled', activation: 'softplus' },
  { ...base, preset: 'mup', activation: 'erf' },
  { ...base, preset: 'jacot', depth: 1, activation: 'sin' },
];

describe('discrete-time change of the kernel (HY eq. 29, corrected)', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await createFloat64Backend();
  });

  it.each(networks.map((f) => [f.preset, f.residual, f] as const))(
    'what is left after order j falls as η^{j+1}: %s, residual %s',
    async (_, _residual, fields) => {
      const [d, n, N] = [2, 3, 5];
      const definition = networkDefinition(fields, d);
      const theta = flatten(initialWeights(definition.parametrisation, 4));
      const x = normal(foldIn(prngKey(9), 0), N * d);
      const g = Float64Array.from([0.8, -0.5, 0.6]);
      const { v } = velocity(backend, definition, theta, x, n, () => g);
      const kernelAt = async (step: number): Promise<Float64Array> => {
        const moved = theta.map((value, i) => value + step * v[i]);
        return (await hierarchyKernels(backend, definition, stateAt(backend, definition, moved), x, n, 2))
          .kernels[0];
      };
      const before = await kernelAt(0);
      const state = stateAt(backend, definition, theta);
      const scale = fields.preset === 'mup' ? 0.02 : 0.1;
      const steps = [4, 2, 1].map((k) => k * scale);
      const left: number[][] = [];
      for (const step of steps) {
        const after = await kernelAt(step);
        const { terms } = await discreteChange(backend, definition, state, x, g, step, 3);
        const rest = after.map((value, i) => value - before[i]);
        left.push(
          terms.map((term) => {
            term.forEach((value, i) => (rest[i] -= value));
            return rest.reduce((sum, value) => sum + value * value, 0) ** 0.5;
          }),
        );
      }
      for (let j = 1; j <= 3; j++) {
        const slope = Math.log2(left[0][j - 1] / left[2][j - 1]) / 2;
        // The next order bends the line by about one step's worth of the series' ratio.
        expect(Math.abs(slope - (j + 1))).toBeLessThan(0.3);
        expect(left[2][j - 1]).toBeGreaterThan(1e-13);
      }
    },
  );

  it('its first order is K(3) contracted with the residual', async () => {
    // 𝒦^{(3)} = K^{(3)}: the first derivative of K(2) along a gradient does not differentiate the vector field.
    const [d, n] = [2, 3];
    const definition = networkDefinition(base, d);
    const state = stateAt(backend, definition, flatten(initialWeights(definition.parametrisation, 4)));
    const x = normal(foldIn(prngKey(9), 0), n * d);
    const g = Float64Array.from([0.8, -0.5, 0.6]);
    const { kernels } = await hierarchyKernels(backend, definition, state, x, n, 3);
    const before = backend.memory();
    const { terms } = await discreteChange(backend, definition, state, x, g, 0.7, 2);
    expect(backend.memory()).toEqual(before);
    const contracted = terms[0].map((_, i) => {
      let sum = 0;
      for (let s = 0; s < n; s++) sum -= (0.7 / n) * kernels[1][i * n + s] * g[s];
      return sum;
    });
    expect(relativeDifference(terms[0], contracted)).toBeLessThan(1e-12);
  });
});
