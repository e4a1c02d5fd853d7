/** max |values| of [from, to); NaN counts as infinite. */
export function largestIn(values: Float64Array, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; i++) {
    const a = Math.abs(values[i]);
    if (!(a <= most)) most = a === a ? a : Infinity;
  }
  return most;
}
