/** A typed number: 0.5, 1e-3, 1,5, −2, 2^10, 3 × 10⁻² without its superscripts; null if it is none. */
export function parseNumber(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/[\s\u2009\u00a0]/g, '')
    .replace(/^(-?\d+),(\d+)$/, '$1.$2');
  const power = /^(\d+)\^(-?\d+)$/.exec(plain);
  if (power) return Number(power[1]) ** Number(power[2]);
  if (plain === '' || !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return null;
  return Number(plain);
}

/** `sqrt`, √m or a number. */
export function parseAlpha(text: string): number | 'sqrt' | null {
  return /^\s*(sqrt(\((m|width)\))?|√\s*(m|width)?)\s*$/i.test(text) ? 'sqrt' : parseNumber(text);
}
