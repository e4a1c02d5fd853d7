/** Text for a terminal: one line, and no character that a terminal obeys or hides. */
export function printable(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\p{C}/gu, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
}
