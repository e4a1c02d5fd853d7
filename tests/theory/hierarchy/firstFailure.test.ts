import { describe, expect, it } from 'vitest';
import { firstFailure } from '../../../src/theory/hierarchy/firstFailure';

describe('the horizon of validity', () => {
  const times = Float64Array.of(0, 1, 2, 3, 4);

  it('is where the error crosses the limit, linear between records', () => {
    expect(firstFailure(Float64Array.of(0, 0.1, 0.3, 1, 2), times, 0.2, 0, null)).toBeCloseTo(1.5, 12);
    expect(firstFailure(Float64Array.of(0, 0.1, 0.1, 0.1, 0.1), times, 0.2, 0, null)).toBeNull();
  });

  it('begins at the expansion point: before it there is no prediction', () => {
    expect(firstFailure(Float64Array.of(NaN, NaN, 0, 0.1, 0.5), times, 0.3, 1.5, null)).toBeCloseTo(3.5, 12);
  });

  it('ends at a blow-up that comes before the limit is passed', () => {
    expect(firstFailure(Float64Array.of(0, 0.1, 0.15), times, 0.2, 0, 2.4)).toBe(2.4);
  });
});
