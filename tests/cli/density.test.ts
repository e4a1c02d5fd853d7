/** `theory -- density '<json>'`: its keys and laws, and its refusals. What it computes is tested in tests/engine/density. */
import { describe, expect, it } from 'vitest';
import { answerQuestion } from '../../src/cli/theoryArguments';
import { runCommand } from './sweepProgram';

const spec = {
  dataset: 'circle',
  n: 3,
  alpha: 1,
  outputLaw: 'signs',
  trained: 'hidden',
  sigmaB: 0,
  horizon: 4,
};
type Answer = Record<string, number[] & number[][]>;
const ask = async (question: object): Promise<Answer> =>
  (await answerQuestion(['density', JSON.stringify(question)])) as Answer;

describe('density', () => {
  it('answers at the times asked for, in their order', async () => {
    const answer = await ask({ spec, times: [4, 0, 1], grid: 32 });
    expect(Object.keys(answer).slice(0, 5)).toEqual(['times', 'mass', 'least', 'train', 'probe']);
    expect(answer.times).toEqual([4, 0, 1]);
    for (const mass of answer.mass) expect(Math.abs(mass - 1)).toBeLessThan(1e-12);
    for (const least of answer.least) expect(least).toBeGreaterThanOrEqual(0);
    // Both signs start from one law: f(0) = 0.
    for (const f of answer.train[1]) expect(Math.abs(f)).toBeLessThan(1e-14);
    expect(answer.train[0]).toHaveLength(3);
    expect(answer.energy[0]).toBeLessThan(answer.energy[2]);
    expect(answer.energy[2]).toBeLessThan(answer.energy[1]);
    // A finer grid differs by about what the coarser one says of itself.
    const finer = await ask({ spec, times: [4], grid: 64 });
    answer.train[0].forEach((f, i) =>
      expect(Math.abs(f - finer.train[0][i])).toBeLessThan(3 * Math.max(...answer.trainError[0])),
    );
  });

  it.each([
    ['outputLaw must be signs', { spec: { ...spec, outputLaw: 'gaussian' }, times: [1], grid: 32 }],
    ['d must be 1 or 2', { spec: { ...spec, dataset: 'sphere', d: 5 }, times: [1], grid: 32 }],
    [
      'temperature must be 0 with the optimizer flow',
      { spec: { ...spec, temperature: 0.1 }, times: [1], grid: 32 },
    ],
    ['grid must be an integer 16…512', { spec, times: [1], grid: 5000 }],
    ['times must be a list', { spec, times: [1, 9], grid: 32 }],
    ['spec must be given', { times: [1], grid: 32 }],
    ['cells is not a field', { spec, times: [1], grid: 32, cells: 3 }],
  ])('refuses: %s', async (message, question) => {
    await expect(ask(question)).rejects.toThrow(message);
  });

  it('is a row of the program', async () => {
    const question = JSON.stringify({ spec, times: [0], grid: 16 });
    const { stdout } = await runCommand('npm', ['run', '--silent', 'theory', '--', 'density', question]);
    expect((JSON.parse(stdout) as Answer).mass).toHaveLength(1);
  });
});
