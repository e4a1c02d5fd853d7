/** All numbers of nested lists in order; null, which stands for no value, is NaN and equals nothing. */
export function numbersOf(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(numbersOf);
  return [typeof value === 'number' ? value : NaN];
}
