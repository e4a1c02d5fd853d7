/** Where an axis has its marks, and what they say. Pure: pixels in, values and labels out. */
import { roundStep, type Domain } from '../axisDomain';
import { textWidth } from '../mathText';
import { formatAngle, formatPower, formatTick } from '../formatNumber';

export interface Tick {
  readonly value: number;
  /** Empty: a grid line without a label. */
  readonly label: string;
}

/** Round multiples, at least `spacing` px apart. */
export function linearTicks([from, to]: Domain, pixels: number, spacing = 44): Tick[] {
  const span = to - from;
  if (!(span > 0)) return [];
  let step = roundStep(span, Math.max(1, Math.floor(pixels / spacing)));
  while ((pixels * step) / span < spacing * 0.7) step = roundStep(step * 2.2, 1);
  const ticks: Tick[] = [];
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first;
  // Beyond 2⁵³ steps from zero whole numbers are no longer distinct: an axis zoomed in so far goes unmarked.
  if (!(Math.abs(first) + count < Number.MAX_SAFE_INTEGER)) return ticks;
  for (let i = 0; i <= count; i++) {
    const value = Number(((first + i) * step).toPrecision(12));
    ticks.push({ value, label: formatTick(value) });
  }
  return ticks;
}

/** Whole numbers only (indices, layers, counts). */
export function integerTicks([from, to]: Domain, pixels: number, spacing = 36): Tick[] {
  const step = Math.max(1, roundStep(to - from, Math.max(1, Math.floor(pixels / spacing))));
  const ticks: Tick[] = [];
  for (let value = Math.ceil(from / step) * step; value <= to; value += step)
    if (value >= from) ticks.push({ value, label: formatTick(value) });
  if (from <= 1 && ticks[0]?.value !== 1 && step > 1) {
    const first = ticks.filter(
      (tick) => tick.value > 1 && ((tick.value - 1) / (to - from)) * pixels >= spacing * 0.7,
    );
    return [{ value: 1, label: '1' }, ...first];
  }
  return ticks;
}

/** Decades as 10⁻³ (`power`) or as plain numbers (`plain`, for times and widths); 1, 2, 5 when fewer than two decades show. */
export function logTicks([from, to]: Domain, pixels: number, style: 'power' | 'plain', spacing = 24): Tick[] {
  const low = Math.log10(from);
  const high = Math.log10(to);
  if (!(high > low && high - low < Infinity)) return [];
  const perDecade = pixels / (high - low);
  const tolerance = 1e-9;
  const ticks: Tick[] = [];
  if (high - low < 2 && perDecade > spacing * 2.6) {
    for (let exponent = Math.floor(low); exponent <= high; exponent++)
      for (const mantissa of [1, 2, 5]) {
        const value = Number(`${mantissa}e${exponent}`);
        const at = Math.log10(value);
        if (at >= low - tolerance && at <= high + tolerance) ticks.push({ value, label: formatTick(value) });
      }
    return ticks;
  }
  const first = Math.ceil(low - tolerance);
  const last = Math.floor(high + tolerance);
  const every = Math.max(1, Math.ceil(spacing / perDecade));
  for (let exponent = first; exponent <= last; exponent++) {
    const value = Number(`1e${exponent}`);
    const labelled = exponent % every === 0;
    ticks.push({
      value,
      label: labelled ? (style === 'power' ? formatPower(exponent) : formatTick(value)) : '',
    });
  }
  return ticks;
}

/** Adds the end of the axis as a labelled mark where there is room: a run's horizon should be readable. */
export function withEnd(
  ticks: readonly Tick[],
  end: Tick,
  position: (value: number) => number,
  spacing: number,
): Tick[] {
  const at = position(end.value);
  const near = ticks.filter((tick) => tick.label !== '' && Math.abs(position(tick.value) - at) < spacing);
  if (near.length > 0) return [...ticks];
  return [...ticks.filter((tick) => Math.abs(position(tick.value) - at) > 1), end];
}

/** Empties the labels that would touch their left neighbour on a horizontal axis; their marks stay. */
export function withoutOverlap(ticks: readonly Tick[], position: (value: number) => number, gap = 6): Tick[] {
  let free = -Infinity;
  return ticks.map((tick) => {
    if (tick.label === '') return tick;
    const half = textWidth(tick.label) / 2;
    const at = position(tick.value);
    if (at - half < free) return { value: tick.value, label: '' };
    free = at + half + gap;
    return tick;
  });
}

/** Multiples of π/2 (π where narrow), down to π/6 when zoomed in. */
export function angleTicks([from, to]: Domain, pixels: number, spacing = 44): Tick[] {
  const steps = [Math.PI / 6, Math.PI / 4, Math.PI / 2, Math.PI, 2 * Math.PI];
  const step =
    steps.slice(from <= -3 && to >= 3 ? 2 : 0).find((s) => (pixels * s) / (to - from) >= spacing) ??
    2 * Math.PI;
  const ticks: Tick[] = [];
  for (let k = Math.ceil(from / step - 1e-6); k * step <= to + step * 1e-6; k++)
    ticks.push({ value: k * step, label: formatAngle(k * step) });
  return ticks;
}
