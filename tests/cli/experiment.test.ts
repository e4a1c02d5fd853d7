/** `npm run --silent experiment` as other people's scripts see it: a process, its JSON, its exit code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldNames } from '../../src/protocol/fields';
import { root, runCommand, type Ended } from './sweepProgram';

const folder = mkdtempSync(join(tmpdir(), 'kernel-drift-'));
afterAll(() => rmSync(folder, { recursive: true }));

const experiment = (...args: string[]): Promise<Ended> =>
  runCommand('npm', ['run', '--silent', 'experiment', '--', ...args]);

/** A spec file with this text. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The lengths of nested lists: [[1, 2, 3], [4, 5, 6]] → [2, 3]. */
function shape(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...shape(value[0])] : [];
}

const n = 6;
const m = 8;
const link = `#v=1&width=${m}&depth=2&horizon=4&centred=false&particles=128&predictors=nn,linearised,nth3,ntk,meanField`;

describe('the JSON of DESIGN §6', () => {
  let outcome: Ended;
  let printed: Record<string, never>;
  beforeAll(async () => {
    outcome = await experiment(link, '--times', '0,1,4', '--out', 'kernels,k3,k4,weights,infinite');
    printed = JSON.parse(outcome.stdout) as Record<string, never>;
  });

  it('is one line on a clean stdout', () => {
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toBe('');
    expect(outcome.stdout.trimEnd()).not.toContain('\n');
  });

  it('has exactly the fields that were asked for', () => {
    const always = ['spec', 'engine', 'x', 'y', 'xProbe', 'times', 'predictors'];
    expect(Object.keys(printed)).toEqual([...always, 'k3', 'k4', 'weights', 'infinite']);
    expect(Object.keys(printed.spec).sort()).toEqual([...fieldNames].sort());
    expect(printed.engine).toEqual({ backend: 'float64', precision: 0 });
  });

  it('has the shapes it promises', () => {
    const p = shape(printed.xProbe)[0];
    expect(shape(printed.x)).toEqual([n, 2]);
    expect(shape(printed.y)).toEqual([n]);
    expect(printed.times).toEqual([0, 1, 4]);
    const names = ['nn', 'linearised', 'nth3', 'ntk', 'meanField'];
    expect(Object.keys(printed.predictors)).toEqual(names);
    const columns = ['train', 'probe', 'loss', 'kernel', 'divergedAt'];
    for (const name of ['nn', 'linearised', 'nth3']) {
      const predictor = printed.predictors[name] as Record<string, unknown>;
      expect(Object.keys(predictor)).toEqual(columns);
      expect(shape(predictor.train)).toEqual([3, n]);
      expect(shape(predictor.probe)).toEqual([3, p]);
      expect(shape(predictor.loss)).toEqual([3]);
      expect(shape(predictor.kernel)).toEqual([3, n, n]);
      expect(predictor.divergedAt).toBeNull();
    }
    const ntk = printed.predictors['ntk'] as Record<string, unknown>;
    expect(shape(ntk.trainVariance)).toEqual([3, n]);
    expect(shape(ntk.probeVariance)).toEqual([3, p]);
    expect(shape(printed.k3)).toEqual([n, n, n]);
    expect(shape(printed.k4)).toEqual([n, n, n, n]);
    const weights: Record<string, unknown> = printed.weights;
    expect(Object.keys(weights).sort()).toEqual(['W1', 'W2', 'a', 'b1', 'b2']);
    expect(shape(weights.W1)).toEqual([2, m]);
    expect(shape(weights.a)).toEqual([m]);
    const infinite: Record<string, unknown> = printed.infinite;
    expect(Object.keys(infinite)).toEqual(['nngp', 'ntk', 'nngpProbe', 'ntkProbe', 'nngpProbeDiag']);
    expect(shape(infinite.nngpProbe)).toEqual([p, n]);
    expect(shape(infinite.nngpProbeDiag)).toEqual([p]);
  });

  it('says nothing that was not asked for, takes a file, and gives the same bits again', async () => {
    const spec = file('same.json', JSON.stringify(printed.spec));
    const again = await experiment(spec, '--times', '0,1,4');
    expect(again.code).toBe(0);
    const plain = JSON.parse(again.stdout) as Record<string, never>;
    expect(Object.keys(plain)).toEqual(['spec', 'engine', 'x', 'y', 'xProbe', 'times', 'predictors']);
    expect(plain.spec).toEqual(printed.spec);
    for (const name of Object.keys(plain.predictors)) {
      const { kernel, kernelError, ...rest } = printed.predictors[name] as Record<string, unknown>;
      expect(name === 'meanField' || kernel !== undefined).toBe(true);
      expect(kernelError === undefined).toBe(name !== 'meanField');
      expect(plain.predictors[name]).toEqual(rest);
    }
  });

  it('takes a file with a byte-order mark, named from the folder of its caller', async () => {
    file('marked.json', `\uFEFF${JSON.stringify({ width: 4, horizon: 1, predictors: ['nn'] })}`);
    const args = ['--prefix', root, 'run', '--silent', 'experiment', '--', 'marked.json'];
    const byNpm = await runCommand('npm', args, {}, folder);
    expect(byNpm.stderr).toBe('');
    expect((JSON.parse(byNpm.stdout) as { spec: { width: number } }).spec.width).toBe(4);
  });

  it('gives the particles their Monte-Carlo error', async () => {
    const link = '#v=1&width=8&particles=128&horizon=1&predictors=meanField';
    const { stdout } = await experiment(link, '--out', 'kernels');
    const { meanField } = (JSON.parse(stdout) as { predictors: Record<string, Record<string, number[][]>> })
      .predictors;
    expect(shape(meanField.probeError)).toEqual(shape(meanField.probe));
    expect(meanField.probeError[1].every((value) => value > 0)).toBe(true);
    expect(shape(meanField.kernelError)).toEqual(shape(meanField.kernel));
    expect(meanField.kernelError.flat(2).every((value) => value > 0)).toBe(true);
  });

  it('prints null rows after a divergence, and when it was', async () => {
    const wild = '#v=1&width=16&activation=relu&optimizer=gd&lr=40&horizon=60000&predictors=nn';
    const { stdout, code } = await experiment(wild, '--times', '0,60000');
    expect(code).toBe(0);
    const { nn } = (JSON.parse(stdout) as { predictors: Record<string, Record<string, unknown[]>> })
      .predictors;
    expect(nn.train[0]).not.toBeNull();
    expect([nn.train[1], nn.probe[1], nn.loss[1]]).toEqual([null, null, null]);
    expect(nn.divergedAt).toBeGreaterThan(0);
    expect(nn.divergedAt).toBeLessThan(60000);
  });
});

