import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CsvProblem } from '../../src/protocol/csv';
import { formatCsv, maxCsvLength, parseCsv } from '../../src/protocol/csv';
import { validateSpec } from '../../src/protocol/validate';
import { arbitraryPoints } from './arbitrarySpec';

function places(text: string): [number, number][] {
  return parseCsv(text).problems.map(({ line, column }) => [line, column]);
}

const twoPoints = { x: [[1, 2], [3, 4]], y: [0.5, -1] }; // prettier-ignore

describe('parseCsv', () => {
  it.each([
    ['commas', '1,2,0.5\n3,4,-1'],
    ['semicolons', '1;2;0.5\n3;4;-1\n'],
    ['tabs, as a spreadsheet copies them', '1\t2\t0.5\r\n3\t4\t-1\r\n'],
    ['old line ends', '1,2,.5\r3,4,-1e0'],
    ['a header', 'x1,x2,y\n1,2,0.5\n3,4,-1'],
    ['a header that puts y first', 'Y,left,right\n0.5,1,2\n-1,3,4'],
    [
      'byte-order mark, spaces, quotes, blank lines and comments',
      '\uFEFF# mine\n\n "1" , 2,0.5\n,,\n 3,4 ,-1\n',
    ],
  ])('reads %s', (_, text) => {
    expect(parseCsv(text)).toEqual({ points: twoPoints, problems: [] });
  });

  it('takes rows without a target as probe inputs', () => {
    expect(parseCsv('1,2,0.5\n9,9,\n3,4,-1')).toEqual({
      points: { ...twoPoints, probe: [[9, 9]] },
      problems: [],
    });
  });

  it('says line and column of each mistake and keeps all other lines', () => {
    const { points, problems } = parseCsv(
      'x,z,y\n1,2,0.5\n5,six,1\n7,8\n3,4,-1\n1,2,3,4\n,2,3\n1,2,1e9\n1,2,NaN',
    );
    expect(points).toEqual(twoPoints);
    expect(problems).toEqual<CsvProblem[]>([
      { line: 3, column: 2, message: 'line 3, column 2: "six" is not a number; the line is left out' },
      { line: 4, column: 2, message: 'line 4, column 2: 2 columns instead of 3; the line is left out' },
      { line: 6, column: 4, message: 'line 6, column 4: 4 columns instead of 3; the line is left out' },
      { line: 7, column: 1, message: 'line 7, column 1: the cell is empty; the line is left out' },
      {
        line: 8,
        column: 3,
        message: 'line 8, column 3: 1e9 is beyond −1000000…1000000; the line is left out',
      },
      { line: 9, column: 3, message: 'line 9, column 3: "NaN" is not a number; the line is left out' },
    ]);
  });

  it.each([
    ['decimal commas between semicolons', '1,0;2,0;0,5\n3;4;-1'],
    ['decimal commas between tabs', '1,0\t2\t0,5\n3\t4\t-1'],
    ['decimal commas between spaces', '1,0 2,0 0,5\n3,0  4,0 -1,0'],
    ['spaces, as Fortran writes them', '   1.0000   2.0000   0.5000\n   3.0000   4.0000  -1.0E+00\n'],
    ['exponents of double precision, as Fortran writes them', '1.0D+00 2.0d0 5.0D-01\n3 4 -1D0'],
    ['a header of words between spaces', 'x1 x2 y\n1 2 0.5\n3 4 -1'],
    ['the minus sign of a typesetter', '1,2,0.5\n3,4,\u22121'],
    ['commas with spaces after them', '1, 2, 0.5\n3, 4, -1'],
  ])('reads %s', (_, text) => {
    expect(parseCsv(text)).toEqual({ points: twoPoints, problems: [] });
  });

  it('reads a first row of decimal commas or typeset minus signs as numbers', () => {
    expect(parseCsv('1,5;2,5').points).toEqual({ x: [[1.5]], y: [2.5] });
    expect(parseCsv('\u22121,\u22122').points).toEqual({ x: [[-1]], y: [-2] });
  });

  it.each([
    ['0x10,0x20', '"0x10" is not a number'],
    ['1 000;2 000', '"1 000" has a space inside; write the digits together'],
    ['Infinity,NaN', '"Infinity" is not a number'],
    ['1st,2nd', '"1st" is not a number'],
    ['x1,2020', '"x1" is not a number'],
    ['١,٢', '"١" is not a number'],
  ])('takes a first row with a cell like a number for no header: %s', (row, reason) => {
    const { points, problems } = parseCsv(`${row}\n1${/;/.test(row) ? ';' : ','}2`);
    expect(points).toEqual({ x: [[1]], y: [2] });
    expect(problems).toHaveLength(1);
    expect(problems[0].message).toContain(`line 1, column 1: ${reason}; the line is left out`);
  });

  it('refuses targets that are no classes where the loss is logistic', () => {
    const { points, problems } = parseCsv('x,y\n1,1\n2,0.3\n3,-1\n4,', 'logistic');
    expect(points).toEqual({ x: [[1], [3]], y: [1, -1], probe: [[4]] });
    expect(problems.map(({ message }) => message)).toEqual([
      'line 3, column 2: the logistic loss takes targets −1 and 1, got 0.3; the line is left out',
    ]);
  });

  it('says when there is nothing to read', () => {
    for (const text of ['', '\n\n', '# only words', 'x,y', '1,2,\n3,4,']) {
      expect(parseCsv(text).points).toBeNull();
      expect(places(text)).toEqual([[0, 0]]);
    }
    const [{ message }] = parseCsv('1,2,\n3,4,').problems;
    expect(message).toContain('delete the separator at the end of the lines');
    expect(places('5')).toEqual([[1, 1], [0, 0]]); // prettier-ignore
  });

  it('keeps the first 256 points, 1024 probe rows and 20 problems', () => {
    const { points, problems } = parseCsv('1,2\n'.repeat(300) + '3,\n'.repeat(1100));
    expect(points?.x).toHaveLength(256);
    expect(points?.probe).toHaveLength(1024);
    expect(problems).toHaveLength(1);
    expect(problems[0].message).toMatch(/^120 more rows/);
    const wrong = parseCsv(`1,2\n${'a,b\n'.repeat(100)}`).problems;
    expect(wrong).toHaveLength(21);
    expect(wrong[20].message).toBe('80 more problems like these');
    expect(parseCsv('1'.repeat(maxCsvLength + 1)).points).toBeNull();
  });

  it('reads what formatCsv writes, to the bit', () => {
    fc.assert(
      fc.property(arbitraryPoints, (points) => {
        expect(parseCsv(formatCsv(points))).toEqual({ points, problems: [] });
      }),
      { numRuns: 500, seed: 6 },
    );
  });

  it('gives legal points or none for any text, without throwing', () => {
    const piece = fc.constantFrom(
      '1',
      '-0.5',
      '2e3',
      ',',
      ',',
      ';',
      '\t',
      '\n',
      '\n',
      '"',
      'y',
      'NaN',
      '1e99',
      '#',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { points, problems } = parseCsv(pieces.join(''));
        if (points === null) expect(problems).not.toHaveLength(0);
        else expect(validateSpec({ dataset: 'points', points }).problems).toEqual([]);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});

describe('formatCsv', () => {
  it('writes a header and an empty target for probe rows', () => {
    expect(formatCsv({ ...twoPoints, probe: [[0.1, -0]] })).toBe('x1,x2,y\n1,2,0.5\n3,4,-1\n0.1,-0,\n');
  });
});

it('reads no more of a text than can be kept', () => {
  const { points, problems } = parseCsv('1,2\n'.repeat(2 ** 19 - 1));
  expect(points?.x).toHaveLength(256);
  expect(problems.map(({ message }) => message).join('\n')).toMatch(/the first 16384 are read/);
  const wide = parseCsv(`1,2\n${'1,'.repeat(2 ** 19)}`);
  expect(wide.problems[0].message).toBe(
    'line 2, column 3: too many columns instead of 2; the line is left out',
  );
});
