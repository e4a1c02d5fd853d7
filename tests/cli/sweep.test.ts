import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { noPause } from '../../src/engine/work/pause';
import { sweepMember } from '../../src/engine/sweep/sweepMember';
import { sweepMembers } from '../../src/protocol/sweep';
import { parseSweepLines } from '../../src/protocol/sweepLine';
import type { SweepLine } from '../../src/protocol/sweepLine';
import { decodePermalink } from '../../src/protocol/permalink';
import { root, runCommand, sweep } from './sweepProgram';

const link =
  '#v=1&dataset=sphere&n=4&d=3&target=signs&activation=tanh&depth=2&sigmaW=1&sigmaB=0&centred=false&horizon=2';
const over = ['--over', 'width=8:32:x2', '--over', 'seed=0:2'];
const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const linesOf = (text: string): SweepLine[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SweepLine);
/** Everything but the computing time, by member. */
const results = (lines: readonly SweepLine[]) =>
  new Map(lines.map((line) => [line.key, { ...line, seconds: 0 }] as const).sort());

describe('the sweep program', () => {
  it('prints one line per run, the same bits in every process, shards and all', async () => {
    const whole = await sweep(link, ...over, '--out', 'k3,errors');
    expect(whole).toMatchObject({ code: 0, stderr: '' });
    const lines = linesOf(whole.stdout);
    expect(lines.length).toBe(9);

    const backend = await createFloat64Backend();
    const members = sweepMembers({
      base: decodePermalink(link).spec,
      axes: [
        { field: 'width', values: [8, 16, 32] },
        { field: 'seed', values: [0, 1, 2] },
      ],
      outputs: ['k3', 'errors'],
    });
    for (const member of members) {
      const row = await sweepMember(backend, member, ['k3', 'errors'], { now: () => 0 }, noPause);
      const line = lines.find(({ key }) => key === member.key)!;
      expect(line.values).toEqual(row.values);
      expect(decodePermalink(line.link).spec).toEqual({
        ...member.spec,
        predictors: decodePermalink('').spec.predictors,
      });
    }
    const shards = await Promise.all(
      ['0/2', '1/2'].map((shard) => sweep(link, ...over, '--out', 'k3,errors', '--shard', shard)),
    );
    const parts = shards.map(({ stdout }) => linesOf(stdout));
    expect(parts.map((part) => part.length).sort()).toEqual([4, 5]);
    expect(results(parts[1].concat(parts[0]))).toEqual(results(lines));
  });

  it('goes on from a file that ends in the middle of a line', async () => {
    const args = [link, ...over, '--out', 'k3', '--jobs', '1'];
    const whole = await sweep(...args);
    const cut = whole.stdout.split('\n').slice(0, 6).join('\n') + '\n';
    const path = file('cut.jsonl', cut.slice(0, -40));
    const quoted = args.map((arg) => `'${arg}'`).join(' ');
    const resumed = await runCommand('sh', [
      '-c',
      `node scripts/run.mjs sweep ${quoted} --resume ${path} >> ${path}`,
    ]);
    expect(resumed).toMatchObject({ code: 0, stderr: '' });
    const text = readFileSync(path, 'utf8');
    const { lines, broken } = parseSweepLines(text);
    expect(broken).toBe(1);
    // Five whole lines and the four others: nothing twice.
    expect(text.trim().split('\n').length).toBe(10);
    expect(results(lines)).toEqual(results(linesOf(whole.stdout)));
    const again = await sweep(...args, '--resume', path);
    expect(again).toMatchObject({ code: 0, stdout: '' });
    // Another experiment, or more quantities, are not there yet.
    const other = await sweep(
      link.replace('n=4', 'n=3'),
      '--over',
      'width=8',
      '--over',
      'seed=0',
      '--out',
      'k3',
      '--resume',
      path,
    );
    expect(linesOf(other.stdout).length).toBe(1);
    const more = await sweep(
      link,
      '--over',
      'width=8',
      '--over',
      'seed=0',
      '--out',
      'k3,drift',
      '--resume',
      path,
    );
    expect(linesOf(more.stdout).length).toBe(1);
  });

  it('aggregates lines in any order, each run once', async () => {
    const { stdout } = await sweep(link, ...over, '--out', 'k3,drift');
    const shuffled = stdout.trim().split('\n').reverse();
    const one = file('one.jsonl', stdout);
    const two = file('two.jsonl', [...shuffled.slice(0, 5), ...shuffled, '{"key":'].join('\n'));
    const [a, b] = [await sweep('--aggregate', one), await sweep('--aggregate', two)];
    const [whole, mixed] = [JSON.parse(a.stdout), JSON.parse(b.stdout)];
    expect(mixed).toEqual({ ...whole, broken: 1 });
    expect(whole).toMatchObject({ broken: 0, runs: 9, by: 'width' });
    const k3 = whole.series[0].quantities['k3.max'];
    const at16 = linesOf(stdout)
      .filter(({ overrides }) => overrides.width === 16)
      .map(({ values }) => values['k3.max']!)
      .sort((p, q) => p - q);
    expect(k3.groups.map((group: { x: number }) => group.x)).toEqual([8, 16, 32]);
    expect(k3.groups[1]).toMatchObject({ median: at16[1], count: 3 });
    expect(k3.slopeOverMedians.count).toBe(3);
    expect(k3.slopeOverRuns.count).toBe(9);
    const bySeed = JSON.parse((await sweep('--aggregate', one, '--by', 'seed')).stdout);
    expect(bySeed.series.map(({ fixed }: { fixed: object }) => fixed)).toEqual([
      { width: 8 },
      { width: 16 },
      { width: 32 },
    ]);
  });

  it.each([
    [['--over', 'width=0:3'], 'width'],
    [['--over', 'widht=1:3'], 'widht'],
    [['--over', 'width=1.5'], 'width'],
    [['--over', 'width=8:4'], 'width'],
    [['--over', 'activation=tanh,tnah'], 'activation'],
    [['--over', 'width=8', '--over', 'width=16'], 'width'],
    [['--over', 'predictors=nn'], 'predictors'],
    [['--over', 'd=2,3', '--over', 'dataset=circle,sphere'], 'd must be 2'],
    [['--out', 'k6'], 'out'],
    [['--shard', '3/2'], 'shard'],
    [['--jobs', '0'], 'jobs'],
    [['--resume', folder], 'resume'],
    // Endless where it is read.
    [['--resume', '/dev/zero'], 'resume'],
  ])('refuses %j with one line that names %s', async (args, field) => {
    const ended = await sweep(link, ...args);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr.trim().split('\n').length).toBe(1);
    expect(ended.stderr).toContain(field);
  });
});