describe('bad input: exit code 2 and one line on stderr that names the field', () => {
  const json = (name: string, value: unknown) => () => file(name, JSON.stringify(value));
  const cases: readonly (readonly [string, RegExp, () => string, readonly string[]])[] = [
    ['an unknown field in a file', /widht/, json('unknown.json', { widht: 64 }), []],
    ['an unknown key in a link', /widht/, () => '#v=1&widht=64', []],
    ['text that is not JSON', /spec.*JSON/, () => file('bad.json', '{"width": 64,'), []],
    ['JSON that is not an object', /spec/, () => file('list.json', '[1, 2]'), []],
    ['no such file', /spec/, () => join(folder, 'nowhere.json'), []],
    ['no spec', /spec/, () => '', []],
    ['a value out of range', /width.*16384/, json('range.json', { width: 0 }), []],
    ['a link out of range', /depth.*10000/, () => '#v=1&depth=10001', []],
    ['NaN', /sigmaW/, () => '#v=1&sigmaW=NaN', []],
    ['a number too large to be one', /lr/, () => file('huge.json', '{"optimizer": "gd", "lr": 1e999}'), []],
    ['a wrong type', /width/, json('type.json', { width: '64' }), []],
    ['a wrong choice', /activation/, json('choice.json', { activation: 'tnah' }), []],
    ['ragged points', /points/, json('ragged.json', { points: { x: [[1, 2], [3]], y: [0, 1] } }), []],
    ['another version', /v\b|version/, () => '#v=2&width=64', []],
    ['a time beyond the horizon', /times/, () => '#v=1&horizon=4', ['--times', '0,5']],
    ['a time that is no number', /times/, () => '#v=1', ['--times', '0,soon']],
    ['a negative time', /times/, () => '#v=1', ['--times=-1']],
    ['an escape sequence', /times.*" \[31mred"/, () => '#v=1', ['--times', '0,\x1b[31mred']],
    ['an escape sequence in a file', /JSON/, () => file('escape.json', '{"width": \x1b]0;title\x07}'), []],
    ['an escape sequence in an option', /u\{1b\}/, () => '#v=1', ['--\x1b[2J']],
    [
      'a label that is no class',
      /points\.y\[1\].*logistic/,
      json('labels.json', { dataset: 'points', loss: 'logistic', points: { x: [[1], [2]], y: [1, 0.3] } }),
      [],
    ],
    ['an unknown output', /out/, () => '#v=1', ['--out', 'k6']],
    ['an unknown option', /--tims/, () => '#v=1', ['--tims', '0']],
  ];

  it.each(cases)('%s', async (_, field, source, args) => {
    const { code, stdout, stderr } = await experiment(source(), ...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(field);
    expect(stderr.trimEnd()).not.toMatch(/\p{C}/u);
  });
});
