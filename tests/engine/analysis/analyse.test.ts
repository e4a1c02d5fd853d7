import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../../src/engine/analysis/analyse';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import type { Backend } from '../../../src/engine/tensor/backend';
import type { HierarchyAnalysis } from '../../../src/protocol/analysis';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { decodePermalink } from '../../../src/protocol/permalink';
import { dynamicsCases, empiricalCases } from '../network/referenceCases';
import { relativeDifference } from '../jets/fixtureNetwork';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

const clock = { now: () => 0 };
const spec = (link: string): ExperimentSpec => {
  const { spec: decoded, problems } = decodePermalink(`#v=1&${link}`);
  expect(problems).toEqual([]);
  return decoded;
};
const run = (of: ExperimentSpec, t: number, order = 3): Promise<HierarchyAnalysis> =>
  analyse({ spec: of, t, order }, { backend, clock });

const small = 'width=24&depth=2&n=4&horizon=10';
const flat = (nested: unknown): number[] => (nested as number[][]).flat(Infinity) as number[];

describe('the hierarchy at one moment of a run', () => {
  it('has the kernels of JAX at t = 0 (1e-10, MATH §8) for tanh, erf and a scaled residual network', async () => {
    const cases = empiricalCases() as unknown as {
      spec: ExperimentSpec;
      k3: unknown;
      k4?: unknown;
      k5?: unknown;
    }[];
    for (const index of [0, 1, 9]) {
      const { spec: reference, k3, k4, k5 } = cases[index];
      const base = spec(small);
      const of = { ...base, ...reference, dataset: 'points' as const };
      const analysis = await run(of, 0, k5 ? 5 : 4);
      expect(relativeDifference(analysis.k3, flat(k3))).toBeLessThan(1e-10);
      if (k4) expect(relativeDifference(analysis.k4!, flat(k4))).toBeLessThan(1e-10);
      if (k5) expect(relativeDifference(analysis.k5!, flat(k5))).toBeLessThan(1e-10);
    }
  });

  it('looks at θ(t): K⁽²⁾ is JAX’s K_t of the trained network (1e-7, MATH §8)', async () => {
    const { spec: reference, times, predictors } = dynamicsCases()[0];
    const last = times.length - 1;
    const analysis = await run({ ...spec(small), ...reference }, times[last]);
    expect(analysis.t).toBeCloseTo(times[last], 12);
    expect(relativeDifference(analysis.k2, flat(predictors.nn.kernel[last]))).toBeLessThan(1e-7);
  });

  const variants = {
    'the default preset': small,
    'an output scale away from √m (lazy factor not 1)': `${small}&alpha=2`,
    'logistic loss': `${small}&loss=logistic`,
    'a residual network with biases, uncentred': `${small}&residual=scaled&preset=hayou&centred=false`,
    μP: `${small}&preset=mup`,
  };
  it.each(Object.entries(variants))(
    '∂_t K⁽²⁾ measured along the flow is −(c/n) Σ K⁽³⁾ g for %s',
    async (_, link) => {
      const { measuredRate, predictedRate } = await run(spec(link), 0.7);
      // Fourth-order differences with ε λ ≤ 0.02: 3e-9 of the fastest mode's rate, which can be 100 times the kernel's own.
      expect(relativeDifference(measuredRate, predictedRate)).toBeLessThan(3e-7);
    },
  );

  it('the layers’ parts of K⁽²⁾ and K⁽³⁾ add up, and each has a name', async () => {
    const { k2, k3, k2Layers, k3Layers, layerNames } = await run(spec(small), 1);
    expect(layerNames).toEqual(['W^{1}', 'W^{2}', 'a']);
    for (const [whole, parts] of [
      [k2, k2Layers],
      [k3, k3Layers],
    ]) {
      const sum = whole.map((__, i) => parts[i] + parts[whole.length + i] + parts[2 * whole.length + i]);
      expect(relativeDifference(sum, whole)).toBeLessThan(1e-13);
    }
  });

  it('halving η divides the residual after order j by 2^{j+1} (HY eq. 29)', async () => {
    const { discrete } = await run(spec(`${small}&optimizer=gd&lr=0.5`), 1);
    expect(discrete[1].eta).toBe(0.5);
    for (let j = 0; j <= 3; j++) {
      // The smallest steps at which order 3 is still far above rounding.
      const [a, b] = [discrete[4].residuals[j], discrete[5].residuals[j]];
      expect(Math.log2(a / b)).toBeGreaterThan(j + 1 - 0.1);
      expect(Math.log2(a / b)).toBeLessThan(j + 1 + 0.1);
    }
  });

  it('says what relu leaves out, and that the theorem’s assumption fails', async () => {
    const { missing, badges } = await run(spec(`${small}&activation=relu`), 0);
    expect(missing).toMatch(/delta/);
    const verdicts = badges.map((badge) => badge.assumptions.map((a) => a.verdict));
    expect(badges.map((badge) => badge.theorem)).toEqual([
      'HY Theorem 2.3',
      'HY Corollary 2.4',
      'HY Corollary 2.5',
      'HY Theorem 2.6',
    ]);
    for (const row of verdicts) expect(row[0]).toBe('fails');
  });

  it('on six independent inputs in d = 8 every assumption with a known threshold holds', async () => {
    const sphere = spec('dataset=sphere&n=6&d=8&target=signs&width=64&sigmaB=0&centred=false');
    const { badges, missing } = await run(sphere, 0.1);
    expect(missing).toBeNull();
    for (const { theorem, assumptions } of badges)
      for (const { verdict, text } of assumptions) expect([theorem, text, verdict]).not.toContain('fails');
  });

  // HY eq. 1–4: square loss, gradient flow, fully connected, no biases, every Gaussian weight trains.
  it.each([
    ['sigmaB=0', 'holds', /the setting of the proof/],
    ['sigmaB=0&residual=resnet', 'holds', /the setting of the proof/],
    ['sigmaB=0&decayU=1&depth=2', 'holds', /the setting of the proof/],
    ['sigmaB=0&residual=resnet&depth=2', 'unknown', /residual.*exact all the same/],
    ['', 'unknown', /there are biases: .*exact all the same/],
    ['sigmaB=0&loss=logistic&target=signs', 'unknown', /logistic.*exact all the same/],
    ['sigmaB=0&trained=hidden', 'unknown', /some layers do not train/],
    ['sigmaB=0&outputLaw=signs', 'unknown', /not Gaussian/],
    ['sigmaB=0&decayU=1', 'unknown', /weight decay: the proof does not cover it$/],
    ['sigmaB=0&optimizer=gd', 'unknown', /training takes steps: the proof does not cover it$/],
  ] as const)('says whether the setting is that of the proof: %s', async (link, verdict, says) => {
    const { badges } = await run(spec(`n=3&width=8&${link}`), 0.1);
    for (const { assumptions } of badges)
      expect(assumptions.filter(({ source }) => source === 'HY, eq. 1–4')).toEqual([
        { verdict, text: expect.stringMatching(says) as string, source: 'HY, eq. 1–4' },
      ]);
  });

  it('names one λ, that of the lazy kernel, in every badge', async () => {
    const { badges } = await run(spec('n=3&width=8&alpha=1&sigmaB=0&sigmaW=3&dataset=gaussian&d=6'), 0.1);
    const lines = badges.flatMap(({ assumptions }) => assumptions.map(({ text }) => text));
    const lambda = Number(/λ, the smallest .* with c = 8, is ([\d.]+), above 0/.exec(lines.join('; '))?.[1]);
    const time = Number(/the guide √\(λm\/n\) = ([\d.]+)/.exec(lines.join('; '))?.[1]);
    // Printed to three digits.
    expect(Math.abs((time * time * 3) / 8 / lambda - 1)).toBeLessThan(0.02);
  });

  it('refuses what would need more than 1 GB before it trains, with the estimate and a remedy', async () => {
    await expect(run(spec('n=64&horizon=10'), 10, 5)).rejects.toThrow(/GB.*use fewer/);
  });

  it('leaves nothing behind', async () => {
    const before = backend.memory().tensors;
    await run(spec(small), 0.5, 4);
    expect(backend.memory().tensors).toBe(before);
  });
});
