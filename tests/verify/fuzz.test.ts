/** Hostile and random input with fixed seeds: nothing throws, what comes out is legal, and reading it again changes nothing. */
import { expect, it } from 'vitest';
import { parseCsv, formatCsv, maxCsvLength } from '../../src/protocol/csv';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import { fieldNames, fields } from '../../src/protocol/fields';
import { defaultLabSettings } from '../../src/protocol/labFields';
import { decodeAddress, decodePermalink, encodeAddress, maxLinkLength } from '../../src/protocol/permalink';
import { validateSpec } from '../../src/protocol/validate';
import { validateSettings } from '../../src/protocol/validateSettings';
import { pick, seeded } from './seeded';

const links = 100_000;
const specs = 100_000;
const tables = 50_000;

/** A hang is a failure; no time below it is judged. Milliseconds for one input, on a machine that has others to serve. */
const hang = 3000;

const hostile = [
  '',
  ' ',
  '0',
  '-0',
  '-1',
  '1e999',
  '-1e999',
  '1e-999',
  'NaN',
  'Infinity',
  'null',
  'undefined',
  'true',
  'sqrt',
  'none',
  '__proto__',
  'constructor',
  'toString',
  '%',
  '%E0%A4%A',
  '%00',
  '\u0000',
  '\uD800',
  '𝛼',
  '1,5',
  '0x10',
  '1_000',
  '٣',
  '9'.repeat(400),
  'a'.repeat(2000),
  '<img src=x onerror=alert(1)>',
  "'; drop table",
  '1&width=2',
  '#',
  '=',
  'p1.2.3.AAAA',
  'width=32:512:x2;seed=0:7',
];

function randomText(random: () => number): string {
  const length = Math.floor(random() * 12);
  return Array.from({ length }, () => String.fromCodePoint(Math.floor(random() * 0x2ff))).join('');
}

function randomNumber(random: () => number): number {
  return (random() - 0.5) * 10 ** (random() * 40 - 20);
}

function value(name: keyof ExperimentSpec, random: () => number): string {
  const field = fields[name];
  const kind = random();
  if (kind < 0.3) return pick(random, hostile);
  if (kind < 0.4) return randomText(random);
  if (field.kind === 'choice' || field.kind === 'list') return pick<string>(random, field.options);
  if (field.kind === 'boolean') return pick(random, ['true', 'false']);
  return String(kind < 0.7 ? Math.round(random() * 300) : randomNumber(random));
}

function randomLink(random: () => number): string {
  if (random() < 0.05) return randomText(random) + pick(random, hostile);
  const count = Math.floor(random() * 12);
  const parts = Array.from({ length: count }, () => {
    const name = pick(random, fieldNames);
    const key =
      random() < 0.1 ? pick(random, [...hostile, 'sweep.axes', 'sweep.out', 'v']) : fields[name].key;
    return random() < 0.03 ? key : `${key}=${value(name, random)}`;
  });
  return `#v=${random() < 0.95 ? 1 : pick(random, hostile)}&${parts.join('&')}`;
}

