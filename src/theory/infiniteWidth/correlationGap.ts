import { atan2 } from '../elementary/atan2';
import { cos } from '../elementary/cos';
import { sin } from '../elementary/sin';

/** t = arccos c ∈ [0, π] from the gap 1 − c = 2 sin²(t/2), to full relative accuracy at both ends. */
export function angleOfGap(gap: number): number {
  return 2 * atan2(Math.sqrt(gap), Math.sqrt(2 - gap));
}

/** sin t = √(1 − c²). */
export function sineOfGap(gap: number): number {
  return Math.sqrt(gap * (2 - gap));
}

/**
 * sin t − t cos t for t ∈ [0, π]: t³/3 − t⁵/30 + …, relative error 1e-15.
 *
 * Below 1 the difference cancels and its series Σ_k (−1)^{k+1} 2k/(2k+1)! t^{2k+1} is used; 10 terms leave out 1e-20.
 */
export function sineLessCosine(t: number): number {
  if (t > 1) return sin(t) - t * cos(t);
  const w = t * t;
  let factorial = 1 / 6; // 1/(2k+1)!
  let power = t * w;
  let sum = 0;
  for (let k = 1; k <= 10; k++) {
    sum += power * (2 * k) * factorial;
    power *= -w;
    factorial /= (2 * k + 2) * (2 * k + 3);
  }
  return sum;
}

/**
 * The gap of a sum of independent parts. Part p has variances A_p, B_p at the two points and the gap g_p between them:
 *
 *   1 − c = Σ_p â_p b̂_p g_p + ½ Σ_p (â_p − b̂_p)²,   â_p = √(A_p/Σ A),  b̂_p = √(B_p/Σ B)
 *
 * Every term is positive, so nothing cancels however close c is to 1. The supplement 1 + c is the same sum with 2 − g_p for g_p:
 * near c = −1 it is what is formed, so that opposite points stay opposite. Used for biases (gap 0), residual branches and
 * the positions under a filter.
 */
export function gapOfSum(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  gaps: ArrayLike<number>,
  totalA: number,
  totalB: number,
): number {
  if (!(totalA > 0 && totalB > 0)) return 0;
  let sum = 0;
  let supplement = 0;
  for (let p = 0; p < gaps.length; p++) {
    const left = Math.sqrt(a[p] / totalA);
    const right = Math.sqrt(b[p] / totalB);
    const apart = 0.5 * (left - right) * (left - right);
    sum += left * right * gaps[p] + apart;
    supplement += left * right * (2 - gaps[p]) + apart;
  }
  return sum > opposite ? 2 - supplement : sum;
}

/** Above it 2 − gap is formed by itself. */
const opposite = 1.999;
