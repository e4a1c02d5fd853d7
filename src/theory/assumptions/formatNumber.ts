const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A number for a sentence: three significant digits, a true minus, powers of ten as 3.0 × 10⁻². */
export function formatNumber(value: number): string {
  if (value !== value) return 'not a number';
  if (value === 0) return '0';
  const sign = value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (Math.floor(size) === size && size < 100000) return `${sign}${size}`;
  if (size >= 0.1 && size < 999.5) return sign + String(Number(size.toPrecision(3)));
  const [mantissa, exponent] = size.toExponential(1).split('e');
  const digits = exponent.replace('+', '').replace('-', '');
  const raised = Array.from(digits, (digit) => superscripts[Number(digit)]).join('');
  return `${sign}${mantissa} × 10${exponent.startsWith('-') ? '⁻' : ''}${raised}`;
}
