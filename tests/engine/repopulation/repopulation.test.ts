import { describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { leadingVariance, networkOf, neuronsOf } from '../../../src/engine/repopulation/neurons';
import { repopulation } from '../../../src/engine/repopulation/repopulation';
import { noPause } from '../../../src/engine/work/pause';
import { fdz9 } from '../../../src/experiments/fdz/fdz9';
import { neuronSources } from '../../../src/protocol/repopulation';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

const small = { ...fdz9.spec, n: 12, width: 16, horizon: 2 };
const ask = async (change: object, features = [8]) =>
  repopulation(
    { spec: { ...small, ...change }, networks: 4, features, draws: 2 },
    await createFloat64Backend(),
    noPause,
    () => Promise.resolve(),
  );

describe('neurons as points', () => {
  it.each([0, 0.3])('go there and back with their biases, where there are any (σ_b = %s)', (sigmaB) => {
    const definition = networkDefinition({ ...small, sigmaB }, 64);
    const weights = initialWeights(definition.parametrisation, 4);
    const again = networkOf(definition, neuronsOf(definition, weights));
    expect(again.weights[0]).toEqual(weights.weights[0]);
    expect(again.biases[0]).toEqual(weights.biases[0]);
    expect(again.weights[1].every((u) => u === 0)).toBe(true);
  });

  it('have the leading variance of their law', () => {
    // Independent coordinates with variances 9, 1, 1; 4000 draws leave 3 · 9 √(2/4000) = 0.6.
    const points = normal(prngKey(2), 12_000).map((z, i) => (i % 3 === 1 ? 3 * z + 5 : z));
    expect(Math.abs(leadingVariance(points, 3, prngKey(3)) - 9)).toBeLessThan(0.6);
  });
});

describe('repopulation', () => {
  it('is the same for the same seed, and takes as many features as asked, of every source', async () => {
    const found = await ask({}, [4, 8]);
    expect(await ask({}, [4, 8])).toEqual(found);
    expect(found.rows.map(({ features }) => features)).toEqual([4, 8]);
    for (const { errors } of found.rows)
      for (const source of neuronSources) {
        expect(errors[source].test).toHaveLength(2);
        expect(errors[source].test.every((error) => error > 0)).toBe(true);
      }
  });

  it('has nothing to learn where θ is frozen: all three sources are the initial law', async () => {
    const { leading } = await ask({ trained: 'output', width: 64 });
    // Largest eigenvalues of 256 standard normal points in 65 dimensions: (1 + √(65/256))² = 2.26, within a tenth. What is learned has less of it, being smooth.
    expect(Math.abs(leading.initial / 2.26 - 1)).toBeLessThan(0.1);
    expect(Math.abs(leading.trained / 2.26 - 1)).toBeLessThan(0.1);
    expect(leading.repopulated).toBeGreaterThan(0.8 * 2.26);
    expect(leading.repopulated).toBeLessThan(1.3 * 2.26);
  });

  it('refuses what it cannot do, with the remedy', async () => {
    await expect(ask({ depth: 2 })).rejects.toThrow(/depth must be 1 .*got 2.*set depth to 1/);
    await expect(ask({}, [100])).rejects.toThrow(/at most the 64 neurons.*got 100.*train more networks/);
    await expect(ask({ dataset: 'sphere', d: 8, target: 'signs' })).rejects.toThrow(
      /held-out.*another target/,
    );
  });
});
