import { describe, expect, it } from 'vitest';
import { arraySpace } from '../../../src/theory/ode/arraySpace';
import { DormandPrince } from '../../../src/theory/ode/dormandPrince';
import { Dop853 } from '../../../src/theory/ode/dop853';
import type { OdeOptions } from '../../../src/theory/ode/embeddedPair';
import type { VectorSpace } from '../../../src/theory/ode/vectorSpace';

const pairs = [
  { name: 'DormandPrince', Pair: DormandPrince, order: 5, dense: 4, steps: [8, 16, 32, 64] },
  { name: 'Dop853', Pair: Dop853, order: 8, dense: 7, steps: [3, 4, 6, 8] },
] as const;

/** ẏ = y cos t, y(0) = 1: y = e^{sin t}. Not autonomous, so that the nodes c_i matter. */
const pulse = (t: number, y: Float64Array) => y.map((v) => v * Math.cos(t));
const rotation = (_: number, y: Float64Array) => Float64Array.of(-y[1], y[0]);
/** Any error is accepted: steps go from one limit to the next. */
const unchecked = (h: number): OdeOptions => ({ atol: 1e30, rtol: 0, firstStep: h });

/** Least-squares slope of log₁₀ error against log₁₀ h. */
function slope(h: number[], error: number[]): number {
  const x = h.map(Math.log10);
  const y = error.map(Math.log10);
  const mean = (v: number[]) => v.reduce((a, b) => a + b) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  return (
    x.reduce((s, v, i) => s + (v - mx) * (y[i] - my), 0) / x.reduce((s, v) => s + (v - mx) * (v - mx), 0)
  );
}

