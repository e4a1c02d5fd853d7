import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearDomain, logDomain, roundLog } from '../../src/plots/axisDomain';
import {
  angleTicks,
  integerTicks,
  linearTicks,
  logTicks,
  withEnd,
  withoutOverlap,
} from '../../src/plots/kit/axisTicks';
import { textWidth } from '../../src/plots/mathText';
import { axisScale } from '../../src/plots/axisScale';

const positive = fc
  .integer({ min: -9, max: 6 })
  .chain((exponent) =>
    fc.double({ min: 1, max: 9.99, noNaN: true }).map((mantissa) => mantissa * 10 ** exponent),
  );

describe('domains', () => {
  it('rounds to 1, 2, 5 outward and leaves round values alone', () => {
    expect([0.13, 0.1, 3, 7].map((value) => roundLog(value, 'up'))).toEqual([0.2, 0.1, 5, 10]);
    expect([0.13, 0.1, 3, 7].map((value) => roundLog(value, 'down'))).toEqual([0.1, 0.1, 2, 5]);
  });

  it('contains the values, log to the decades asked for', () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const log = logDomain(low, high);
        // roundLog treats values within 1e-9 of a round one as round.
        expect(log[1]).toBeGreaterThanOrEqual(high * (1 - 1e-8));
        expect(log[0]).toBeLessThanOrEqual(Math.max(low, high * 1e-6) * (1 + 1e-8));
        const linear = linearDomain(-low, high);
        // linearDomain treats values within 1e-9 of a step, a tenth of the span or so, as round.
        const slack = 1e-9 * (high + low);
        expect(linear[0]).toBeLessThanOrEqual(-low + slack);
        expect(linear[1]).toBeGreaterThanOrEqual(high - slack);
      }),
    );
  });

  it('are finite, ascending and wide enough for ticks, whatever the values', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (a, b) => {
        for (const [low, high] of [
          logDomain(Math.min(a, b), Math.max(a, b)),
          linearDomain(Math.min(a, b), Math.max(a, b)),
        ]) {
          expect(high - low).toBeGreaterThan(0);
          expect(high - low).toBeLessThan(Infinity);
        }
        const [low, high] = linearDomain(Math.min(a, b), Math.max(a, b));
        // linearTicks leaves at least a third of `spacing` between two.
        expect(linearTicks([low, high], 300, 30).length).toBeLessThanOrEqual(31);
      }),
    );
  });

  it('is sane when there is nothing to contain', () => {
    expect(logDomain(Infinity, -Infinity)).toEqual([1e-3, 1]);
    expect(linearDomain(Infinity, -Infinity)).toEqual([-1, 1]);
    expect(linearDomain(0, 0)).toEqual([-1, 1]);
  });
});

describe('ticks', () => {
  it('labels never overlap on a horizontal axis, and the first stays', () => {
    fc.assert(
      fc.property(fc.double({ min: -900, max: 900, noNaN: true }), positive, (from, span) => {
        fc.pre(span > 0.05 && span < 2000);
        const pixels = 250;
        const domain = [from, from + span] as const;
        const position = (value: number): number => ((value - from) / span) * pixels;
        const ticks = withoutOverlap(linearTicks(domain, pixels, 60), position).filter(
          (tick) => tick.label !== '',
        );
        expect(ticks.length).toBeGreaterThan(0);
        for (let i = 1; i < ticks.length; i++) {
          const distance = position(ticks[i].value) - position(ticks[i - 1].value);
          expect(distance).toBeGreaterThan((textWidth(ticks[i].label) + textWidth(ticks[i - 1].label)) / 2);
        }
      }),
    );
  });

  it('shows decades as powers, and 1, 2, 5 where fewer than two show', () => {
    expect(logTicks([1e-6, 1], 280, 'power').map((tick) => tick.label)).toEqual([
      '10⁻⁶',
      '10⁻⁵',
      '10⁻⁴',
      '10⁻³',
      '10⁻²',
      '10⁻¹',
      '10⁰',
    ]);
    expect(logTicks([1, 12], 250, 'plain').map((tick) => tick.label)).toEqual(['1', '2', '5', '10']);
    expect(logTicks([1e-12, 1], 120, 'power').filter((tick) => tick.label !== '').length).toBeLessThanOrEqual(
      5,
    );
  });

  it('adds the horizon only where it has room', () => {
    const scale = axisScale('log', [0.1, 60], 250);
    const position = (value: number): number => scale.position(value);
    const ticks = logTicks([0.1, 60], 250, 'plain', 40);
    expect(withEnd(ticks, { value: 60, label: '60' }, position, 34).at(-1)?.label).toBe('60');
    expect(withEnd(ticks, { value: 12, label: '12' }, position, 34)).toEqual(ticks);
  });

  it('marks the circle in halves of π, whole numbers by index', () => {
    expect(angleTicks([-Math.PI, Math.PI], 250).map((tick) => tick.label)).toEqual([
      '−π',
      '−π/2',
      '0',
      'π/2',
      'π',
    ]);
    expect(integerTicks([0.5, 6.5], 250).map((tick) => tick.value)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(integerTicks([0.5, 256.5], 250).every((tick) => Number.isInteger(tick.value))).toBe(true);
  });
});

describe('axisScale', () => {
  it('inverts itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('log' as const, 'linear' as const),
        fc.double({ min: 0.2, max: 50, noNaN: true }),
        (kind, at) => {
          const full = [0.1, 60] as const;
          const scale = axisScale(kind, full, 300);
          expect(scale.value(scale.position(at))).toBeCloseTo(at, 9);
        },
      ),
    );
  });

  it('gives every number, and none, a finite place', () => {
    fc.assert(
      fc.property(fc.double(), fc.constantFrom('log' as const, 'linear' as const), (value, kind) => {
        expect(Number.isFinite(axisScale(kind, [0.1, 60], 300).position(value))).toBe(true);
      }),
    );
  });

  it('puts t = 0 of a log axis at or before its start', () => {
    expect(axisScale('log', [0.1, 60], 300).position(0)).toBeLessThanOrEqual(0);
  });
});
