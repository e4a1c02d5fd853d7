import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { hierarchyKernels } from '../../../src/engine/jets/hierarchyKernels';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { uploadState } from '../../../src/engine/network/networkState';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { Cancelled } from '../../../src/engine/work/pause';
import { recordedTimes } from '../../../src/engine/run/recordedTimes';
import { runExperiment } from '../../../src/engine/run/runExperiment';
import { sweepMember } from '../../../src/engine/sweep/sweepMember';
import type { Backend } from '../../../src/engine/tensor/backend';
import { defaultSweep } from '../../../src/protocol/defaultSweep';
import type { ExperimentSpec, PredictorName } from '../../../src/protocol/experimentSpec';
import type { RunEvent } from '../../../src/protocol/run';
import { sweepMembers, sweepOutputs } from '../../../src/protocol/sweep';
import type { SweepOutput, SweepRow } from '../../../src/protocol/sweep';
import { changeSpec } from '../../../src/protocol/validate';

const clock = { now: () => 0 };
const noPause = (): undefined => undefined;

describe('a member of a sweep', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await createFloat64Backend();
  });

  const small = changeSpec(defaultSweep.base, { n: 4, d: 3, width: 24, seed: 5, horizon: 3 }).spec;

  function rowOf(patch: Partial<ExperimentSpec>, outputs: readonly SweepOutput[]): Promise<SweepRow> {
    const [member] = sweepMembers({ base: changeSpec(small, patch).spec, axes: [], outputs: [] });
    return sweepMember(backend, member, outputs, clock, noPause);
  }

  it('refuses a training beyond the memory before it draws weights, where the parameters alone would fit', async () => {
    await expect(
      rowOf({ dataset: 'sphere', n: 256, d: 784, width: 12_000, depth: 1 }, ['drift', 'k3']).catch(
        (error: Error) => error.message,
      ),
    ).resolves.toMatch(/width 12000.*training takes about.*GB.*use a smaller width/s);
  });

  it('has the numbers that the page shows for the same experiment', async () => {
    const names: PredictorName[] = ['nn', 'linearised', 'nth3', 'nth4'];
    const frames = new Map<
      PredictorName,
      { train: Float64Array[]; probe: Float64Array[]; kernel: Float64Array[] }
    >();
    await runExperiment(
      small,
      {
        backend,
        float64: backend,
        choice: { backend: 'float64', adapter: '', precision: 0, reason: '' },
        clock,
      },
      {
        predictors: names,
        emit: (event: RunEvent) => {
          if (event.kind !== 'frames') return Promise.resolve();
          const { predictor, count, train, probe, kernel } = event.frames;
          const all = frames.get(predictor) ?? { train: [], probe: [], kernel: [] };
          for (let f = 0; f < count; f++) {
            const part = (a: Float64Array) => a.slice((f * a.length) / count, ((f + 1) * a.length) / count);
            all.train.push(part(train));
            all.probe.push(part(probe));
            if (kernel) all.kernel.push(part(kernel));
          }
          frames.set(predictor, all);
          return Promise.resolve();
        },
      },
    );
    const { values } = await rowOf({}, ['errors', 'probeErrors', 'drift']);
    const nn = frames.get('nn')!;
    expect(nn.train.length).toBe(recordedTimes(small).length);
    const rms = (a: Float64Array, b: Float64Array) =>
      Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]) ** 2, 0) / a.length);
    const norm = (a: Float64Array) => Math.sqrt(a.reduce((sum, v) => sum + v * v, 0));
    names.slice(1).forEach((name, i) => {
      const { train, probe, kernel } = frames.get(name)!;
      const largest = (f: (k: number) => number) => Math.max(...train.map((_, k) => f(k)));
      // The same arithmetic in another order of summation: a few ulp of outputs of size 1.
      expect(values[`error.p${i + 2}`]).toBeCloseTo(
        largest((k) => rms(train[k], nn.train[k])),
        13,
      );
      expect(values[`probeError.p${i + 2}`]).toBeCloseTo(
        largest((k) => rms(probe[k], nn.probe[k])),
        13,
      );
      expect(values[`kernelError.p${i + 2}`]).toBeCloseTo(
        largest((k) => norm(kernel[k].map((v, j) => v - nn.kernel[k][j])) / norm(nn.kernel[k])),
        13,
      );
    });
    const last = nn.kernel[nn.kernel.length - 1];
    expect(values.drift).toBeCloseTo(norm(last.map((v, j) => v - nn.kernel[0][j])) / norm(nn.kernel[0]), 13);
  });

  it('has the hierarchy kernels of that very network', async () => {
    const { values } = await rowOf({}, ['k3', 'k4', 'k5']);
    const { definition, data } = makeSetup(small);
    const state = uploadState(backend, definition, initialWeights(definition.parametrisation, small.seed));
    const { kernels } = await hierarchyKernels(backend, definition, state, data.x, data.n, 5);
    for (const r of [3, 4, 5]) {
      const entries = kernels[r - 2];
      expect(values[`k${r}.max`]).toBe(entries.reduce((a, b) => Math.max(a, Math.abs(b)), 0));
      const rms = Math.sqrt(entries.reduce((a, b) => a + b * b, 0) / entries.length);
      expect(Math.abs(values[`k${r}.rms`]! / rms - 1)).toBeLessThan(1e-13);
    }
    expect(values).not.toHaveProperty('drift');
  });

  it('does not let probe points change the kernels on the training points', async () => {
    const alone = await rowOf({}, ['k4', 'rate', 'errors']);
    const beside = await rowOf({}, ['k4', 'rate', 'errors', 'probeErrors']);
    // Products with more rows are blocked differently: rounding only. Steps of the hierarchy are held to their tolerance on probe points as well.
    for (const [name, tolerance] of [
      ['k4.max', 1e-9],
      ['rate', 1e-9],
      ['error.p2', 1e-9],
      ['error.p4', 1e-8],
    ] as const)
      expect(Math.abs(beside.values[name]! / alone.values[name]! - 1)).toBeLessThan(tolerance);
  });

  it('gives the rate at which the kernel begins to move', async () => {
    const h = 1e-3;
    const { values } = await rowOf({ horizon: h }, ['rate', 'drift']);
    // ‖K_h − K_0‖/h = ‖K′‖ (1 + O(h ‖K″‖/‖K′‖)); the second ratio is of order 10 at most.
    expect(Math.abs(values.drift! / (h * values['rate.relative']!) - 1)).toBeLessThan(20 * h);
  });

  it('has a loss below the bound of HY Corollary 2.5 in the lazy regime', async () => {
    const { values } = await rowOf({ width: 512 }, ['loss', 'spectrum']);
    expect(values['loss.final']!).toBeLessThan(values['loss.bound']!);
    const decay = Math.log(values['loss.initial']! / values['loss.bound']!);
    expect(Math.abs(decay / (0.5 * values['lambda.min']! * small.horizon) - 1)).toBeLessThan(1e-12);
  });

  it('splits the change of the outputs into J Δθ, the Hessian term and a small rest', async () => {
    const at = async (width: number) => (await rowOf({ width }, ['rescaling'])).values;
    const [narrow, wide] = [await at(64), await at(1024)];
    // Entries of J fall like 1/m, J Δθ stays of the size of the targets, the Hessian term falls.
    const slope = Math.log2(wide['jacobian.rms']! / narrow['jacobian.rms']!) / 4;
    expect(Math.abs(slope + 1)).toBeLessThan(0.1);
    expect(wide['linear.rms']! / narrow['linear.rms']!).toBeGreaterThan(0.4);
    expect(wide['quadratic.rms']!).toBeLessThan(0.6 * narrow['quadratic.rms']!);
  });

  it('is null, with its time, where a truncation blew up', async () => {
    const blown = { ...defaultSweep.base, width: 16, horizon: 60 };
    let seen = 0;
    for (let seed = 0; seed < 6 && seen === 0; seed++) {
      const { values } = await rowOf({ ...blown, seed }, ['errors']);
      for (const p of [3, 4]) {
        const at = values[`diverged.p${p}`];
        expect(values[`error.p${p}`] === null).toBe(at !== null);
        if (at !== null) {
          seen += 1;
          expect(at).toBeGreaterThan(0);
          expect(at).toBeLessThan(60);
        }
      }
      expect(values['error.p2']).not.toBeNull();
    }
    expect(seen).toBeGreaterThan(0);
  });

  it('computes what fits the memory and says what does not', async () => {
    const { values, problem } = await rowOf({ n: 40, width: 512, horizon: 0.01 }, ['k3', 'k5']);
    expect(values['k5.max']).toBeNull();
    expect(values['k3.max']).toBeGreaterThan(0);
    expect(problem).toMatch(/K\(5\).*GB/);
  });

  it('is the same bits each time, frees everything, and stops at a pause', async () => {
    const before = backend.memory();
    const all = sweepOutputs.filter((output) => output !== 'k5');
    expect(await rowOf({}, all)).toEqual(await rowOf({}, all));
    let pauses = 0;
    const [member] = sweepMembers({ base: small, axes: [], outputs: [] });
    for (const limit of [3, 60, 150]) {
      pauses = 0;
      await expect(
        sweepMember(backend, member, all, clock, () => {
          if (++pauses > limit) throw new Cancelled();
          return undefined;
        }),
      ).rejects.toThrow(Cancelled);
    }
    expect(backend.memory()).toEqual(before);
  });

  it('expands around t₀ where the experiment says so', async () => {
    const { values } = await rowOf({ expansion: 1.5 }, ['k3', 'errors']);
    const start = (await rowOf({}, ['k3', 'errors'])).values;
    expect(values['k3.max']).not.toBe(start['k3.max']);
    expect(values['error.p2']!).toBeLessThan(start['error.p2']!);
  });
});
