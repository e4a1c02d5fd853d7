const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Longest text read as a number: a shortest round-trip decimal has at most 25 characters. */
const maxLength = 64;

/** The number that a plain decimal numeral means, or undefined: no hexadecimal, no words, no empty text. */
export function parseNumeral(text: string): number | undefined {
  return text.length <= maxLength && numeral.test(text) ? Number(text) : undefined;
}

/** Shortest decimal that reads back as the same float64, −0 included. */
export function formatNumeral(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');
}
