import { describe, expect, it } from 'vitest';
import { experimentData } from '../../../src/engine/data';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import type { DepthNetwork, DepthNetworksRequest } from '../../../src/protocol/depth';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { requireSpec } from '../../../src/protocol/validate';
import { jackknife } from '../../../src/theory/statistics/jackknife';

const ask = createAskHere();

async function networksOf(request: DepthNetworksRequest): Promise<DepthNetwork[]> {
  const heard: DepthNetwork[] = [];
  await ask('depthNetworks', request, { onEvent: (network) => void heard.push(network) });
  return heard;
}

const edge: ExperimentSpec = requireSpec({
  ...{ preset: 'hayou', activation: 'relu', sigmaW: Math.SQRT2, sigmaB: 0, centred: false },
  ...{ dataset: 'gaussian', n: 5, d: 3, target: 'linear', seed: 4 },
});

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('deep networks at initialisation', () => {
  it.each(['none', 'scaled'] as const)(
    'are those of a run of their seed and depth, residual %s',
    async (residual) => {
      const spec = { ...edge, width: 12, residual, sigmaB: 0.3 };
      const [, network] = await networksOf({ spec, depths: [2, 4], networks: 2 });
      expect(network.seed).toBe(5);
      for (const [k, depth] of [2, 4].entries()) {
        const { members } = await ask('ensemble', {
          ...{ spec: { ...spec, depth }, seeds: [5], times: [0], kernelTimes: [0] },
        });
        // Sums in another order.
        expect(network.kernel[k] / members[0].kernels[0]).toBeCloseTo(1, 12);
      }
    },
  );

  it('have layer gradients whose squares add up to gᵀKg/n² without biases', async () => {
    const spec = { ...edge, width: 12, depth: 3 };
    const [network] = await networksOf({ spec, depths: [3], networks: 1 });
    const { members } = await ask('ensemble', { spec, seeds: [4], times: [0], kernelTimes: [0] });
    const { y } = experimentData(spec);
    const g = members[0].train.map((f, i) => f - y[i]);
    let expected = 0;
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 5; j++) expected += (g[i] * members[0].kernels[i * 5 + j] * g[j]) / 25;
    const sum = network.gradient.reduce((total, norm) => total + norm * norm, 0);
    expect(sum / expected).toBeCloseTo(1, 11);
  });

  it.each([
    ['relu', 'none', Math.SQRT2, 0],
    ['tanh', 'none', 1.3, 0.3],
    ['relu', 'resnet', 0.8, 0.2],
    ['elu', 'scaled', 1, 0.2],
  ] as const)(
    'have the gradients of the infinite network: %s, %s',
    async (activation, residual, sigmaW, sigmaB) => {
      const spec = { ...edge, activation, residual, sigmaW, sigmaB, width: 256 };
      const networks = await networksOf({ spec, depths: [4], networks: 40 });
      for (let l = 0; l < 5; l++) {
        const { value, error } = jackknife(
          networks,
          (some) =>
            average(some.map(({ gradient }) => gradient[l] * gradient[l])) /
            average(some.map(({ expectedSquare }) => expectedSquare[l])),
        );
        // Four standard errors of the sampling, and the 1/m of a finite width at depth 4.
        expect(Math.abs(value - 1), `layer ${l + 1}`).toBeLessThan(4 * error + 4 / 256);
      }
    },
  );

  it('have the moments of products of independent layers where the output layer alone is trained', async () => {
    // K = γ²‖h^H‖², and each relu layer multiplies ‖h‖² by (2/m) Σ relu(z)², whose square has mean 1 + 5/m: Hanin and Nica 2020.
    const spec = { ...edge, trained: 'output' as const, width: 32 };
    const networks = await networksOf({ spec, depths: [1, 4], networks: 1500 });
    for (const [k, depth] of [1, 4].entries()) {
      const ratio = jackknife(networks, (some) => {
        const mean = average(some.map(({ kernel }) => kernel[k]));
        return average(some.map(({ kernel }) => kernel[k] * kernel[k])) / (mean * mean);
      });
      expect(Math.abs(ratio.value - (1 + 5 / 32) ** depth)).toBeLessThan(4 * ratio.error);
      expect(ratio.error).toBeLessThan(0.1);
    }
  });

  it('refuses what is too deep before it draws anything', async () => {
    const heard = networksOf({ spec: { ...edge, width: 4096 }, depths: [4, 101], networks: 1 });
    await expect(heard).rejects.toThrow(/depth must be at most 100/);
  });

  it('is told to stop between two networks', async () => {
    const control = new AbortController();
    let count = 0;
    const asked = ask(
      'depthNetworks',
      { spec: { ...edge, width: 256 }, depths: [16], networks: 1000 },
      {
        signal: control.signal,
        onEvent: () => {
          count += 1;
          control.abort();
        },
      },
    );
    await expect(asked).rejects.toThrow();
    expect(count).toBeLessThan(20);
  });
});
