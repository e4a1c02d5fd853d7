/**
 * Numbers as a reader expects them in print: 2–3 significant digits, a true minus, powers of ten as superscripts.
 * The strings hold Unicode superscripts; `mathText` sets them as raised digits where fonts lack the glyphs.
 */

const superscriptDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const minus = '−';
const thinSpace = '\u2009';

/** An integer as superscripts: −12 → "⁻¹²". */
export function superscript(integer: number): string {
  const digits = [...String(Math.abs(integer))].map((digit) => superscriptDigits[Number(digit)]).join('');
  return integer < 0 ? `⁻${digits}` : digits;
}

/** 10^exponent: −3 → "10⁻³". */
export function formatPower(exponent: number): string {
  return `10${superscript(exponent)}`;
}

function withTrueMinus(text: string): string {
  return text.replace('-', minus);
}

function nonFinite(value: number): string {
  if (Number.isNaN(value)) return '–';
  return value > 0 ? '∞' : `${minus}∞`;
}

/**
 * `digits` significant digits, trailing zeros kept since they are digits too: 0.2 → "0.20", 0.03 → "3.0 × 10⁻²".
 * Plain between 0.1 and 10⁴, scientific outside; NaN → "–" (there is no value).
 */
export function formatNumber(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (value === 0) return '0';
  const [mantissa, exponentText] = value.toExponential(digits - 1).split('e');
  const exponent = Number(exponentText);
  if (exponent < -1 || exponent >= 4) return `${withTrueMinus(mantissa)} × ${formatPower(exponent)}`;
  return withTrueMinus(Number(`${mantissa}e${exponent}`).toFixed(Math.max(0, digits - 1 - exponent)));
}

/** Whole numbers with thin spaces between thousands, from five digits on: 16384 → "16 384". */
export function formatInteger(value: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const text = String(Math.abs(Math.round(value)));
  const grouped = text.length < 5 ? text : text.replace(/\B(?=(\d{3})+$)/g, thinSpace);
  return value < 0 && grouped !== '0' ? minus + grouped : grouped;
}

/** A time t: three significant digits without trailing zeros, 12 → "12", 26.53 → "26.5", 0.0004 → "4 × 10⁻⁴". */
export function formatTime(t: number): string {
  if (!Number.isFinite(t)) return nonFinite(t);
  if (t === 0) return '0';
  const rounded = Number(t.toPrecision(3));
  const magnitude = Math.abs(rounded);
  if (magnitude >= 1e-3 && magnitude < 1e5) return withTrueMinus(String(rounded));
  const [mantissa, exponent] = rounded.toExponential().split('e');
  const power = formatPower(Number(exponent));
  return mantissa === '1' ? power : `${withTrueMinus(mantissa)} × ${power}`;
}

/** A value where an axis shows it: as short as it is exact, powers of ten beyond 10⁻³ … 10⁴. */
export function formatTick(value: number): string {
  const rounded = Number(value.toPrecision(6));
  const magnitude = Math.abs(rounded);
  if (rounded === 0 || (magnitude >= 1e-3 && magnitude < 1e4)) return withTrueMinus(String(rounded));
  if (magnitude < 1e5 && Number.isInteger(rounded)) return formatInteger(rounded);
  const [mantissa, exponent] = rounded.toExponential().split('e');
  const power = formatPower(Number(exponent));
  if (mantissa === '1') return power;
  if (mantissa === '-1') return minus + power;
  return `${withTrueMinus(mantissa)} × ${power}`;
}

/** Largest denominator set as a fraction of π; others are decimals, and no two such fractions lie within 2e-3 of each other. */
const largestDenominator = 12;

/** An angle in radians as a multiple of π: −π, −π/2, 0, 5π/6, else 0.42π. */
export function formatAngle(radians: number): string {
  if (!Number.isFinite(radians)) return nonFinite(radians);
  const turns = radians / Math.PI;
  for (let denominator = 1; denominator <= largestDenominator; denominator++) {
    const numerator = Math.round(turns * denominator);
    if (Math.abs(turns * denominator - numerator) > 1e-6 * denominator) continue;
    if (numerator === 0) return '0';
    const count = Math.abs(numerator) === 1 ? '' : String(Math.abs(numerator));
    const sign = numerator < 0 ? minus : '';
    return `${sign}${count}π${denominator === 1 ? '' : `/${denominator}`}`;
  }
  return `${withTrueMinus(turns.toFixed(2))}π`;
}

/** A computing time: 0.4 ms, 31 ms, 2.1 s, 3 min 20 s. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return nonFinite(milliseconds);
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(milliseconds < 9950 ? 1 : 0)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const rest = seconds % 60;
  return `${Math.floor(seconds / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** A fitted value with its standard error, both to the error's first digit: −0.932 ± 0.041 → "−0.93 ± 0.04". */
export function formatWithError(value: number, standardError: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (!Number.isFinite(standardError) || standardError <= 0) return withTrueMinus(value.toFixed(2));
  const decimals = Math.min(6, Math.max(1, -Math.floor(Math.log10(standardError))));
  return `${withTrueMinus(value.toFixed(decimals))} ± ${standardError.toFixed(decimals)}`;
}
