import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAngle,
  formatDuration,
  formatInteger,
  formatNumber,
  formatPower,
  formatTick,
  formatTime,
  formatWithError,
} from '../../src/plots/formatNumber';

const plainDigits = '0123456789';
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Reads a formatted number back: an independent path from text to value. */
function parse(text: string): number {
  const plain = [...text.replaceAll('−', '-').replaceAll('⁻', '-').replaceAll('\u2009', '')]
    .map((character) => (raised.includes(character) ? plainDigits[raised.indexOf(character)] : character))
    .join('');
  const match = /^(-?[\d.]+)(?: × 10(-?\d+))?$/.exec(plain);
  if (match === null) throw new Error(`not a number: ${text}`);
  return Number(match[1]) * 10 ** Number(match[2] ?? 0);
}

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [0.2, '0.20'],
    [0.03, '3.0 × 10⁻²'],
    [-0.03, '−3.0 × 10⁻²'],
    [-1.25, '−1.3'],
    [12.3, '12'],
    [0.0996, '0.10'],
    [9996, '1.0 × 10⁴'],
    [1.6e-12, '1.6 × 10⁻¹²'],
    [NaN, '–'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
  ])('%d reads %s', (value, text) => {
    // −1.25 has an exact binary half: toExponential rounds it away from zero.
    expect(formatNumber(value)).toBe(text);
  });

  it('keeps the value to the digits shown', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }).filter((value) => Math.abs(value) > 1e-100),
        fc.integer({ min: 2, max: 4 }),
        (value, digits) => {
          // Half a unit in the last of `digits` significant digits, and 1e-9 for reading the power back;
          // 10² … 10⁴ shows all its whole digits, which is closer.
          const error = Math.abs(parse(formatNumber(value, digits)) - value);
          expect(error).toBeLessThanOrEqual(Math.abs(value) * (0.5 * 10 ** (1 - digits) + 1e-9));
        },
      ),
    );
  });

  it('never shows a hyphen or an e', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        for (const text of [formatNumber(value), formatTime(value), formatTick(value)])
          expect(text).not.toMatch(/[-e]/);
      }),
    );
  });
});

describe('times, angles, ticks', () => {
  it.each([
    [12, '12'],
    [26.5321, '26.5'],
    [0, '0'],
    [0.1, '0.1'],
    [4e-4, '4 × 10⁻⁴'],
    [1e-5, '10⁻⁵'],
  ])('t = %d reads %s', (t, text) => expect(formatTime(t)).toBe(text));

  it.each([
    [-Math.PI, '−π'],
    [-Math.PI / 2, '−π/2'],
    [0, '0'],
    [(5 * Math.PI) / 6, '5π/6'],
    [2 * Math.PI, '2π'],
    [1.32, '0.42π'],
  ])('%d rad reads %s', (angle, text) => expect(formatAngle(angle)).toBe(text));

  it('sets powers, integers, durations and fitted slopes', () => {
    expect(formatPower(-3)).toBe('10⁻³');
    expect(formatTick(1e-4)).toBe('10⁻⁴');
    expect(formatTick(16384)).toBe('16\u2009384');
    expect(formatTick(0.1 + 0.2)).toBe('0.3');
    expect(formatInteger(-1234567)).toBe('−1\u2009234\u2009567');
    expect([0.42, 31.4, 2140, 200_000].map(formatDuration)).toEqual([
      '0.4 ms',
      '31 ms',
      '2.1 s',
      '3 min 20 s',
    ]);
    expect(formatWithError(-0.932, 0.041)).toBe('−0.93 ± 0.04');
    expect(formatWithError(-1.7, 0.23)).toBe('−1.7 ± 0.2');
  });
});
