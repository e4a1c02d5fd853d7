import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import { defaultSpec, fieldNames, fields } from '../../src/protocol/fields';
import { SpecError, changeSpec, requireSpec, validateSpec } from '../../src/protocol/validate';
import dynamics from '../fixtures/dynamics.json';
import empirical from '../fixtures/empirical.json';
import infinite from '../fixtures/infinite.json';
import { arbitrarySpec } from './arbitrarySpec';

function messages(input: unknown): string[] {
  return validateSpec(input).problems.map((problem) => problem.message);
}

describe('validateSpec', () => {
  it('names field, rule, value and replacement', () => {
    expect(validateSpec({ width: 0 })).toEqual({
      spec: { ...defaultSpec, width: 1 },
      problems: [
        {
          field: 'width',
          given: '0',
          rule: '1…16384',
          replacement: '1',
          message: 'width must be 1…16384, got 0; using 1',
        },
      ],
    });
  });

  it.each<[string, unknown, unknown]>([
    ['width', 1e9, 16384],
    ['width', Infinity, 16384],
    ['width', -Infinity, 1],
    ['width', NaN, 128],
    ['width', 2.4, 2],
    ['width', '512', 512],
    ['width', 'wide', 128],
    ['width', [512], 128],
    ['width', null, 128],
    ['width', 10n, 128],
    ['width', Symbol('w'), 128],
    ['width', () => 1, 128],
    ['depth', 10001, 10000],
    ['seed', -1, 0],
    ['seed', 2 ** 32, 2 ** 32 - 1],
    ['alpha', 'root', 'sqrt'],
    ['alpha', 0, 0.01],
    ['activation', 'ReLU', 'relu'],
    ['activation', '__proto__', 'erf'],
    ['activation', 'x'.repeat(1e6), 'erf'],
    ['lrRule', 11, '11'],
    ['centred', 'false', false],
    ['centred', 2, true],
    ['predictors', 'nn', defaultSpec.predictors],
    ['predictors', ['nn', 'oracle'], ['nn']],
    ['predictors', ['nn', 'nn'], ['nn']],
    ['predictors', ['oracle'], defaultSpec.predictors],
    ['points', [1, 2], null],
  ])('replaces %s = %o by the nearest legal value and says so', (field, value, replacement) => {
    const { spec, problems } = validateSpec({ [field]: value });
    expect(spec[field as keyof ExperimentSpec]).toEqual(replacement);
    expect(problems).toHaveLength(1);
    expect(problems[0].field).toBe(field);
    expect(problems[0].message.length).toBeLessThan(300);
  });

  it('reports unknown names, prototypes among them, and keeps the rest', () => {
    const input: unknown = JSON.parse(
      '{"widht": 4, "__proto__": {"width": 7}, "constructor": 1, "depth": 2}',
    );
    expect(validateSpec(input).spec).toEqual({ ...defaultSpec, depth: 2 });
    expect(messages(input)).toEqual([
      'widht is not a field of an experiment; ignored',
      '__proto__ is not a field of an experiment; ignored',
      'constructor is not a field of an experiment; ignored',
    ]);
  });

  it('accepts version 1 and reports others', () => {
    expect(messages({ v: 1 })).toEqual([]);
    expect(messages({ v: 2 })).toEqual(['v must be 1, the version this page reads, got 2; using version 1']);
  });

  it.each<[string, unknown, Partial<ExperimentSpec>, string]>([
    ['fang has one hidden layer', { preset: 'fang', depth: 3 }, { depth: 1 }, 'depth'],
    ['the circle is plane', { d: 5 }, { d: 2 }, 'd'],
    ['a line has one coordinate', { dataset: 'line', d: 2 }, { d: 1 }, 'd'],
    ['xor needs two coordinates', { dataset: 'line', target: 'xor' }, { target: 'step' }, 'target'],
    ['product needs two', { dataset: 'gaussian', d: 1, target: 'product' }, { target: 'linear' }, 'target'],
    ['a batch has at most n points', { optimizer: 'sgd', n: 4, batch: 5 }, { batch: 4 }, 'batch'],
    [
      'a run has at most a million steps',
      { optimizer: 'gd', lr: 1e-5, horizon: 60 },
      { horizon: 10 },
      'horizon',
    ],
    ['own points must be there', { dataset: 'points' }, { dataset: 'circle', d: 2 }, 'points'],
    [
      'own points fix n',
      { dataset: 'points', points: { x: [[1], [2]], y: [1, 2] }, n: 3 },
      { n: 2, d: 1 },
      'n',
    ],
  ])('%s', (_, input, replaced, field) => {
    const { spec, problems } = validateSpec(input);
    expect(spec).toMatchObject(replaced);
    expect(problems.map((problem) => problem.field)).toEqual([field]);
  });

  it('keeps a field that the preset does not use', () => {
    expect(validateSpec({ preset: 'mup', sigmaB: 0.7, batch: 200 })).toEqual({
      spec: { ...defaultSpec, preset: 'mup', sigmaB: 0.7, batch: 200 },
      problems: [],
    });
  });

  it('refuses labels other than −1 and 1 with the logistic loss, one by one', () => {
    const points = { x: [[1], [2], [3], [4]], y: [1, 0.3, -2, 0] };
    const { spec, problems } = validateSpec({ dataset: 'points', loss: 'logistic', points });
    expect(spec.points?.y).toEqual([1, 1, -1, 1]);
    expect(problems.map(({ message }) => message)).toEqual([
      'points.y[1] must be -1 or 1 with the logistic loss, got 0.3; using 1',
      'points.y[2] must be -1 or 1 with the logistic loss, got -2; using -1',
      'points.y[3] must be -1 or 1 with the logistic loss, got 0; using 1',
    ]);
    expect(validateSpec({ dataset: 'points', points }).problems).toEqual([]);
    expect(() => requireSpec({ dataset: 'points', loss: 'logistic', points })).toThrow(
      /^points.y\[1\] must be/,
    );
  });

  it('leaves out only the rows of points that are wrong, by name', () => {
    const points = {
      x: [[1, 2], [3], [4, 'five'], [6, NaN], [7, 8], [9, 1e9]],
      y: [1, 2, 3, 4, null, 6],
      probe: [[0, 0], 'all'],
      z: 1,
    };
    const { spec, problems } = validateSpec({ dataset: 'points', points });
    expect(spec.points).toEqual({
      x: [
        [1, 2],
        [9, 1e6],
      ],
      y: [1, 6],
      probe: [[0, 0]],
    });
    expect(spec).toMatchObject({ n: 2, d: 2 });
    expect(problems.map((problem) => problem.field)).toEqual([
      'points.z',
      'points.x[1]',
      'points.x[2][1]',
      'points.x[3][1]',
      'points.y[4]',
      'points.x[5][1]',
      'points.probe[1]',
    ]);
  });

  it('keeps the first 256 rows of points, and what fits a link', () => {
    const row = (d: number): number[] => new Array<number>(d).fill(1);
    const many = { x: Array.from({ length: 300 }, () => row(2)), y: row(300) };
    const long = validateSpec({ dataset: 'points', points: many });
    expect(long.spec.n).toBe(256);
    expect(long.problems).toHaveLength(1);
    const wide = { x: Array.from({ length: 100 }, () => row(784)), y: row(100), probe: [row(784)] };
    const { spec, problems } = validateSpec({ dataset: 'points', points: wide });
    expect(spec.n).toBe(Math.floor(fields.points.maxValues / 785));
    expect(problems.map((problem) => problem.field)).toEqual(['points', 'points.probe']);
  });

  it('caps its report', () => {
    const input = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]));
    expect(messages(input)).toHaveLength(21);
    expect(messages(input)[20]).toMatch(/480 more/);
  });

  it('survives objects that fight back', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no');
        },
      },
    );
    const getter = Object.defineProperty({}, 'width', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    for (const input of [hostile, getter, null, undefined, 3, 'spec', [1], () => 1]) {
      const { spec, problems } = validateSpec(input);
      expect(spec).toEqual(defaultSpec);
      expect(problems).toHaveLength(1);
    }
  });

  it('turns anything into a legal spec, without throwing', () => {
    const anything = fc.record(Object.fromEntries(fieldNames.map((name) => [name, fc.anything()])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(anything, (input) => {
        const { spec } = validateSpec(input);
        expect(validateSpec(spec)).toEqual({ spec, problems: [] });
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('leaves a legal spec as it is', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        expect(validateSpec(spec)).toEqual({ spec, problems: [] });
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('accepts every reference spec', () => {
    for (const { spec } of [...dynamics, ...empirical, ...infinite]) {
      expect(validateSpec(spec).problems).toEqual([]);
    }
  });
});

describe('requireSpec', () => {
  it('throws the first problem by name', () => {
    expect(requireSpec({ width: 64 }).width).toBe(64);
    expect(() => requireSpec({ widht: 64 })).toThrow(SpecError);
    expect(() => requireSpec({ width: -64 })).toThrow('width must be 1…16384, got -64; use 1');
  });
});

describe('changeSpec', () => {
  it('lets dimension, activation parameter and batch follow silently', () => {
    const line = changeSpec(defaultSpec, { dataset: 'line' });
    expect(line.spec.d).toBe(1);
    expect(line.problems).toEqual([]);
    expect(changeSpec(line.spec, { dataset: 'circle' }).spec).toEqual(defaultSpec);
    expect(changeSpec(defaultSpec, { activation: 'leakyRelu' }).spec.activationParam).toBe(0.1);
    expect(changeSpec(defaultSpec, { n: 1, optimizer: 'sgd' }).problems).toEqual([]);
  });

  it('keeps what the user chose', () => {
    const sharp = changeSpec(defaultSpec, { activation: 'softplus', activationParam: 5 }).spec;
    expect(changeSpec(sharp, { activation: 'leakyRelu' }).spec.activationParam).toBe(5);
  });

  it('reports other consequences', () => {
    const deep = changeSpec(defaultSpec, { depth: 3 }).spec;
    const { spec, problems } = changeSpec(deep, { preset: 'fang' });
    expect(spec.depth).toBe(1);
    expect(problems.map((problem) => problem.message)).toEqual([
      'depth must be 1 with preset fang, got 3; using 1',
    ]);
    expect(changeSpec(defaultSpec, { d: 3 }).problems[0].field).toBe('d');
  });
});
