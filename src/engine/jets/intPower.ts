/** n^k for a whole number k ≥ 0, by multiplication: exact below 2⁵³. */
export function intPower(n: number, k: number): number {
  let power = 1;
  for (let i = 0; i < k; i++) power *= n;
  return power;
}
