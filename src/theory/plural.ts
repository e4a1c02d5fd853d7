/** A count with its noun: (1, 'run') → "1 run", (2, 'run') → "2 runs". */
export function plural(count: number, noun: string, text = String(count)): string {
  return `${text} ${noun}${count === 1 ? '' : 's'}`;
}
