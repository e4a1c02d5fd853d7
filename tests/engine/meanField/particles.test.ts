import { describe, expect, it } from 'vitest';
import { experimentData } from '../../../src/engine/data';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import type { ParticlesFrame, ParticlesRequest, ParticlesStart } from '../../../src/protocol/meanField';
import { validateSpec } from '../../../src/protocol/validate';
import { fitPowerLaw } from '../../../src/theory/statistics/powerLaw';

const ask = createAskHere();
const ordinary = { particles: 256, plane: 'motion', first: 1, second: 2 } as const;

function legal(input: Partial<ExperimentSpec>): ExperimentSpec {
  const { spec, problems } = validateSpec(input);
  expect(problems).toEqual([]);
  return spec;
}

async function particles(request: ParticlesRequest) {
  const starts: ParticlesStart[] = [];
  const moments: ParticlesFrame[] = [];
  await ask('particles', request, {
    onEvent: (event) => {
      if (event.kind === 'start') starts.push(event);
      else moments.push(event);
    },
  });
  return { start: starts[0], moments };
}

describe('FDZ eq. 22 for finitely many neurons', () => {
  it.each([
    ['the default experiment', {}],
    ['α = 1, tanh', { alpha: 1, activation: 'tanh' }],
    [
      'Fang with rates of its own and both decays',
      { preset: 'fang', lrRule: '12', alpha: 4, width: 40, decayU: 0.3, decayTheta: 0.2 },
    ],
    ['logistic, hidden layer alone', { alpha: 1, loss: 'logistic', trained: 'hidden', outputLaw: 'signs' }],
  ] as [string, Partial<ExperimentSpec>][])('holds to 1e-6: %s', async (_, change) => {
    const spec = legal({ horizon: 5, ...change });
    const { moments } = await particles({ spec, ...ordinary, times: [0, 0.5, 5] });
    for (const { energyRate, dissipation } of moments) {
      expect(dissipation).toBeLessThan(0);
      expect(Math.abs(energyRate / dissipation - 1)).toBeLessThan(1e-6);
    }
    expect(moments[2].energy).toBeLessThan(moments[0].energy);
  });

  it('is the kernel’s: dL/dt = −(c/n²) gᵀ K g for the network itself', async () => {
    const spec = legal({ alpha: 3, width: 64, n: 5, horizon: 3, predictors: ['nn'] });
    const found: number[] = [];
    const losses: number[] = [];
    // Losses a little before and after, for the rate of change of the recorded curve itself.
    const h = 2e-3;
    const around = [1, 2].flatMap((t) => [t - 2 * h, t - h, t, t + h, t + 2 * h]);
    const { y } = experimentData(spec);
    await ask(
      'run',
      { spec, predictors: ['nn'], times: around },
      {
        onEvent: (event) => {
          if (event.kind !== 'frames') return;
          const { train, kernel, loss, count } = event.frames;
          for (let k = 0; k < count; k++) {
            losses.push(loss[k]);
            let sum = 0;
            for (let i = 0; i < 5; i++)
              for (let j = 0; j < 5; j++)
                sum += (train[k * 5 + i] - y[i]) * kernel![k * 25 + i * 5 + j] * (train[k * 5 + j] - y[j]);
            found.push((-(64 / 9) * sum) / 25);
          }
        },
      },
    );
    for (const k of [2, 7]) {
      const rate = (losses[k - 2] - 8 * losses[k - 1] + 8 * losses[k + 1] - losses[k + 2]) / (12 * h);
      // Fourth order in h = 2e-3 and the integrator's 1e-9 over h.
      expect(Math.abs(rate / found[k] - 1)).toBeLessThan(1e-6);
    }
  });
});

