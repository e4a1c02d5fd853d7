/**
 * Inline points as text for a link, exact to the bit. Two forms, the shorter is written and both are read:
 *
 *   decimals   x₁,x₂,y;x₁,x₂,y;…/x₁,x₂;…      rows, then probe rows after the slash; readable and editable
 *   base64     b.n.d.p.<base64url of float64, little-endian: x [n, d], y [n], probe [p, d]>
 */
import type { Points } from './experimentSpec';
import { formatNumeral, parseNumeral } from './numeral';

export function packPoints(points: Points): string {
  const decimals = packDecimals(points);
  const { x, y, probe = [] } = points;
  const values = [...x.flat(), ...y, ...probe.flat()];
  if (decimals.length <= (values.length * 32) / 3) return decimals;
  return `b.${x.length}.${x[0].length}.${probe.length}.${encodeFloats(values)}`;
}

/** What a link says, before validation: cells may be anything. */
export interface UnpackedPoints {
  readonly x: readonly (readonly (number | string)[])[];
  readonly y: readonly (number | string)[];
  readonly probe?: readonly (readonly (number | string)[])[];
}

/** Points that still have to be validated, or the rule that the text breaks. */
export function unpackPoints(text: string): UnpackedPoints | string {
  return text.startsWith('b.') ? unpackBinary(text) : unpackDecimals(text);
}

function packDecimals({ x, y, probe = [] }: Points): string {
  const rows = x.map((row, i) => [...row, y[i]].map(formatNumeral).join(','));
  const probes = probe.map((row) => row.map(formatNumeral).join(','));
  return rows.join(';') + (probes.length > 0 ? `/${probes.join(';')}` : '');
}

/** A cell that is not a number stays text, for validation to name it and leave out its row. */
function unpackDecimals(text: string): UnpackedPoints | string {
  const parts = text.split('/');
  if (parts.length > 2) return 'rows with at most one / before the probe rows';
  const rows = parts[0].split(';').map(parseRow);
  const points = { x: rows.map((row) => row.slice(0, -1)), y: rows.map((row) => row[row.length - 1]) };
  return parts.length === 1 ? points : { ...points, probe: parts[1].split(';').map(parseRow) };
}

function parseRow(line: string): (number | string)[] {
  return line.split(',').map((cell) => parseNumeral(cell) ?? cell);
}

const maxCount = 1e6;

function unpackBinary(text: string): UnpackedPoints | string {
  const match = /^b\.(\d{1,7})\.(\d{1,7})\.(\d{1,7})\.([A-Za-z0-9_-]*)$/.exec(text);
  if (match === null) return 'b.n.d.p. and base64url';
  const [n, d, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const count = n * (d + 1) + p * d;
  if (n < 1 || d < 1 || count > maxCount) return 'b.n.d.p. with n and d at least 1';
  if (match[4].length !== Math.ceil((count * 32) / 3)) return `base64url of ${count} numbers`;
  const values = decodeFloats(match[4], count);
  const rows = (from: number, total: number): number[][] =>
    Array.from({ length: total }, (_, i) => values.slice(from + i * d, from + (i + 1) * d));
  const points = { x: rows(0, n), y: values.slice(n * d, n * (d + 1)) };
  return p === 0 ? points : { ...points, probe: rows(n * (d + 1), p) };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function encodeFloats(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, i) => view.setFloat64(i * 8, value, true));
  const pieces: string[] = [];
  for (let i = 0; i < view.byteLength; i += 3) {
    const bytes = Math.min(3, view.byteLength - i);
    let word = 0;
    for (let k = 0; k < 3; k++) word = word * 256 + (k < bytes ? view.getUint8(i + k) : 0);
    for (let k = 0; k <= bytes; k++) pieces.push(alphabet[(word >> (18 - 6 * k)) & 63]);
  }
  return pieces.join('');
}

function decodeFloats(text: string, count: number): number[] {
  const view = new DataView(new ArrayBuffer(count * 8));
  let word = 0;
  let bits = 0;
  let offset = 0;
  for (const letter of text) {
    word = ((word << 6) | sixBits(letter.charCodeAt(0))) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    view.setUint8(offset++, (word >> bits) & 255);
  }
  return Array.from({ length: count }, (_, i) => view.getFloat64(i * 8, true));
}

/** Place of a letter in the alphabet A–Z a–z 0–9 - _ by its code. */
function sixBits(code: number): number {
  if (code === 45) return 62;
  if (code === 95) return 63;
  if (code < 58) return code + 4;
  return code < 91 ? code - 65 : code - 71;
}