describe.each(pairs)('$name', ({ Pair, order, dense, steps }) => {
  it('converges at its order with fixed steps', () => {
    const h = steps.map((k) => 3 / k);
    const errors = steps.map((count) => {
      const run = new Pair(arraySpace, pulse, 0, Float64Array.of(1), unchecked(3 / count));
      for (let k = 1; k <= count; k++) run.advanceTo((3 * k) / count);
      expect(run.statistics.accepted).toBe(count);
      return Math.abs(run.state[0] - Math.exp(Math.sin(3)));
    });
    // A fit over finite h is within half an order of the limit, and never a whole order below.
    expect(slope(h, errors)).toBeGreaterThan(order - 0.6);
    expect(slope(h, errors)).toBeLessThan(order + 1.6);
  });

  it('interpolates at its dense order: one step, error of the middle against h', () => {
    const h = order === 5 ? [0.2, 0.14, 0.1, 0.07] : [0.8, 0.56, 0.4, 0.28];
    const errors = h.map((step) => {
      const run = new Pair(arraySpace, pulse, 0, Float64Array.of(1), unchecked(step));
      run.step();
      let worst = 0;
      for (const theta of [0.2, 0.35, 0.5, 0.65, 0.8]) {
        const t = theta * step;
        worst = Math.max(worst, Math.abs(run.interpolate(t)[0] - Math.exp(Math.sin(t))));
      }
      return worst;
    });
    // The local error of an interpolant of order q falls as h^{q+1}.
    expect(slope(h, errors)).toBeGreaterThan(dense + 1 - 0.5);
  });

  it('meets the ends of a step exactly', () => {
    const run = new Pair(arraySpace, rotation, 0, Float64Array.of(1, 0), { atol: 1e-8, rtol: 1e-8 });
    run.step();
    const before = run.state.slice();
    run.step();
    const start = run.interpolate(run.previousT);
    expect(Array.from(start)).toEqual(Array.from(before));
    expect(Array.from(run.interpolate(run.t))).toEqual(Array.from(run.state));
  });

  it.each([1e-5, 1e-7, 1e-9, 1e-11])('keeps the global error near the tolerance %g', (tolerance) => {
    const run = new Pair(arraySpace, rotation, 0, Float64Array.of(1, 0), {
      atol: tolerance,
      rtol: tolerance,
    });
    run.advanceTo(2 * Math.PI);
    expect(run.t).toBe(2 * Math.PI);
    const error = Math.max(Math.abs(run.state[0] - 1), Math.abs(run.state[1]));
    // Errors of one turn add up without growth: tens of steps, each at most the tolerance.
    expect(error).toBeLessThan(30 * tolerance);
    expect(error).toBeGreaterThan(1e-6 * tolerance);
  });

  it('agrees with itself when the way is cut in two', () => {
    const options = { atol: 1e-10, rtol: 1e-10 };
    const whole = new Pair(arraySpace, pulse, 0, Float64Array.of(1), options);
    whole.advanceTo(5);
    const first = new Pair(arraySpace, pulse, 0, Float64Array.of(1), options);
    first.advanceTo(1.7);
    const second = new Pair(arraySpace, pulse, 1.7, first.state, options);
    second.advanceTo(5);
    expect(Math.abs(whole.state[0] - second.state[0])).toBeLessThan(1e-8);
  });

  it('integrates stiff decay at the edge of stability with few rejected steps', () => {
    const decay = (_: number, y: Float64Array) => Float64Array.of(-100 * y[0], -y[1]);
    const run = new Pair(arraySpace, decay, 0, Float64Array.of(1, 1), { atol: 1e-7, rtol: 1e-7 });
    run.advanceTo(20);
    expect(Math.abs(run.state[1] - Math.exp(-20))).toBeLessThan(1e-7);
    expect(run.statistics.rejected).toBeLessThan(0.2 * run.statistics.accepted);
  });

  it('stops short of a pole, says so, and keeps the finite past', () => {
    const square = (_: number, y: Float64Array) => y.map((v) => v * v);
    const run = new Pair(arraySpace, square, 0, Float64Array.of(1), { atol: 1e-9, rtol: 1e-9 });
    run.advanceTo(2);
    expect(run.status).toBe('failed');
    expect(run.step(2)).toBe('failed');
    expect(run.t).toBeGreaterThan(0.999);
    expect(run.t).toBeLessThan(1.001);
    expect(Number.isFinite(run.state[0])).toBe(true);
  });

  it('fails at once where the derivative is not a number', () => {
    const run = new Pair(arraySpace, () => Float64Array.of(NaN), 0, Float64Array.of(1), {
      atol: 1e-9,
      rtol: 1e-9,
    });
    expect(run.status).toBe('failed');
    expect(run.t).toBe(0);
  });

  it('releases every state exactly once', () => {
    const live = new Set<Float64Array>();
    const own = (s: Float64Array) => (live.add(s), s);
    const counting: VectorSpace<Float64Array> = {
      combine: (terms, scales) => own(arraySpace.combine(terms, scales)),
      errorNorm: arraySpace.errorNorm,
      release: (s) => {
        if (!live.delete(s)) throw new Error('released twice, or not owned');
      },
    };
    const y0 = own(Float64Array.of(1, 0));
    const run = new Pair(counting, (t, y) => own(rotation(t, y)), 0, y0, { atol: 1e-6, rtol: 1e-6 });
    const counts: number[] = [];
    for (let i = 0; i < 40; i++) {
      run.step();
      counting.release(run.interpolate((run.previousT + run.t) / 2));
      counts.push(live.size);
    }
    expect(Math.max(...counts.slice(5))).toBe(counts[5]);
    run.dispose();
    expect(live.size).toBe(0);
  });
});

it('the eighth-order pair needs a third fewer evaluations at 1e-10', () => {
  const cost = pairs.map(({ Pair }) => {
    const run = new Pair(arraySpace, pulse, 0, Float64Array.of(1), { atol: 1e-10, rtol: 1e-10 });
    run.advanceTo(10);
    return run.statistics.evaluations;
  });
  expect(cost[1]).toBeLessThan((2 / 3) * cost[0]);
});

it('refuses to interpolate outside the last step', () => {
  const run = new DormandPrince(arraySpace, rotation, 0, Float64Array.of(1, 0), { atol: 1e-6, rtol: 1e-6 });
  run.step();
  run.step();
  expect(() => run.interpolate(run.t + 1)).toThrow(/t must be in/);
  expect(() => run.interpolate(0)).toThrow(/t must be in/);
});
