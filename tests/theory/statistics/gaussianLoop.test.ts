import { expect, it } from 'vitest';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { gaussianLoop, loopAt } from '../../../src/theory/statistics/gaussianLoop';

it('every moment of a loop is a standard normal draw, and moments differ by the cosine of their distance', () => {
  const loops = Array.from({ length: 8000 }, (_, k) => gaussianLoop(foldIn(prngKey(3), k), 2));
  const mean = (f: (loop: (typeof loops)[number]) => number): number =>
    loops.reduce((sum, loop) => sum + f(loop), 0) / loops.length;
  // Standard errors of a mean of 8000 products of normals: at most √2/√8000 = 0.016; four of them.
  for (const s of [0, 0.7, 2, 4.5]) {
    expect(Math.abs(mean((loop) => loopAt(loop, s)[0] ** 2) - 1)).toBeLessThan(0.064);
    expect(Math.abs(mean((loop) => loopAt(loop, s)[0] * loopAt(loop, s)[1]))).toBeLessThan(0.064);
    expect(
      Math.abs(mean((loop) => loopAt(loop, s)[0] * loopAt(loop, s + 1.1)[0]) - Math.cos(1.1)),
    ).toBeLessThan(0.064);
  }
});

it('is closed', () => {
  const loop = gaussianLoop(prngKey(1), 5);
  const round = loopAt(loop, 2 * Math.PI);
  loopAt(loop, 0).forEach((z, i) => expect(round[i]).toBeCloseTo(z, 12));
});
