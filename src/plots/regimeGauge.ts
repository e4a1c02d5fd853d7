/**
 * Lazy or rich: a bar from the NTK's hue to the mean field's with a marker at the relative Frobenius drift ‖K_t − K₀‖/‖K₀‖
 * (MATH §3), on a log scale from 10⁻³ (the kernel stands still) to 10 (it has moved ten times its own norm).
 */
import { formatNumber, formatTime } from './formatNumber';
import { setMathText, textWidth } from './mathText';
import { createPaintScheduler } from './paintScheduler';
import type { Plot, PlotSize, PlotTable } from './plot';
import { htmlElement, setAttributes, svgElement } from './svgElement';

export interface RegimeGaugeData {
  /** ‖K_t − K₀‖_F/‖K₀‖_F; null until known. */
  readonly drift: number | null;
}

export interface RegimeGaugeOptions extends PlotSize {
  readonly time: number;
}

const lowest = -3;
const highest = 1;

/** Share 0…1 of the bar: 10⁻³ → 0, 10 → 1, clamped. */
export function gaugeShare(drift: number): number {
  if (!(drift > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log10(drift) - lowest) / (highest - lowest)));
}

/** The regime in words: below 0.1 the linearisation is good, above 1 the kernel is no longer the one it began with. */
export function regimeName(drift: number): 'lazy' | 'between' | 'rich' {
  return drift < 0.1 ? 'lazy' : drift < 1 ? 'between' : 'rich';
}

const label = '‖K_t − K₀‖ / ‖K₀‖';
const lazyText = 'lazy · NTK';
const richText = 'rich · mean field';
/** Everything on one line from this width on. */
const oneLineFrom = 620;
/** From this height on a narrow gauge gives the bar the whole width and sets the words below it. */
const stackedFrom = 56;

export function createRegimeGauge(container: HTMLElement): Plot<RegimeGaugeData, RegimeGaugeOptions> {
  const root = htmlElement('div', 'plot plot-gauge', container);
  const svg = svgElement('svg', { role: 'img' }, root);
  const gradientId = `gauge-${crypto.randomUUID()}`;
  const gradient = svgElement('linearGradient', { id: gradientId }, svgElement('defs', {}, svg));
  for (const [offset, name] of [
    [0, 'lazy'],
    [0.5, 'between'],
    [1, 'rich'],
  ] as const)
    svgElement('stop', { offset, class: `gauge-${name}` }, gradient);
  const bar = svgElement('rect', { rx: 4, height: 8, fill: `url(#${gradientId})` }, svg);
  const notches = svgElement('g', { class: 'gauge-notches' }, svg);
  for (let k = lowest + 1; k < highest; k++) svgElement('line', { class: 'plot-guide' }, notches);
  const marker = svgElement('rect', { class: 'gauge-marker', width: 6, height: 20, rx: 3 }, svg);
  const lazy = svgElement('text', {}, svg);
  const rich = svgElement('text', {}, svg);
  const value = svgElement('text', { class: 'plot-value', 'text-anchor': 'end' }, svg);
  let data: RegimeGaugeData = { drift: null };
  let options: RegimeGaugeOptions = { width: 300, height: 44, time: 0 };

  const scheduler = createPaintScheduler(() => {
    const { width, height } = options;
    const { drift } = data;
    const valueText = `${label} = ${drift === null ? '–' : formatNumber(drift)}`;
    const oneLine = width >= oneLineFrom;
    const stacked = !oneLine && height >= stackedFrom;
    setAttributes(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
    root.style.width = `${width}px`;
    root.style.height = `${height}px`;
    svg.setAttribute('aria-label', summariseRegimeGauge(data, options.time));
    setMathText(lazy, lazyText);
    setMathText(rich, richText);
    setMathText(value, valueText);
    const left = stacked ? 3 : textWidth(lazyText) + 14;
    const right = stacked ? 3 : textWidth(richText) + 14;
    // Room for three digits or a power of ten, so that the bar stands still while the value changes.
    const valueRoom = oneLine ? 218 : 0;
    const length = width - left - right - valueRoom;
    const middle = oneLine ? height / 2 : 11;
    const words = stacked ? middle + 24 : middle + 4;
    setAttributes(lazy, { x: 0, y: words });
    setAttributes(rich, {
      x: stacked ? width : left + length + 14,
      y: words,
      'text-anchor': stacked ? 'end' : 'start',
    });
    setAttributes(value, { x: width, y: oneLine ? middle + 4 : words + (stacked ? 19 : 23) });
    setAttributes(bar, { x: left, y: middle - 4, width: length });
    [...notches.children].forEach((notch, k) => {
      const at = left + (length * (k + 1)) / (highest - lowest);
      setAttributes(notch, { x1: at, x2: at, y1: middle - 4, y2: middle + 4 });
    });
    setAttributes(marker, {
      x: left + length * gaugeShare(drift ?? 0) - 3,
      y: middle - 10,
      visibility: drift === null ? 'hidden' : 'visible',
    });
  });
  return {
    update(nextData, nextOptions) {
      data = nextData;
      options = nextOptions;
      scheduler.request();
    },
    destroy() {
      scheduler.cancel();
      root.remove();
    },
  };
}

export function summariseRegimeGauge({ drift }: RegimeGaugeData, time: number): string {
  if (drift === null) return 'Regime: not known yet.';
  const words = {
    lazy: 'lazy, near the tangent kernel',
    between: 'between lazy and rich',
    rich: 'rich, towards the mean field',
  };
  return `Regime at t = ${formatTime(time)}: ${words[regimeName(drift)]}. The kernel has moved by ${formatNumber(drift)} of its own norm.`;
}

export function tabulateRegimeGauge({ drift }: RegimeGaugeData): PlotTable {
  return { caption: 'Regime', columns: ['relative Frobenius drift'], rows: [[drift]] };
}
