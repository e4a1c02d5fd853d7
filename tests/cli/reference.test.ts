/** What the command line prints against tests/fixtures (their provenance is told there), at the tolerances of MATH §8. */
import { describe, expect, it } from 'vitest';
import { experimentJson } from '../../src/cli/experimentJson';
import type { ExperimentOutput } from '../../src/cli/experimentArguments';
import type { ExperimentSpec, PredictorName } from '../../src/protocol/experimentSpec';
import { requireSpec } from '../../src/protocol/validate';
import dynamics from '../fixtures/dynamics.json';
import empirical from '../fixtures/empirical.json';
import infinite from '../fixtures/infinite.json';
import weights from '../fixtures/weights.json';
import { numbersOf } from './numbersOf';

/** max |a − b| over max |b|: entries of the reference that cancel to nearly 0 are held to the scale of the others. */
function difference(actual: unknown, expected: unknown): number {
  const a = numbersOf(actual);
  const b = numbersOf(expected);
  expect(a).toHaveLength(b.length);
  const scale = b.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  const worst = b.reduce((m, v, i) => Math.max(m, Math.abs(a[i] - v)), 0);
  // A reference that is exactly 0 (the output of a centred network, a kernel that relu cannot have) must be met exactly.
  return worst === 0 ? 0 : worst / scale;
}

interface Printed {
  readonly predictors: Record<string, Record<string, unknown>>;
  readonly infinite: Record<string, unknown>;
  readonly weights: Record<string, unknown>;
  readonly [output: string]: unknown;
}

async function print(
  spec: object,
  predictors: readonly PredictorName[],
  times: readonly number[],
  outputs: readonly ExperimentOutput[],
): Promise<Printed> {
  const resolved: ExperimentSpec = requireSpec({ horizon: 1, ...spec, predictors });
  return (await experimentJson(resolved, times, new Set(outputs))) as unknown as Printed;
}

const nameOf = ({
  spec,
}: {
  spec: { preset: string; activation: string; depth: number; residual: string };
}) => `${spec.preset} ${spec.activation} H=${spec.depth} ${spec.residual}`;

describe.each(empirical.map((c) => ({ name: nameOf(c), c })))('empirical: $name', ({ c }) => {
  it('f, loss and K to 1e-12, higher kernels to 1e-10', async () => {
    const orders = (['k3', 'k4', 'k5'] as const).filter((order) => order in c);
    const printed = await print(c.spec, ['nn'], [0], ['kernels', ...orders]);
    const { train, probe, loss, kernel } = printed.predictors.nn;
    expect(difference(train, c.f)).toBeLessThan(1e-12);
    expect(difference(probe, c.fProbe)).toBeLessThan(1e-12);
    expect(difference(loss, c.loss)).toBeLessThan(1e-12);
    expect(difference((kernel as unknown[])[0], c.k2)).toBeLessThan(1e-12);
    for (const order of orders) expect(difference(printed[order], c[order])).toBeLessThan(1e-10);
  });
});

describe.each(dynamics.map((c) => ({ name: `${nameOf(c)} ${c.spec.optimizer} ${c.spec.loss}`, c })))(
  'dynamics: $name',
  ({ c }) => {
    const names = Object.keys(c.predictors) as PredictorName[];
    it.each(names)('%s follows the reference to 1e-7', async (name) => {
      const { horizon } = c.spec as { horizon?: number };
      const spec = { ...c.spec, horizon: horizon ?? c.times[c.times.length - 1] };
      const printed = await print(spec, [name], c.times, ['kernels']);
      const expected = (c.predictors as Record<string, (typeof c.predictors)['nn']>)[name];
      for (const column of ['train', 'probe', 'loss', 'kernel'] as const)
        expect(difference(printed.predictors[name][column], expected[column])).toBeLessThan(1e-7);
      expect(printed.predictors[name].divergedAt).toBeNull();
    });
  },
);

describe.each(infinite.map((c) => ({ name: nameOf(c), c })))('infinite width: $name', ({ c }) => {
  it(`NNGP and NTK to 1e-10${c.training ? ', the trained mean and variance to 1e-8' : ''}`, async () => {
    const names = ['nngp', 'ntk', 'nngpProbe', 'ntkProbe', 'nngpProbeDiag'] as const;
    const times = c.training?.times ?? [0];
    const spec = {
      ...c.spec,
      // The reference leaves it out: leaky relu has slope 0.1 there, softplus and elu have 1.
      activationParam: c.spec.activation === 'leakyRelu' ? 0.1 : 1,
      horizon: Math.max(1, times[times.length - 1]),
    };
    const printed = await print(spec, ['ntk'], times, ['infinite']);
    for (const name of names) expect(difference(printed.infinite[name], c[name])).toBeLessThan(1e-10);
    if (!c.training) return;
    const { train, probe, probeVariance } = printed.predictors.ntk;
    // Late times divide by the smallest eigenvalue: 1e-10 of the kernel becomes 1e-8 where its condition number is 100.
    expect(difference(train, c.training.meanTrain)).toBeLessThan(1e-8);
    expect(difference(probe, c.training.meanProbe)).toBeLessThan(1e-8);
    expect(difference(probeVariance, c.training.varianceProbe)).toBeLessThan(1e-8);
  });
});

describe.each(weights)('weights of seed $seed', ({ seed, draws }) => {
  it('are the draws of JAX to 1e-12', async () => {
    const points = { x: [[1, 0, 0]], y: [0] };
    const shape = { preset: 'hayou', width: 5, depth: 2, dataset: 'points', points };
    const printed = await print({ ...shape, seed: Number(seed) }, ['nn'], [0], ['weights']);
    expect(Object.keys(printed.weights).sort()).toEqual(Object.keys(draws).sort());
    for (const [name, values] of Object.entries(draws)) {
      const a = numbersOf(printed.weights[name]);
      numbersOf(values).forEach((v, i) =>
        expect(Math.abs(a[i] - v)).toBeLessThanOrEqual(1e-12 * Math.abs(v)),
      );
    }
  });
});

it.each(['lazy', '11', '12', '13'] as const)(
  'prints the Σ of α = √m whatever the clock, rate rule %s',
  async (lrRule) => {
    const spec = {
      ...{ dataset: 'points', points: { x: [[1], [-0.5]], y: [1, -1], probe: [[-0.5], [1]] } },
      ...{ preset: 'fang', activation: 'erf', sigmaW: 1.5, sigmaA: 2, alpha: 3, width: 64, lrRule },
    };
    const { nngp, nngpProbe, nngpProbeDiag } = (await print(spec, ['ntk'], [0], ['infinite'])).infinite;
    // σ_a² (2/π) arcsin(2 σ_w² xx′/√((1 + 2σ_w² x²)(1 + 2σ_w² x′²))) at 30 digits: independent implementation, mpmath.
    const [one, cross, half] = [2.440142167662691, -1.829269633616254, 1.420698611146532];
    const rows = [
      [one, cross],
      [cross, half],
    ];
    expect(difference(nngp, rows)).toBeLessThan(1e-12);
    expect(difference(nngpProbe, [rows[1], rows[0]])).toBeLessThan(1e-12);
    expect(difference(nngpProbeDiag, [half, one])).toBeLessThan(1e-12);
  },
);