/** Runs `read` and returns how long the slowest took. */
async function slowest<T>(count: number, make: () => T, read: (input: T) => void): Promise<number> {
  let worst = 0;
  for (let i = 0; i < count; i++) {
    // The test runner wants a word now and then.
    if (i % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
    const input = make();
    const before = performance.now();
    read(input);
    worst = Math.max(worst, performance.now() - before);
  }
  return worst;
}

function expectLegal(spec: ExperimentSpec, what: string): void {
  const again = validateSpec(spec);
  if (again.problems.length > 0 || JSON.stringify(again.spec) !== JSON.stringify(spec))
    expect(again, what).toEqual({ spec, problems: [] });
}

it(`reads ${links} links: always a legal experiment, whose own link is the same experiment`, async () => {
  const random = seeded(1);
  let wrong = 0;
  const worst = await slowest(
    links,
    () => randomLink(random),
    (link) => {
      const { spec, settings, problems } = decodeAddress(link);
      expectLegal(spec, link);
      if (problems.length > 0) wrong++;
      const settled = encodeAddress(spec, settings);
      const second = decodeAddress(settled);
      if (second.problems.length > 0 || encodeAddress(second.spec, second.settings) !== settled)
        expect({ link, settled, second }).toBeNull();
    },
  );
  console.info(`fuzz: ${links} links, ${wrong} with something to report, slowest ${worst.toFixed(1)} ms`);
  expect(worst).toBeLessThan(hang);
});

it.each([
  ['equal fields', '#' + 'width=64&'.repeat(100_000)],
  ['unknown fields', '#' + Array.from({ length: 100_000 }, (_, i) => `f${i}`).join('&')],
  ['ampersands', '&'.repeat(maxLinkLength)],
  ['percent signs', '#width=' + '%'.repeat(maxLinkLength - 10)],
  ['surrogates', '#width=' + '\uD800'.repeat(maxLinkLength - 10)],
  ['too long', 'x'.repeat(maxLinkLength + 1)],
])('refuses a link of very many %s early', (_, link) => {
  const before = performance.now();
  const { spec, problems } = decodePermalink(link);
  const took = performance.now() - before;
  expectLegal(spec, link.slice(0, 40));
  // One line for each of a bounded number of fields, and one for the rest.
  expect(problems.length).toBeLessThan(50);
  expect(took).toBeLessThan(hang);
  console.info(`fuzz: ${link.length} characters read in ${took.toFixed(1)} ms`);
});

/** Anything that JSON or a program could hand over. */
function randomValue(random: () => number, depth = 0): unknown {
  switch (Math.floor(random() * (depth > 2 ? 8 : 11))) {
    case 0:
      return randomNumber(random);
    case 1:
      return Math.round(random() * 300);
    case 2:
      return pick(random, hostile);
    case 3:
      return pick(random, [NaN, Infinity, -Infinity, -0, null, undefined, true, false]);
    case 4:
      return randomText(random);
    case 5:
      return pick(random, [1n, Symbol('s'), () => 1, new Date(NaN), /x/, new Map(), new Float64Array(3)]);
    case 6:
      return pick<string>(random, ['tanh', 'gd', 'logistic', 'points', 'teacher', 'sqrt', 'nn']);
    case 7:
      return Object.create(null);
    case 8:
      return Array.from({ length: Math.floor(random() * 6) }, () => randomValue(random, depth + 1));
    case 9:
      return Object.fromEntries(
        Array.from({ length: Math.floor(random() * 4) }, () => [
          pick(random, ['x', 'y', 'probe', 'length', ...hostile]),
          randomValue(random, depth + 1),
        ]),
      );
    default:
      return randomPoints(random, depth);
  }
}

function randomPoints(random: () => number, depth: number): unknown {
  const d = 1 + Math.floor(random() * 3);
  const cell = (): unknown => (random() < 0.9 ? randomNumber(random) : randomValue(random, depth + 1));
  const rows = (count: number): unknown[] =>
    Array.from({ length: count }, () => (random() < 0.95 ? Array.from({ length: d }, cell) : cell()));
  const n = Math.floor(random() * 5);
  const points = { x: rows(n), y: Array.from({ length: random() < 0.9 ? n : n + 1 }, cell) };
  return random() < 0.5 ? points : { ...points, probe: rows(Math.floor(random() * 3)) };
}

function randomSpec(random: () => number): unknown {
  if (random() < 0.02) return randomValue(random);
  const count = Math.floor(random() * 10);
  return Object.fromEntries(
    Array.from({ length: count }, () => {
      const name = random() < 0.95 ? pick(random, fieldNames) : pick(random, hostile);
      if (name === 'points' && random() < 0.8) return [name, randomPoints(random, 0)];
      if (Object.hasOwn(fields, name) && random() < 0.5) {
        const field = fields[name as keyof ExperimentSpec];
        if (field.kind === 'choice') return [name, pick<string>(random, field.options)];
        if (field.kind === 'integer' || field.kind === 'number' || field.kind === 'alpha')
          return [name, pick(random, [field.min, field.max, field.min + random() * (field.max - field.min)])];
      }
      return [name, randomValue(random)];
    }),
  );
}

it(`checks ${specs} specs: always legal, and legal ones stay as they are`, async () => {
  const random = seeded(2);
  let wrong = 0;
  const worst = await slowest(
    specs,
    () => randomSpec(random),
    (given) => {
      const { spec, problems } = validateSpec(given);
      expectLegal(spec, String(Object.keys(Object(given) as object)));
      if (problems.length > 0) wrong++;
      for (const { message } of problems)
        if (message.length > 600 || message === '') expect(message).toBe('a sentence');
      const back = decodePermalink(encodeAddress(spec, defaultLabSettings));
      if (back.problems.length > 0 || JSON.stringify(back.spec) !== JSON.stringify(spec))
        expect(back).toEqual({ spec, problems: [] });
    },
  );
  console.info(`fuzz: ${specs} specs, ${wrong} with something to report, slowest ${worst.toFixed(1)} ms`);
  expect(worst).toBeLessThan(hang);
});

it('checks the settings of labs the same way', () => {
  const random = seeded(3);
  for (let i = 0; i < 20_000; i++) {
    const given = { 'sweep.axes': randomValue(random), 'sweep.out': randomValue(random) };
    const { settings } = validateSettings(given);
    expect(decodeAddress(encodeAddress(validateSpec({}).spec, settings)).settings).toEqual(settings);
  }
});

const cells = [
  '1',
  '-2.5',
  '1e3',
  '1,5',
  '"3"',
  '',
  ' ',
  'x1',
  'y',
  'nan',
  'Inf',
  '1 000',
  '\u22121',
  '#',
  '0x1',
];

function randomTable(random: () => number): string {
  if (random() < 0.1)
    return Array.from({ length: 5 }, () => randomText(random)).join(pick(random, ['\n', ',', '\r']));
  const columns = 1 + Math.floor(random() * 5);
  const between = pick(random, [',', ';', '\t', ' ', ' ; ']);
  const line = (): string => {
    const count = random() < 0.9 ? columns : Math.floor(random() * 8);
    return Array.from({ length: count }, () =>
      random() < 0.6 ? String(randomNumber(random)) : pick(random, [...cells, ...hostile]),
    ).join(between);
  };
  const rows = Array.from({ length: Math.floor(random() * 12) }, line);
  return (random() < 0.2 ? '\uFEFF' : '') + rows.join(pick(random, ['\n', '\r\n', '\r']));
}

it(`reads ${tables} tables: legal points or none, and what it writes it reads again`, async () => {
  const random = seeded(4);
  let read = 0;
  const worst = await slowest(
    tables,
    () => randomTable(random),
    (text) => {
      const loss = pick(random, ['square', 'logistic'] as const);
      const { points, problems } = parseCsv(text, loss);
      for (const { message } of problems) if (message === '') expect(message).toBe('a sentence');
      if (points === null) {
        if (problems.length === 0) expect(text).toBe('a text with a problem');
        return;
      }
      read++;
      expectLegal(validateSpec({ dataset: 'points', points, loss }).spec, text);
      if (validateSpec({ dataset: 'points', points, loss }).problems.length > 0)
        expect(validateSpec({ dataset: 'points', points, loss }).problems, text).toEqual([]);
      const second = parseCsv(formatCsv(points), loss);
      if (JSON.stringify(second) !== JSON.stringify({ points, problems: [] }))
        expect(second, text).toEqual({ points, problems: [] });
    },
  );
  console.info(`fuzz: ${tables} tables, ${read} with points, slowest ${worst.toFixed(1)} ms`);
  expect(worst).toBeLessThan(hang);
});

it.each([
  ['columns', '1,'.repeat(maxCsvLength / 2 - 1)],
  ['lines', '1,2\n'.repeat(maxCsvLength / 4 - 1)],
  ['quotes', '"'.repeat(maxCsvLength - 1)],
  ['spaces', ' '.repeat(maxCsvLength - 1)],
  ['spaced digits', '1 '.repeat(maxCsvLength / 2 - 1)],
  ['digits', '1'.repeat(maxCsvLength - 1)],
])('reads a table of very many %s', (_, text) => {
  const before = performance.now();
  const { points } = parseCsv(text);
  const took = performance.now() - before;
  if (points) expect(validateSpec({ dataset: 'points', points }).problems).toEqual([]);
  expect(took).toBeLessThan(hang);
  console.info(`fuzz: ${text.length} characters of a table read in ${took.toFixed(1)} ms`);
});
