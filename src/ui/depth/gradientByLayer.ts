/** What the gradients of finite networks at initialisation look like by layer, as a picture and in words. */
import { formatInteger, formatNumber } from '../../plots/formatNumber';
import type { LinePlotData } from '../../plots/linePlot';
import type { DepthNetwork, DepthNetworksRequest } from '../../protocol/depth';
import { fitLine } from '../../theory/statistics/line';
import { quantileOfSorted } from '../../theory/statistics/quartiles';

export interface GradientByLayer {
  /** ℓ = 1 … H, and H + 1 for the output layer. */
  readonly layers: Float64Array;
  /** Over the networks: root of the mean square, and percentiles. */
  readonly rms: Float64Array;
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
  /** The RMS norm at infinite width. */
  readonly infinite: Float64Array;
  /** Factors by which the RMS norm changes from each hidden layer to the one before it: measured, and at infinite width. */
  readonly factor: number;
  readonly infiniteFactor: number;
  readonly networks: number;
}

/** Null with fewer than two networks. */
export function gradientByLayer(networks: readonly DepthNetwork[]): GradientByLayer | null {
  if (networks.length < 2) return null;
  const count = networks[0].gradient.length;
  const layers = Float64Array.from({ length: count }, (_, l) => l + 1);
  const sorted = [...layers.keys()].map((l) =>
    Float64Array.from(networks, ({ gradient }) => gradient[l]).sort(),
  );
  const at = (q: number): Float64Array => Float64Array.from(sorted, (values) => quantileOfSorted(values, q));
  const rms = Float64Array.from(sorted, rootMeanSquare);
  const infinite = layers.map((_, l) =>
    Math.sqrt(networks.reduce((sum, { expectedSquare }) => sum + expectedSquare[l], 0) / networks.length),
  );
  return {
    ...{ layers, rms, infinite, networks: networks.length },
    ...{ low: at(0.1), median: at(0.5), high: at(0.9) },
    factor: perLayer(layers, rms),
    infiniteFactor: perLayer(layers, infinite),
  };
}

/** Over the square hidden layers: the first and the last have a width of their own on one side. */
function perLayer(layers: Float64Array, norms: Float64Array): number {
  const inner = (values: Float64Array): Float64Array => values.slice(1, -1);
  const line = fitLine(inner(layers), inner(norms).map(Math.log));
  return line ? Math.exp(-line.slope) : NaN;
}

/** Relative to the largest, which may be beyond what squares of float64 hold. */
function rootMeanSquare(values: Float64Array): number {
  const most = values[values.length - 1];
  if (!(most > 0)) return most;
  return most * Math.sqrt(values.reduce((sum, v) => sum + (v / most) * (v / most), 0) / values.length);
}

export function gradientPlot(gradients: GradientByLayer): LinePlotData {
  const { layers, rms, low, median, high, infinite } = gradients;
  return {
    title: 'Gradient norm by layer',
    xTitle: 'layer ℓ',
    xWhole: true,
    yTitle: '‖∂L/∂W^ℓ‖',
    series: [
      { key: 'rms', label: 'RMS', hue: 0.9, x: layers, y: rms },
      { key: 'median', label: 'median, 10–90 %', hue: 0.55, x: layers, y: median, band: { low, high } },
      { key: 'infinite', label: 'infinite width', hue: 0.15, x: layers, y: infinite },
    ],
  };
}

/** An order of magnitude, over all layers together. */
const noticed = 10;

export function gradientSentence(gradients: GradientByLayer, { spec }: DepthNetworksRequest): string {
  const { layers, factor, infiniteFactor, networks, low, high } = gradients;
  const hidden = layers.length - 1;
  const over = (one: number): number => one ** (hidden - 2);
  const fate = (one: number): string =>
    over(one) > noticed ? 'explode' : over(one) < 1 / noticed ? 'vanish' : 'keep their order of magnitude';
  const width = `${networks} networks of width ${formatInteger(spec.width)}`;
  return (
    `Of ${width} and ${hidden} hidden layers the gradients ${fate(factor)} on the way down: ×${formatNumber(factor, 3)} per layer in RMS, ` +
    `×${formatNumber(infiniteFactor, 3)} at infinite width. From the 10th to the 90th percentile the first layer spans a factor of ${formatNumber(high[0] / low[0], 2)}.`
  );
}
