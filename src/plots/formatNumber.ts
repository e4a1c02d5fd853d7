/**
 * Numbers as a reader expects them in print: 2–3 significant digits, a true minus, powers of ten as superscripts.
 * The strings hold Unicode superscripts; `mathText` sets them as raised digits where fonts lack the glyphs. d3-format rounds,
 * groups and signs; what it cannot say, powers of ten as superscripts and multiples of π, is added here.
 */
import { formatLocale } from 'd3-format';

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

const locale = formatLocale({ decimal: '.', thousands: thinSpace, grouping: [3], currency: ['', ''], minus });
const formatters = new Map<string, (value: number) => string>();

/** d3's specifiers, e.g. `.2f`, with a true minus and thin spaces between thousands. */
function format(specifier: string, value: number): string {
  let formatter = formatters.get(specifier);
  if (formatter === undefined) formatters.set(specifier, (formatter = locale.format(specifier)));
  return formatter(value);
}

/** `digits` significant digits as mantissa and exponent: (−1234, 2) → ["−1.2", 3]; `~` drops the mantissa's trailing zeros. */
function scientific(value: number, digits: number, trim: '' | '~' = ''): readonly [string, number] {
  const [mantissa, exponent] = format(`.${digits - 1}${trim}e`, value).split('e');
  return [mantissa, Number(exponent.replace(minus, '-'))];
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
  const [mantissa, exponent] = scientific(value, digits);
  if (exponent < -1 || exponent >= 4) return `${mantissa} × ${formatPower(exponent)}`;
  const rounded = Number(value.toExponential(digits - 1));
  return format(`.${Math.max(0, digits - 1 - exponent)}f`, rounded);
}

/** Whole numbers with thin spaces between thousands, from five digits on: 16384 → "16 384". */
export function formatInteger(value: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const whole = Math.round(value);
  return format(Math.abs(whole) < 1e4 ? 'd' : ',d', whole);
}

/** A power of ten with a mantissa in front unless it is 1: "10⁻⁵", "−10⁶", "4 × 10⁻⁴". */
function withPower(value: number, digits: number): string {
  const [mantissa, exponent] = scientific(value, digits, '~');
  const power = formatPower(exponent);
  if (mantissa === '1') return power;
  return mantissa === `${minus}1` ? minus + power : `${mantissa} × ${power}`;
}

/** A time t: three significant digits without trailing zeros, 12 → "12", 26.53 → "26.5", 0.0004 → "4 × 10⁻⁴". */
export function formatTime(t: number): string {
  if (!Number.isFinite(t)) return nonFinite(t);
  if (t === 0) return '0';
  const magnitude = Math.abs(Number(t.toPrecision(3)));
  return magnitude >= 1e-3 && magnitude < 1e5 ? format('.3~r', t) : withPower(t, 3);
}

/** A value where an axis shows it: as short as it is exact, powers of ten beyond 10⁻³ … 10⁴. */
export function formatTick(value: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const rounded = Number(value.toPrecision(6));
  const magnitude = Math.abs(rounded);
  if (rounded === 0) return '0';
  if (magnitude >= 1e-3 && magnitude < 1e4) return format('.6~r', rounded);
  if (magnitude < 1e5 && Number.isInteger(rounded)) return formatInteger(rounded);
  return withPower(rounded, 6);
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
  return `${format('.2f', turns)}π`;
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
  if (!Number.isFinite(standardError) || standardError <= 0) return format('.2f', value);
  const decimals = Math.min(6, Math.max(1, -Math.floor(Math.log10(standardError))));
  return `${format(`.${decimals}f`, value)} ± ${format(`.${decimals}f`, standardError)}`;
}
