import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSpec, fields } from '../../src/protocol/fields';
import { decodePermalink, encodePermalink, maxLinkLength } from '../../src/protocol/permalink';
import { validateSpec } from '../../src/protocol/validate';
import { arbitrarySpec } from './arbitrarySpec';

function messages(link: string): string[] {
  return decodePermalink(link).problems.map((problem) => problem.message);
}

describe('encodePermalink', () => {
  it('writes only what differs from the default, readably', () => {
    expect(encodePermalink(defaultSpec)).toBe('#v=1');
    const { spec } = validateSpec({
      width: 512,
      alpha: 2.5,
      centred: false,
      lr: 1e-6,
      predictors: ['nn', 'ntk'],
    });
    expect(encodePermalink(spec)).toBe(
      '#v=1&width=512&alpha=2.5&centred=false&lr=0.000001&predictors=nn,ntk',
    );
  });

  it('leaves out what follows from other fields', () => {
    expect(encodePermalink(validateSpec({ dataset: 'line' }).spec)).toBe('#v=1&dataset=line');
    const points = { x: [[1, 0], [0, -0.5]], y: [0.25, -1], probe: [[3, 4]] }; // prettier-ignore
    expect(encodePermalink(validateSpec({ dataset: 'points', points }).spec)).toBe(
      '#v=1&dataset=points&points=1,0,0.25;0,-0.5,-1/3,4',
    );
  });

  it('uses only characters that survive in an address', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        expect(encodePermalink(spec)).toMatch(/^#[A-Za-z0-9=&.,;/_-]+$/);
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});

describe('decodePermalink', () => {
  it('gives back every legal spec exactly', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        // toEqual tells −0 from 0 and compares doubles bit by bit.
        expect(decodePermalink(encodePermalink(spec))).toEqual({ spec, problems: [] });
      }),
      { numRuns: 2000, seed: 4 },
    );
  });

  it('gives back the largest legal points exactly, within the length it reads', () => {
    const d = 255;
    const value = (i: number): number => Math.sqrt(i + 1) * (i % 2 === 0 ? 1 : -1);
    const row = (i: number): number[] => Array.from({ length: d }, (_, j) => value(i * d + j));
    const points = {
      x: Array.from({ length: 200 }, (_, i) => row(i)),
      y: Array.from({ length: 200 }, (_, i) => value(i)),
      probe: Array.from({ length: 56 }, (_, i) => row(i + 200)),
    };
    expect(200 * (d + 1) + 56 * d).toBeGreaterThan(fields.points.maxValues - d);
    const { spec, problems } = validateSpec({ dataset: 'points', points });
    expect(problems).toEqual([]);
    const link = encodePermalink(spec);
    expect(link.length).toBeLessThan(maxLinkLength);
    expect(decodePermalink(link)).toEqual({ spec, problems: [] });
  });

  it.each([
    'https://example.org/lab/?from=mail#v=1&width=512',
    '#v=1&width=512',
    'v=1&width=512',
    '  #v=1&width=512\n',
    '#width=512',
    '#v=1&&width=512&',
    '#v=1&%77idth=%35%31%32',
  ])('reads %j', (link) => {
    expect(decodePermalink(link)).toEqual({ spec: { ...defaultSpec, width: 512 }, problems: [] });
  });

  it.each(['', '#', 'https://example.org/lab/', '#v=1'])('reads %j as the default experiment', (link) => {
    expect(decodePermalink(link)).toEqual({ spec: defaultSpec, problems: [] });
  });

  it('reports each mistake by name and keeps the rest', () => {
    const link =
      '#v=2&width=99999&width=3&foo=1&seed=6.5&lr=NaN&depth=1e999&__proto__=3&activation=%E0%A4%A&horizon&sigmaW=0x10&depth=2&noise=0.5';
    const { spec } = decodePermalink(link);
    expect(spec).toEqual({ ...defaultSpec, width: 16384, seed: 7, depth: 10000, noise: 0.5 });
    expect(messages(link)).toEqual([
      'v must be 1, the version this page reads, got "2"; using version 1',
      'width must be given once, got a second value; using the first',
      'foo is not a field of an experiment; ignored',
      '__proto__ is not a field of an experiment; ignored',
      'depth must be given once, got a second value; using the first',
      'width must be 1…16384, got 99999; using 16384',
      'depth must be 1…10000, got Infinity; using 10000',
      `activation must be one of ${fields.activation.options.join(', ')}, got "%E0%A4%A"; using erf`,
      'sigmaW must be a number 0.01…10, got "0x10"; using 1.5',
      'seed must be a whole number 0…4294967295, got 6.5; using 7',
      'lr must be a number 0.000001…1000, got "NaN"; using 0.1',
      'horizon must be a number 0.001…1000000, got ""; using 60',
    ]);
  });

  it('shortens huge values and refuses huge links', () => {
    const [message] = messages(`#v=1&width=${'9'.repeat(50_000)}`);
    expect(message.length).toBeLessThan(200);
    expect(message).toMatch(/^width must be a whole number.*\(50000 characters\)/);
    expect(messages(`#v=1&x${'x'.repeat(maxLinkLength)}`)).toEqual([
      'link must be at most 1048576 characters, got 1048582 characters; using the default experiment',
    ]);
  });

  it('names a wrong cell of inline points and keeps the other rows', () => {
    const { spec, problems } = decodePermalink('#v=1&dataset=points&points=1,0,0.5;0,a,1;0,1,2');
    expect(spec.points).toEqual({ x: [[1, 0], [0, 1]], y: [0.5, 2] }); // prettier-ignore
    expect(problems.map((problem) => problem.field)).toEqual(['points.x[1][1]']);
  });

  it.each([
    'b.1.1.0.AAAA',
    'b.1.1.0',
    'b.0.1.0.',
    'b.9999999.9999999.0.A',
    'b.1.1.0.!',
    '1,2/3/4',
    '',
    ';;,',
  ])('refuses packed points %j by name', (text) => {
    const { spec, problems } = decodePermalink(`#v=1&dataset=points&points=${text}`);
    expect(spec).toEqual(defaultSpec);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem.field).toMatch(/^points/);
  });

  it('turns 10,000 mutated links into legal specs, quickly', () => {
    const alphabet = [...'&=#%;,/.-+eE019abv_ \u0000é😀', 'width', 'NaN', 'Infinity', '1e999', '%2', '&v=2'];
    const mutation = fc.record({
      place: fc.nat(),
      remove: fc.nat(6),
      insert: fc.array(fc.constantFrom(...alphabet), { maxLength: 4 }).map((pieces) => pieces.join('')),
    });
    const links = fc.tuple(arbitrarySpec, fc.array(mutation, { minLength: 1, maxLength: 5 }));
    fc.assert(
      fc.property(links, ([original, mutations]) => {
        let link = encodePermalink(original);
        for (const { place, remove, insert } of mutations) {
          const at = place % (link.length + 1);
          link = link.slice(0, at) + insert + link.slice(at + remove);
        }
        const { spec } = decodePermalink(link);
        const again = validateSpec(spec);
        if (again.problems.length > 0) throw new Error(`${link}: ${again.problems[0].message}`);
      }),
      { numRuns: 10_000, seed: 5 },
    );
  });
});

it('reads the first fields of a link that repeats them endlessly', () => {
  const { spec, problems } = decodePermalink('#v=1&width=64&' + 'depth=3&'.repeat(100_000) + 'seed=9');
  expect([spec.width, spec.depth, spec.seed]).toEqual([64, 3, defaultSpec.seed]);
  expect(problems[problems.length - 1].message).toContain('more problem');
  expect(decodePermalink('#' + 'f&'.repeat(1000)).problems.length).toBeLessThan(30);
});
