import { describe, expect, it } from 'vitest';
import { frameAt, numbersAt } from '../../src/state/framesAt';

const times = Float64Array.of(0, 1, 3);
const frames = [0, 10, 30].map((value) => ({ value: Float64Array.of(value, -value) }));
const pick = (frame: { readonly value: Float64Array }): Float64Array => frame.value;

describe('a stream at the playhead', () => {
  it('is linear between moments, and what is recorded at them', () => {
    // Values are 10 t at every moment, so they are 10 t between them.
    for (const t of [0, 0.25, 1, 2.2, 3]) {
      const [a, b] = numbersAt(times, frames, t, pick)!;
      expect(a).toBeCloseTo(10 * t, 12);
      expect(b).toBeCloseTo(-10 * t, 12);
    }
    expect(frameAt(times, frames, 2.9)).toBe(frames[1]);
  });

  it('holds the last moment that has come, and is nothing before the first', () => {
    expect(numbersAt(times, frames.slice(0, 2), 2.5, pick)).toEqual(frames[1].value);
    expect(frameAt(times, frames.slice(0, 2), 3)).toBe(frames[1]);
    expect(numbersAt(times, [], 1, pick)).toBeNull();
    expect(frameAt(times, [], 1)).toBeNull();
  });
});
