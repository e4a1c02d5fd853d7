/** A number as the page prints it, read back: "8.4 × 10^−3" → 0.0084, "16 384" → 16384, "–" → NaN. */
export function printedNumber(text: string): number {
  const plain = text.replaceAll('−', '-').replaceAll(/\s/g, '');
  const [, mantissa = '', power = '0'] = /^(-?[\d.]*)×?(?:10\^(-?\d+))?$/.exec(plain) ?? [];
  if (mantissa === '' && power === '0') return NaN;
  return Number(`${mantissa === '' ? 1 : mantissa}e${power}`);
}
