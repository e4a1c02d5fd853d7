/** Partitions of j into positive parts, parts ascending: [[1, 1, 1], [1, 2], [3]] for 3; [[]] for 0. */
export function integerPartitions(j: number, smallest = 1): number[][] {
  if (j === 0) return [[]];
  const partitions: number[][] = [];
  for (let part = smallest; part <= j; part++)
    for (const rest of integerPartitions(j - part, part)) partitions.push([part, ...rest]);
  return partitions;
}
