/** Set partitions of the positions 0 … k−1, each a list of masks (blocks): Bell(k) of them. */
export function setPartitions(k: number): number[][] {
  let partitions: number[][] = [[]];
  for (let i = 0; i < k; i++) {
    const next: number[][] = [];
    for (const blocks of partitions) {
      blocks.forEach((block, b) => next.push(blocks.with(b, block | (1 << i))));
      next.push([...blocks, 1 << i]);
    }
    partitions = next;
  }
  return partitions;
}