describe('the recipes of docs/sweeps.md', () => {
  const text = readFileSync(join(root, 'docs', 'sweeps.md'), 'utf8');
  const recipe = (name: string): string => {
    const found = new RegExp(`\`\`\`sh recipe=${name}\\n([\\s\\S]*?)\`\`\``).exec(text);
    if (!found) throw new Error(`no recipe ${name}`);
    return found[1];
  };

  it('xargs and a Slurm array give the same runs', async () => {
    const byXargs = join(folder, 'xargs');
    const bySlurm = join(folder, 'slurm');
    const ended = await runCommand('sh', ['-c', recipe('xargs')], { RUNS: byXargs });
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ broken: 0, runs: 9, by: 'width' });

    const script = file('sweep.sh', recipe('slurm'));
    for (const task of ['1', '2', '3', '4']) {
      const done = await runCommand('sh', [script], {
        RUNS: bySlurm,
        SLURM_ARRAY_TASK_ID: task,
        SLURM_ARRAY_TASK_COUNT: '4',
      });
      expect(done.code).toBe(0);
    }
    const all = (directory: string): SweepLine[] =>
      ['1', '2', '3', '4'].flatMap((i) => linesOf(readFileSync(join(directory, `part-${i}.jsonl`), 'utf8')));
    expect(results(all(bySlurm))).toEqual(results(all(byXargs)));
  });
});
