/** The mean field's own error, and its distance from networks of finite width: statistics over seeds (MATH §6, §8). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { initialWeights } from '../../src/engine/network/drawWeights';
import { NetworkPredictor } from '../../src/engine/predictors/networkPredictor';
import { makeSetup } from '../../src/engine/predictors/setup';
import { noPause } from '../../src/engine/work/pause';
import { validateSpec } from '../../src/protocol/validate';
import { studentThree } from '../../src/theory/statistics/studentThree';
import { fitPowerLaw } from '../../src/theory/statistics/powerLaw';
import { runLimit } from '../engine/meanField/runLimit';

interface Case {
  readonly name: string;
  readonly spec: Record<string, unknown>;
  readonly times: readonly number[];
  readonly probe: readonly (readonly number[])[];
  /** The lazy kernel by time. */
  readonly kernel: readonly (readonly (readonly number[])[])[];
}

const read = (file: string) => JSON.parse(readFileSync(`tests/fixtures/${file}`, 'utf8')) as readonly Case[];
/** The first is linear and samples nothing. */
const cases = read('wideLimit.json').slice(1);

it('the error covers the limit at the rate that it claims, at every time', async () => {
  const backend = await createFloat64Backend();
  const seeds = 24;
  for (const { name, spec, probe, times } of [...cases, ...read('wideNetworks.json')]) {
    const counts = times.map(() => ({ covered: 0, inBand: 0, truth: 0, claimed: 0 }));
    const total = seeds * probe[0].length;
    for (let seed = 0; seed < seeds; seed++) {
      // Few samples, so that chance is far larger than the reference's error.
      const given = validateSpec({ ...spec, seed, particles: 1024 }).spec;
      const rows = await runLimit(backend, given, times, false);
      rows.forEach((row, k) => {
        row.probe.forEach((f, i) => {
          const distance = Math.abs(f - probe[k][i]);
          const error = row.probeError![i];
          counts[k].covered += Number(distance <= error) / total;
          counts[k].inBand +=
            Number(distance <= (studentThree.ninetyFive / studentThree.oneSigma) * error) / total;
          counts[k].truth += (distance * distance) / total;
          counts[k].claimed += (error * error) / total;
        });
      });
    }
    times.forEach((t, k) => {
      const { covered, inBand } = counts[k];
      if (t === 0) {
        // Centred outputs start at 0 but for rounding, and claim no error.
        expect(Math.sqrt(counts[k].truth)).toBeLessThan(1e-12);
        return;
      }
      const ratio = Math.sqrt(counts[k].truth / counts[k].claimed);
      console.info(
        `${name}, t = ${t}: true error over claimed ${ratio.toFixed(2)}, covers ${covered.toFixed(2)}, band ${inBand.toFixed(2)}`,
      );
      // 24 seeds of two points that go together: 0.095 for one standard deviation of 68 %, 0.045 of 95 %; two and a half of them.
      expect(covered).toBeGreaterThan(0.683 - 0.24);
      expect(covered).toBeLessThan(0.683 + 0.24);
      expect(inBand).toBeGreaterThan(0.95 - 0.11);
      // t₃'s 68.27 % is 1.197 standard errors: 0.84, each root mean square known to 12 %.
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(1.2);
    });
  }
  backend.close();
});

it('the error of K covers the limit at the rate that it claims, at every time', async () => {
  const backend = await createFloat64Backend();
  const seeds = 16;
  for (const { name, spec, kernel, times } of cases) {
    const counts = times.map(() => ({ covered: 0, truth: 0, claimed: 0 }));
    for (let seed = 0; seed < seeds; seed++) {
      // 4 × 256 samples a layer: chance of 1 to 2 % of the largest entry, where the reference has 0.2 to 0.6 %.
      const given = validateSpec({ ...spec, seed, particles: 256 }).spec;
      const { lazyFactor } = makeSetup(given).definition;
      const rows = await runLimit(backend, given, times);
      rows.forEach(({ lazyKernel, kernelError }, k) => {
        const truth = kernel[k].flat();
        truth.forEach((entry, i) => {
          const distance = Math.abs(lazyKernel[i] - entry);
          const error = lazyFactor * kernelError![i];
          counts[k].covered += Number(distance <= error) / (seeds * truth.length);
          counts[k].truth += distance * distance;
          counts[k].claimed += error * error;
        });
      });
    }
    counts.forEach(({ covered, truth, claimed }, k) => {
      const ratio = Math.sqrt(truth / claimed);
      console.info(
        `K, ${name}, t = ${times[k]}: true error over claimed ${ratio.toFixed(2)}, covers ${covered.toFixed(2)}`,
      );
      // 16 seeds of entries that go together, four at a time: 0.08 on 68 %; two and a half of them.
      expect(covered).toBeGreaterThan(0.683 - 0.2);
      expect(covered).toBeLessThan(0.683 + 0.25);
      // t₃’s 68.27 % is 1.197 standard errors: 0.84, each root mean square known to 15 %, and less where the bias claimed is an upper one.
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(1.2);
    });
  }
  backend.close();
});

it('networks come near it as m^(−1/2), their mean over seeds faster', async () => {
  const backend = await createFloat64Backend();
  const given = { ...cases[0].spec, precision: 'float64', particles: 4096 };
  const t = 3;
  const [limit] = await runLimit(backend, validateSpec(given).spec, [t]);
  const widths = [64, 128, 256, 512];
  const seeds = 12;
  const single: number[] = [];
  const ensemble: number[] = [];
  for (const width of widths) {
    const errors: Float64Array[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const problem = makeSetup(validateSpec({ ...given, width, seed }).spec);
      const weights = initialWeights(problem.definition.parametrisation, seed);
      const network = await NetworkPredictor.create(backend, problem, weights);
      await network.advance(t, noPause);
      const { probe } = await network.predict();
      errors.push(probe.map((f, i) => f - limit.probe[i]));
      network.close();
    }
    const rms = (values: Float64Array) => Math.sqrt(values.reduce((s, e) => s + e * e, 0) / values.length);
    single.push(Math.sqrt(errors.reduce((s, e) => s + rms(e) * rms(e), 0) / seeds));
    ensemble.push(rms(errors[0].map((_, i) => errors.reduce((s, e) => s + e[i], 0) / seeds)));
  }
  backend.close();
  // −1/2; 12 seeds of two points leave each root mean square 15 % and the slope over three octaves 0.1.
  const { slope } = fitPowerLaw(widths, single)!;
  expect(slope).toBeGreaterThan(-0.75);
  expect(slope).toBeLessThan(-0.3);
  // The mean has the bias of order 1/m and a twelfth of the variance.
  ensemble.forEach((error, k) => {
    expect(error).toBeLessThan(single[k]);
  });
});