describe('the particles', () => {
  it('are seen in θ for d = 2, in (θ, u) for d = 1, and along their motion beyond', async () => {
    const spec = legal({ alpha: 1, horizon: 5 });
    const two = await particles({ spec, ...ordinary, times: [0, 5] });
    expect([two.start.xTitle, two.start.yTitle]).toEqual(['θ_1', 'θ_2']);
    const { points } = two.moments[0];
    expect(points).toHaveLength(3 * 256);
    const mean = (offset: number, power: number): number =>
      points.reduce((sum, v, k) => sum + (k % 3 === offset ? v ** power / 256 : 0), 0);
    // Quasi-random standard normals: mean 0 and variance 1 to about 1/M.
    for (const offset of [0, 1, 2]) {
      expect(Math.abs(mean(offset, 1))).toBeLessThan(0.03);
      expect(Math.abs(mean(offset, 2) - 1)).toBeLessThan(0.1);
    }
    const line = await particles({
      spec: legal({ dataset: 'line', alpha: 1, horizon: 1 }),
      ...ordinary,
      times: [0],
    });
    expect([line.start.xTitle, line.start.yTitle]).toEqual(['θ', 'u']);
    const ball = legal({ dataset: 'sphere', d: 5, target: 'linear', alpha: 1, horizon: 5, n: 8 });
    const five = await particles({ spec: ball, ...ordinary, times: [0, 5] });
    // A linear target pulls along one direction: two of five axes hold most of the motion.
    expect(five.start.share!).toBeGreaterThan(0.8);
    await expect(
      particles({ spec: ball, ...ordinary, plane: 'coordinates', second: 6, times: [0] }),
    ).rejects.toThrow(/second must be an integer 1…5/);
  });

  it('noisy descent of a quadratic case rests at variance λ_p/λ_θ', async () => {
    // A linear φ makes g quadratic in θ: e^{−g/λ_p} has variance λ_p/λ_θ in every direction, steps of η add the factor 1/(1 − ηλ_θ/2).
    const quadratic = {
      preset: 'fang',
      activation: 'linear',
      alpha: 1,
      trained: 'hidden',
      outputLaw: 'signs',
    } as const;
    const noise = { optimizer: 'noisy', temperature: 0.3, decayTheta: 1, lr: 0.02, horizon: 10 } as const;
    const spec = legal({ ...quadratic, ...noise, n: 3 });
    const { moments } = await particles({ spec, ...ordinary, particles: 8192, times: [0, 10] });
    const sampled: number[] = [];
    const { points } = moments[1];
    for (const sign of [1, -1]) {
      const values = Array.from({ length: 8192 }, (_, j) => j).filter(
        (j) => Math.sign(points[3 * j + 2]) === sign,
      );
      for (const c of [0, 1]) {
        const mean = values.reduce((sum, j) => sum + points[3 * j + c] / values.length, 0);
        sampled.push(values.reduce((sum, j) => sum + (points[3 * j + c] - mean) ** 2 / values.length, 0));
      }
    }
    const exact = 0.3 / (1 - 0.01);
    // 4096 particles of each sign: the sample variance is off by √(2/4096) = 2.2 %.
    for (const variance of sampled) expect(Math.abs(variance / exact - 1)).toBeLessThan(0.08);
    const all = sampled.reduce((sum, v) => sum + v / 4, 0);
    expect(Math.abs(all / exact - 1)).toBeLessThan(0.05);
  });
});

describe('propagation of chaos', () => {
  it('the squared error falls as 1/M at every time', async () => {
    const spec = legal({ alpha: 1, centred: false, n: 4, horizon: 20 });
    const sizes = [32, 64, 128, 256, 512];
    const times = [0, 2, 20];
    const request = { spec, sizes, times, populations: 24, reference: 8192 };
    const heard: number[] = [];
    const rows = await ask('chaos', request, { onEvent: ({ row }) => void heard.push(row.M) });
    expect(heard).toEqual(sizes);
    times.forEach((_, k) => {
      const law = fitPowerLaw(
        sizes,
        rows.map(({ squared }) => squared[k]),
      )!;
      expect(Math.abs(law.slope + 1)).toBeLessThan(0.2);
      for (const { squared, standardError } of rows) expect(standardError[k]).toBeLessThan(squared[k]);
    });
  });
});
