import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileName } from '../../src/export/fileName';
import { toCsv } from '../../src/export/toCsv';

/** A reader written from RFC 4180's grammar, independent of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      at++;
      while (text[at] !== '"' || text[at + 1] === '"') {
        value += text[at];
        at += text[at] === '"' ? 2 : 1;
      }
      at++;
    } else while (at < text.length && text[at] !== ',' && text[at] !== '\r') value += text[at++];
    row.push(value);
    if (text[at] === ',') at++;
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n');
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

describe('toCsv', () => {
  it('quotes only where needed and ends every record with CRLF', () => {
    const table = {
      columns: ['t', 'a, "b"'],
      rows: [
        [0.1, null],
        [NaN, 'x\ny'],
      ],
    };
    expect(toCsv(table)).toBe('t,"a, ""b"""\r\n0.1,\r\n,"x\ny"\r\n');
  });

  it('gives every double and every text back exactly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string()), {
          minLength: 1,
        }),
        (rows) => {
          const read = readCsv(toCsv({ columns: ['number', 'text'], rows })).slice(1);
          expect(read).toHaveLength(rows.length);
          read.forEach(([number, text], i) => {
            // −0 is written as 0: the sign of zero is no measurement.
            expect(Number(number) + 0).toBe(rows[i][0] + 0);
            expect(text).toBe(rows[i][1]);
          });
        },
      ),
    );
  });
});

describe('fileName', () => {
  it('is safe on every system', () => {
    expect(fileName('Prediction error', 12.5, 'csv')).toBe('kernel-drift-prediction-error-t12.5.csv');
    expect(fileName('‖K_t − K₀‖', null, 'svg')).toBe('kernel-drift-k-t-k0.svg');
    fc.assert(
      fc.property(fc.string(), (title) => {
        expect(fileName(title, null, 'png')).toMatch(/^kernel-drift-[a-z0-9-]+\.png$/);
      }),
    );
  });
});
