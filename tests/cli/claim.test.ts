import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claimJson } from '../../src/cli/claimJson';
import { createAskHere } from '../../src/engine/tasks/askHere';
import { experiment } from '../../src/experiments/experiment';
import { experiments } from '../../src/experiments/experiments';
import type { Grade } from '../../src/experiments/finding';
import { gather } from '../../src/experiments/gather';
import { hy6 } from '../../src/experiments/hy/hy6';
import { n2 } from '../../src/experiments/notes/n2';
import type { SweepLine } from '../../src/protocol/sweepLine';
import { runCommand } from './sweepProgram';

const folder = mkdtempSync(join(tmpdir(), 'claim-'));
afterAll(() => rmSync(folder, { recursive: true }));

const claim = (...args: string[]) => runCommand(process.execPath, ['scripts/run.mjs', 'claim', ...args]);

describe('the claim program', () => {
  it('lists the experiments, one a line', async () => {
    const { code, stdout, stderr } = await claim();
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(experiments.map(({ id }) => id));
    experiments.forEach(({ title, source }, i) => expect(lines[i]).toContain(`${title} (${source})`));
  });

  it.each([
    [['HY99'], 'id: must be among HY1, HY2, '],
    [['HY1', 'HY2'], 'id: give one experiment'],
    [['HY1', '--jobs', '0'], 'jobs: must be a whole number from 1'],
    [['HY1', '--papers'], "Unknown option '--papers'"],
  ])('%j is refused in one line', async (args, message) => {
    const { code, stdout, stderr } = await claim(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n').length).toBe(1);
  });

  it('prints the finding with the numbers that the page has too', async () => {
    const { code, stdout, stderr } = await claim('hy6');
    expect([code, stderr]).toEqual([0, '']);
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(answer)).toEqual([
      'id',
      'title',
      'source',
      'spec',
      'numbers',
      'finding',
      'because',
      'seconds',
    ]);
    const { id, title, source, spec } = hy6;
    const { numbers, because } = hy6.check((await gather(hy6.needs, createAskHere())).evidence);
    expect(answer).toMatchObject({ id, title, source, spec, because, finding: 'seen' });
    expect(answer.numbers).toEqual(numbers);
    expect(answer.seconds).toBeGreaterThan(0);
  });

  it('resumes from a file of rows, over several processes, and says where a paper states no size', async () => {
    const file = join(folder, 'rows');
    writeFileSync(file, '{"key": "cut off');
    const first = await claim('N2', '--jobs', '2', '--resume', file, '--paper');
    expect(first.code).toBe(0);
    expect(first.stderr).toBe(`N2: ${n2.source} states no size; computed at the default.\n`);
    const text = readFileSync(file, 'utf8');
    const lines = text.trimEnd().split('\n').slice(1);
    expect(lines.length).toBe(24);

    // A row that is there is taken as it is: one whose numbers were changed changes the finding.
    writeFileSync(
      file,
      lines
        .map((line) => {
          const row = JSON.parse(line) as SweepLine;
          return JSON.stringify({ ...row, values: { ...row.values, 'quadratic.rms': 1 } });
        })
        .join('\n'),
    );
    appendFileSync(file, '\n');
    const before = readFileSync(file, 'utf8');
    const second = await claim('N2', '--jobs', '2', '--resume', file);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const [a, b] = [first, second].map(
      ({ stdout }) => JSON.parse(stdout) as { finding: string; numbers: object },
    );
    expect([a.finding, b.finding]).toEqual(['seen', 'not seen']);
    expect(b.numbers).toMatchObject({
      'linear.slope': (a.numbers as Record<string, number>)['linear.slope'],
    });
  });
});

describe('its JSON', () => {
  const { id, title, source, spec, lookFor } = n2;
  const about = { id, title, source, spec, lookFor };
  const answerOf = (grade: Grade) =>
    claimJson(
      experiment({
        ...about,
        needs: {},
        check: () => ({ grade, because: 'x', numbers: { a: NaN, b: [1, Infinity, null], c: 2 } }),
      }),
      createAskHere(),
      { paper: false, onFailure: () => undefined },
    );

  it('knows three findings: another exponent is seen, with a sentence that says so', async () => {
    const words = await Promise.all(
      (['seen', 'otherExponent', 'notSeen', 'undecided'] as const).map(answerOf),
    );
    expect(words.map(({ finding }) => finding)).toEqual(['seen', 'seen', 'not seen', 'undecided']);
  });

  it('has null for a number that is not finite', async () => {
    expect((await answerOf('seen')).numbers).toEqual({ a: null, b: [1, null, null], c: 2 });
  });

  it('takes the paper’s own needs where they are asked for', async () => {
    const asked: string[] = [];
    const sized = experiment({
      ...about,
      needs: { kernels: hy6.needs.kernels },
      paperSize: {
        needs: { kernels: { ...hy6.needs.kernels, request: { ...hy6.needs.kernels.request, t: 7 } } },
        coreSeconds: 1,
      },
      check: ({ kernels }) => ({ grade: 'seen', because: String(kernels), numbers: {} }),
    });
    const ask = ((_: string, { t }: { t: number }) => {
      asked.push(String(t));
      return Promise.resolve(t);
    }) as unknown as ReturnType<typeof createAskHere>;
    for (const paper of [false, true]) await claimJson(sized, ask, { paper, onFailure: () => undefined });
    expect(asked).toEqual(['2', '7']);
  });
});
