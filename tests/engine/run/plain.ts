/** Anything with typed arrays in it as one text, every bit of every number in it. */
export function plain(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (ArrayBuffer.isView(part)) return Array.from(part as Float64Array, String);
    return typeof part === 'number' ? String(part) : part;
  });
}
