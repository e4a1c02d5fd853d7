/** How the tangent kernel of one input spreads over initialisations with depth over width, as a picture and in words. */
import { formatNumber } from '../../plots/formatNumber';
import type { LinePlotData, LineSeries } from '../../plots/linePlot';
import type { DepthNetwork, DepthNetworksRequest } from '../../protocol/depth';
import { activations } from '../../theory/activations/activations';
import { jackknife, type Estimate } from '../../theory/statistics/jackknife';
import { fitLine } from '../../theory/statistics/line';

export interface KernelSpread {
  /** Σ_ℓ 1/n_ℓ over the hidden layers, H/m, for every depth. */
  readonly ratio: Float64Array;
  /** E[K₀²]/E[K₀]² over the networks. */
  readonly moments: readonly Estimate[];
  /** d log(E[K₀²]/E[K₀]²)/d(H/m), by least squares over the depths. */
  readonly rate: Estimate;
  readonly intercept: number;
}

/** Fewer say nothing of a square's mean. */
const fewest = 4;

/** Errors by leaving out one network at a time: a network is the same at every depth. Null with fewer than four. */
export function kernelSpread(
  networks: readonly DepthNetwork[],
  { spec, depths }: DepthNetworksRequest,
): KernelSpread | null {
  if (networks.length < fewest) return null;
  const ratio = Float64Array.from(depths, (depth) => depth / spec.width);
  const moment = (some: readonly DepthNetwork[], k: number): number => {
    const mean = some.reduce((sum, { kernel }) => sum + kernel[k], 0) / some.length;
    return some.reduce((sum, { kernel }) => sum + (kernel[k] / mean) * (kernel[k] / mean), 0) / some.length;
  };
  const line = (some: readonly DepthNetwork[]) =>
    fitLine(
      ratio,
      Float64Array.from(depths, (_, k) => Math.log(moment(some, k))),
    );
  return {
    ratio,
    moments: depths.map((_, k) => jackknife(networks, (some) => moment(some, k))),
    rate: jackknife(networks, (some) => line(some)?.slope ?? NaN),
    intercept: line(networks)?.intercept ?? NaN,
  };
}

/** Exponent of Hanin and Nica 2020, Theorem 1: for ReLU E[K²]/E[K]² lies between constants times exp(5 Σ_ℓ 1/n_ℓ). */
const haninNica = 5;

export function spreadPlot(
  { ratio, moments, rate, intercept }: KernelSpread,
  { spec }: DepthNetworksRequest,
): LinePlotData {
  const value = Float64Array.from(moments, (one) => one.value);
  const side = (sign: number): Float64Array =>
    Float64Array.from(moments, (one) => Math.max(1, one.value + sign * one.error));
  const series: LineSeries[] = [
    {
      ...{ key: 'measured', label: 'measured ± 1 s.e.', hue: 0.9, x: ratio, y: value, dots: true },
      band: { low: side(-1), high: side(1) },
    },
    {
      ...{ key: 'fit', label: 'fitted', hue: 0.5, x: ratio },
      y: ratio.map((b) => Math.exp(intercept + rate.value * b)),
    },
  ];
  if (spec.activation === 'relu')
    series.push({
      ...{ key: 'theorem', label: 'e^{5H/m} (Hanin–Nica)', hue: 0.15, x: ratio },
      y: ratio.map((b) => Math.exp(haninNica * b)),
    });
  return {
    title: 'Kernel spread over seeds',
    xTitle: 'H/m',
    yTitle: 'E[K_0²]/E[K_0]²',
    series,
  };
}

/** Beyond this relative error the mean square rests on a few networks of a heavy tail. */
const uncertain = 0.25;

export function spreadSentence(
  { ratio, moments, rate }: KernelSpread,
  { spec }: DepthNetworksRequest,
  count: number,
): string {
  const last = moments.length - 1;
  const { value, error } = moments[last];
  const measured =
    `K_0(x_1, x_1) of ${count} networks: E[K_0²]/E[K_0]² goes like e^{rH/m} with r = ${formatNumber(rate.value, 2)} ± ${formatNumber(rate.error, 1)}, ` +
    `to ${formatNumber(value, 3)} ± ${formatNumber(error, 1)} at H/m = ${formatNumber(ratio[last], 2)}.`;
  const tail =
    error > uncertain * value ? ' The mean square rests on few networks there: more of them tell more.' : '';
  return `${measured}${tail}${theory(spec.activation)}`;
}

function theory(activation: DepthNetworksRequest['spec']['activation']): string {
  if (activation === 'relu')
    return ' Hanin and Nica prove e^{5H/m} for ReLU, up to a constant factor: r comes to 5 as H/m grows.';
  const { label } = activations[activation];
  return ` The theorem of Hanin and Nica, r = 5 at large H/m, is for ReLU and not for ${label}.`;
}
