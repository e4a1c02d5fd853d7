/** What a function plot shows, and the axes it needs: by angle, along a line, or over held-out points. */
import type { PredictorName } from '../protocol/experimentSpec';
import type { ProbeAxis } from '../protocol/run';
import { exactDomain, finiteExtent, linearDomain, type Domain } from './axisDomain';
import { angleTicks, integerTicks, linearTicks, type Tick } from './kit/axisTicks';
import { formatAngle, formatNumber } from './formatNumber';

export interface FunctionCurve {
  readonly predictor: PredictorName;
  /** Outputs on the probe points, [p]; not finite where the predictor blew up. */
  readonly values: Float64Array;
  /** Half-width of the band, [p], e.g. two standard deviations. */
  readonly spread?: Float64Array | null;
  /** What the band is, e.g. "NTK ± 2 sd over initialisations". */
  readonly spreadLabel?: string;
}

export interface FunctionPlotData {
  readonly axis: ProbeAxis;
  /** Training targets [n]; their places are `axis.train`. */
  readonly targets: Float64Array;
  readonly curves: readonly FunctionCurve[];
  /** Curves of the configuration before, faded. */
  readonly ghosts?: readonly FunctionCurve[];
  /**
   * With held-out points: what stands on the horizontal axis, e.g. the network's outputs [p], and the range it takes over
   * the run, so that the axis stands still; the point's number without it.
   */
  readonly reference?: {
    readonly label: string;
    readonly values: Float64Array;
    readonly extent?: Domain;
  } | null;
}

/** Curves this much wider than the targets and the network together no longer stretch the axis: they run out of it. */
const wildFactor = 1.4;

/** Vertical axis: targets, the network, bands and every curve that stays near them, with a margin. */
export function functionDomain(data: FunctionPlotData): Domain {
  const network = data.curves.filter((curve) => curve.predictor === 'nn').map((curve) => curve.values);
  const core = finiteExtent(
    data.axis.kind === 'index' && data.reference
      ? [...network, data.reference.values, data.reference.extent ?? []]
      : [data.targets, ...network],
  );
  const all = data.curves.map((curve) => curve.values);
  const bands = data.curves.flatMap(({ values, spread }) =>
    spread ? [values.map((value, i) => value + spread[i]), values.map((value, i) => value - spread[i])] : [],
  );
  const wide = finiteExtent([...all, ...bands]);
  const half = Math.max((core.high - core.low) / 2, 1e-9);
  const middle = (core.high + core.low) / 2;
  if (!Number.isFinite(half)) return linearDomain(wide.low, wide.high);
  const low = Math.min(core.low, Math.max(wide.low, middle - wildFactor * half));
  const high = Math.max(core.high, Math.min(wide.high, middle + wildFactor * half));
  const margin = 0.06 * (high - low);
  return linearDomain(low - margin, high + margin);
}

export function horizontalDomain(data: FunctionPlotData): Domain {
  const { axis, reference } = data;
  if (axis.kind === 'angle') return [-Math.PI, Math.PI];
  if (axis.kind === 'index') {
    if (!reference) return [0, Math.max(1, axis.probe.length) + 1];
    const { low, high } = finiteExtent([reference.values, reference.extent ?? []]);
    return linearDomain(low, high);
  }
  const { low, high } = finiteExtent([axis.probe, axis.train]);
  return exactDomain('linear', low, high);
}

export const axisTitle = { angle: 'angle γ (rad)', line: 'input x', index: 'probe point' } as const;

export function horizontalTicks(data: FunctionPlotData, domain: Domain, pixels: number): Tick[] {
  if (data.axis.kind === 'angle') return angleTicks(domain, pixels);
  if (data.axis.kind === 'index' && !data.reference) return integerTicks(domain, pixels);
  return linearTicks(domain, pixels, 60);
}

export function formatPlace(kind: ProbeAxis['kind'], x: number): string {
  return kind === 'angle' ? `γ = ${formatAngle(x)}` : `x = ${formatNumber(x, 3)}`;
}

/** An angle brought back to [−π, π). */
export function wrapAngle(angle: number): number {
  const turn = 2 * Math.PI;
  return angle - turn * Math.floor((angle + Math.PI) / turn);
}
