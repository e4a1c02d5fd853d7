import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { atan } from '../../../src/theory/elementary/atan';
import { atan2 } from '../../../src/theory/elementary/atan2';
import { cos } from '../../../src/theory/elementary/cos';
import { erf } from '../../../src/theory/elementary/erf';
import { erfc } from '../../../src/theory/elementary/erfc';
import { erfinv } from '../../../src/theory/elementary/erfinv';
import { exp } from '../../../src/theory/elementary/exp';
import { expm1 } from '../../../src/theory/elementary/expm1';
import { log } from '../../../src/theory/elementary/log';
import { log1p } from '../../../src/theory/elementary/log1p';
import { normalDistribution } from '../../../src/theory/elementary/normalDistribution';
import { powerOfTwo } from '../../../src/theory/elementary/powerOfTwo';
import { sin } from '../../../src/theory/elementary/sin';
import { tanh } from '../../../src/theory/elementary/tanh';

type Fixture = { functions: Record<string, [number, number][]> };
const { functions } = JSON.parse(
  readFileSync(new URL('../../fixtures/elementary.json', import.meta.url), 'utf8'),
) as Fixture;

/** Units in the last place that the docstring of each function promises. */
const promised: Record<string, [(x: number) => number, number]> = {
  exp: [exp, 1],
  expm1: [expm1, 2],
  log: [log, 1],
  log1p: [log1p, 2],
  tanh: [tanh, 3],
  sin: [sin, 1],
  cos: [cos, 1],
  erf: [erf, 2],
  erfc: [erfc, 6],
  erfinv: [erfinv, 4],
  normalDistribution: [normalDistribution, 7],
  atan: [atan, 2],
};

/** The distance from |x| to the next double. */
function ulp(x: number): number {
  if (Math.abs(x) < 2 ** -1022) return 2 ** -1074;
  const exponent = Math.floor(Math.log2(Math.abs(x)));
  const power = 2 ** exponent > Math.abs(x) ? exponent - 1 : exponent;
  return 2 ** Math.max(power - 52, -1074);
}

describe('elementary functions against mpmath', () => {
  it('cover the whole fixture', () => {
    expect(Object.keys(functions).sort()).toEqual(Object.keys(promised).sort());
  });

  it.each(Object.entries(promised))('%s keeps its promised ulps', (name, [f, ulps]) => {
    for (const [x, value] of functions[name]) {
      // the fixture is itself rounded, by half an ulp
      expect(Math.abs(f(x) - value), `${name}(${x})`).toBeLessThanOrEqual((ulps + 0.5) * ulp(value));
    }
  });
});

describe('limits', () => {
  it('are those of the functions', () => {
    expect([exp(-Infinity), exp(-746), exp(0), exp(710), exp(Infinity)]).toEqual([
      0,
      0,
      1,
      Infinity,
      Infinity,
    ]);
    expect([expm1(-Infinity), expm1(Infinity)]).toEqual([-1, Infinity]);
    expect([log(0), log(1), log(Infinity), log(-1)]).toEqual([-Infinity, 0, Infinity, NaN]);
    expect([log1p(-1), log1p(Infinity), log1p(-2)]).toEqual([-Infinity, Infinity, NaN]);
    expect([tanh(-Infinity), tanh(Infinity), erf(-Infinity), erf(Infinity)]).toEqual([-1, 1, -1, 1]);
    expect([erfc(-Infinity), erfc(Infinity), erfc(40)]).toEqual([2, 0, 0]);
    expect([normalDistribution(-Infinity), normalDistribution(Infinity)]).toEqual([0, 1]);
    expect([erfinv(-1), erfinv(1), erfinv(1.1)]).toEqual([-Infinity, Infinity, NaN]);
    expect([atan(Infinity), atan(-Infinity)]).toEqual([Math.PI / 2, -Math.PI / 2]);
    expect([sin(Infinity), cos(-Infinity)]).toEqual([NaN, NaN]);
  });

  it('pass NaN through', () => {
    for (const [f] of Object.values(promised)) expect(f(NaN)).toBeNaN();
  });
});

describe('laws', () => {
  it('powerOfTwo is exact over all normal exponents', () => {
    for (let k = -1022; k <= 1023; k++) expect(powerOfTwo(k)).toBe(2 ** k);
  });

  it('erfinv inverts erf', () => {
    // erf is flat in the tail: d erfinv = ½ √π e^{y²} d erf
    for (let y = -3.5; y <= 3.5; y += 0.0371) {
      expect(Math.abs(erfinv(erf(y)) - y)).toBeLessThan(3e-16 * Math.exp(y * y) + 1e-15);
    }
  });

  it('exp and log are inverse to each other', () => {
    for (let x = -700; x < 700; x += 3.37)
      expect(Math.abs(log(exp(x)) - x)).toBeLessThan(2e-16 * (Math.abs(x) + 1));
  });

  it('atan2 turns through the four quadrants', () => {
    for (let angle = -3.1; angle <= 3.1; angle += 0.0737) {
      expect(Math.abs(atan2(2 * sin(angle), 2 * cos(angle)) - angle)).toBeLessThan(2e-15);
    }
    expect([atan2(0, 0), atan2(0, -1), atan2(1, 0), atan2(-1, 0)]).toEqual([
      0,
      Math.PI,
      Math.PI / 2,
      -Math.PI / 2,
    ]);
  });

  it('sin and cos stay bounded with sin² + cos² = 1 for huge arguments', () => {
    for (const x of [1.7e6, 1e9, 1e15, 1e300])
      expect(Math.abs(sin(x) ** 2 + cos(x) ** 2 - 1)).toBeLessThan(1e-15);
  });
});
