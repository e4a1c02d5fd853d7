/** Linear or logarithmic scale in px for an axis. What it cannot place (no number, not positive on a log axis) stands far outside. */
import { scaleLinear, scaleLog, type ScaleContinuousNumeric } from 'd3-scale';
import type { Domain } from './axisDomain';

export type ScaleKind = 'log' | 'linear';

export interface AxisScale {
  readonly kind: ScaleKind;
  readonly domain: Domain;
  /** Always finite: within `reach` of the axis, so that no value, however wild, spoils a path. */
  position(value: number): number;
  value(position: number): number;
  /** The scale as d3's axes take it. */
  readonly d3: ScaleContinuousNumeric<number, number>;
}

/** px beyond which a mark is out of sight of any axis; browsers draw paths exactly up to 2²⁴ px or so. */
const reach = 1e5;

/** Maps `domain` to 0 … `pixels`, or to `pixels` … 0 (`flipped`) for a vertical axis. */
export function axisScale(kind: ScaleKind, domain: Domain, pixels: number, flipped = false): AxisScale {
  const length = pixels > 0 ? pixels : 1;
  const range = flipped ? [length, 0] : [0, length];
  const scale = kind === 'log' ? scaleLog(domain, range) : scaleLinear(domain, range);
  const below = flipped ? length + reach : -reach;
  return {
    kind,
    domain,
    position(value) {
      if (Number.isNaN(value) || (kind === 'log' && value <= 0)) return below;
      const at = scale(value);
      return at > -reach ? (at < length + reach ? at : length + reach) : -reach;
    },
    value: (position) => scale.invert(position),
    d3: scale,
  };
}
