/** Points of the batches of one epoch: ⌈n/S⌉ batches, the last of which may be smaller. Mathematics §2. */
export function batchSizes(n: number, batch: number): number[] {
  return Array.from({ length: Math.ceil(n / batch) }, (_, k) => Math.min(batch, n - k * batch));
}
