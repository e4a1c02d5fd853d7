import { describe, expect, it } from 'vitest';
import { firstCrossing } from '../../../src/engine/training/firstCrossing';

/** Excesses in units of 1e-10, as pre-activations have them. */
const steep = 1e10;

function search(courses: readonly ((t: number) => number)[]) {
  return firstCrossing(1, 3, (t) => Float64Array.from(courses, (f) => steep * f(t)), 1e-12);
}

describe('the first crossing in a step', () => {
  it('is the first of several, though the samples see the later ones too', () => {
    const found = search([(t) => t - 2.5, (t) => Math.sin(t - 1.8), (t) => t - 4]);
    expect(found?.where).toEqual([1]);
    expect(Math.abs(found!.t - 1.8)).toBeLessThan(2e-10);
  });

  it('is found where a course crosses and comes back between two samples', () => {
    // Samples at 1, 5/3, 7/3, 3; positive between 1.8 and 2.1.
    const found = search([(t) => -(t - 1.8) * (t - 2.1), (t) => t - 2.8]);
    expect(found?.where).toEqual([0]);
    expect(Math.abs(found!.t - 1.8)).toBeLessThan(2e-9);
  });

  it('is none where a course only comes close', () => {
    expect(search([(t) => -(t - 2) * (t - 2) - 1e-3])).toBeNull();
  });
});
