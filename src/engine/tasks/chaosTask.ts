import type { ChaosRow } from '../../protocol/meanField';
import { particleSystem, type Draw } from '../meanField/particleSystem';
import { makeSetup } from '../predictors/setup';
import { EngineError } from '../work/engineError';
import type { TaskHandler } from './taskHandler';

/**
 * Propagation of chaos: populations of M independent neurons, each in its own f, against quasi-random particles that stand for infinitely
 * many. The mean of (f_M − f_∞)² falls as 1/M at every time. FDZ §V; Mei, Montanari, Nguyen 2018.
 */
export const chaosTask: TaskHandler<'chaos'> = async (request, means, { emit, pause }) => {
  const { spec, sizes, populations, times, reference } = request;
  const backend = await means.float64();
  const problem = makeSetup(spec);
  const { data } = problem;
  const xProbe = backend.upload(data.xProbe, data.p, data.d);
  const outputs = async (M: number, draw: Draw): Promise<Float64Array[]> => {
    const { trainer } = await particleSystem(backend, problem, M, draw);
    const found: Float64Array[] = [];
    try {
      for (const t of times) {
        await trainer.advanceTo(t, pause);
        if (trainer.divergence !== null)
          throw new EngineError('Diverged', `${M} neurons diverged: ${trainer.divergence.reason}.`);
        found.push(await trainer.outputs(xProbe));
      }
    } finally {
      trainer.dispose();
    }
    return found;
  };
  const cost = reference + populations * sizes.reduce((sum, M) => sum + M, 0);
  let done = reference;
  try {
    const limit = await outputs(reference, 'quasiRandom');
    const rows: ChaosRow[] = [];
    for (const [k, M] of sizes.entries()) {
      const squares = times.map(() => new Float64Array(populations));
      for (let r = 0; r < populations; r++) {
        const found = await outputs(M, k * populations + r);
        found.forEach((f, j) => (squares[j][r] = meanSquare(f, limit[j])));
      }
      done += M * populations;
      const row = {
        M,
        squared: Float64Array.from(squares, mean),
        standardError: Float64Array.from(squares, standardErrorOf),
      };
      rows.push(row);
      await emit({
        kind: 'row',
        fraction: done / cost,
        row: { M, squared: row.squared.slice(), standardError: row.standardError.slice() },
      });
    }
    return rows;
  } finally {
    backend.dispose(xProbe);
  }
};

function meanSquare(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum / a.length;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function standardErrorOf(values: Float64Array): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
  return Math.sqrt(squares / (values.length * Math.max(1, values.length - 1)));
}
