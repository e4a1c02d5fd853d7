/** Linear or logarithmic scale in px for an axis; what a log axis cannot show stands at its lower end. */
import { scaleLinear, scaleLog } from 'd3-scale';
import type { Domain } from './axisDomain';

export type ScaleKind = 'log' | 'linear';

export interface AxisScale {
  readonly kind: ScaleKind;
  readonly domain: Domain;
  position(value: number): number;
  value(position: number): number;
}

/** Maps `domain` to 0 … `pixels`, or to `pixels` … 0 (`flipped`) for a vertical axis. */
export function axisScale(kind: ScaleKind, domain: Domain, pixels: number, flipped = false): AxisScale {
  const range = flipped ? [pixels, 0] : [0, pixels];
  const scale = kind === 'log' ? scaleLog(domain, range) : scaleLinear(domain, range);
  return {
    kind,
    domain,
    position: (value) => scale(kind === 'log' ? Math.max(value, domain[0] * 1e-12) : value),
    value: (position) => scale.invert(position),
  };
}

/** Zooms a domain about `centre` by `factor` (< 1 shows less), kept within `full`. */
export function zoomDomain(
  kind: ScaleKind,
  domain: Domain,
  full: Domain,
  centre: number,
  factor: number,
): Domain {
  const to = kind === 'log' ? Math.log10 : (value: number): number => value;
  const back = kind === 'log' ? (value: number): number => 10 ** value : (value: number): number => value;
  const [from, until, at] = [to(domain[0]), to(domain[1]), to(centre)];
  const [first, last] = [to(full[0]), to(full[1])];
  const span = Math.min(last - first, Math.max((until - from) * factor, (last - first) * 1e-3));
  const share = until === from ? 0.5 : (at - from) / (until - from);
  const low = Math.min(Math.max(at - share * span, first), last - span);
  if (span >= (last - first) * (1 - 1e-9)) return full;
  return [back(low), back(low + span)];
}
