import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatInteger, formatNumber, formatWithError } from '../../plots/formatNumber';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import type { LinePlotData, LineSeries } from '../../plots/linePlot';
import { depthStore, type DepthCurves } from '../../state/depthStore';
import { activations } from '../../theory/activations/activations';
import { phasePoint } from '../../theory/edgeOfChaos/phasePoint';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import { PlotCard } from '../cards/PlotCard';
import { ScaleToggle } from '../cards/ScaleToggle';
import { useAxisScale } from '../cards/useAxisScale';
import { MathText } from '../text/MathText';

const handlers = {};

/** Below this, distance from a c* that is not 1 is rounding. */
const rounding = 1e-13;

interface Decay {
  readonly layers: Float64Array;
  readonly distance: Float64Array;
  /** A straight law through the last point: its values and what it is. */
  readonly guide: Float64Array;
  readonly guideLabel: string;
  readonly sentence: string;
  /** A power of ℓ and not an exponential. */
  readonly power: boolean;
}

function decayOf({ request, map, decay }: DepthCurves): Decay | null {
  if (decay === null) return null;
  const { layers, gap } = decay;
  const { activation, activationParam, sigmaW, sigmaB } = request.spec;
  const distance = gap.map((value) => {
    const left = Math.abs(value - (1 - map.fixed));
    return map.fixed < 1 && left < rounding ? NaN : left;
  });
  let last = layers.length - 1;
  while (last > 0 && !(distance[last] > 0)) last--;
  const end = `${map.fixed === 1 ? '1 − c^ℓ' : '|c^ℓ − c*|'} = ${formatNumber(distance[last], 3)} at ℓ = ${formatInteger(layers[last])}`;
  const { homogeneous } = activations[activation];
  const { phase, xi } = phasePoint(activation, activationParam, sigmaW, sigmaB);
  const power = (phase === 'edge' || (homogeneous !== null && sigmaB === 0)) && map.fixed === 1;
  if (power) {
    const exponent = homogeneous === null ? 1 : 2;
    const from = layers.findIndex((l) => 10 * l >= layers[last]);
    const fit = fitPowerLaw(layers.subarray(from, last + 1), distance.subarray(from, last + 1));
    const law = exponent === 2 ? 'ℓ⁻², as where φ has a kink' : 'ℓ⁻¹, as where φ is smooth';
    return {
      layers,
      distance,
      guide: layers.map((l) => distance[last] * (layers[last] / l) ** exponent),
      power,
      guideLabel: exponent === 2 ? '∝ ℓ⁻²' : '∝ ℓ⁻¹',
      sentence: `${end}; over the last decade the slope is ${fit ? formatWithError(fit.slope, fit.standardError) : 'unknown'}. The theory: ${law}.`,
    };
  }
  const before = Math.max(0, last - 4);
  const measured = (layers[last] - layers[before]) / Math.log(distance[before] / distance[last]);
  return {
    layers,
    distance,
    guide: layers.map((l) => (xi ? distance[last] * Math.exp((layers[last] - l) / xi) : NaN)),
    power,
    guideLabel: '∝ e^{−ℓ/ξ}',
    sentence: `${end}; it falls like e^{−ℓ/ξ}, ξ = ${formatNumber(measured, 3)} measured at the end, ${formatNumber(xi ?? NaN, 3)} from the map: beyond a few ξ the ${phase ?? ''} network has forgotten how its inputs differ.`,
  };
}

/** What is left of the difference between two inputs, layer by layer. */
export function CorrelationDecayCard() {
  const curves = useStore(depthStore, (s) => s.curves);
  const { scale, turn } = useAxisScale('depth.correlation', 'y', 'log');
  const decay = useMemo(() => curves && decayOf(curves), [curves]);
  const data = useMemo<LinePlotData | null>(() => {
    if (!decay || !curves) return null;
    const { layers, distance, guide, guideLabel } = decay;
    const series: LineSeries[] = [
      {
        key: 'distance',
        label: curves.map.fixed === 1 ? '1 − c^ℓ' : '|c^ℓ − c*|',
        hue: 0.9,
        x: layers,
        y: distance,
        dots: true,
      },
      { key: 'guide', label: guideLabel, hue: 0.4, x: layers, y: guide },
    ];
    // The guide is infinite far from where it was put.
    const top = 4;
    return {
      title: 'Correlation against depth',
      xTitle: 'ℓ',
      xWhole: true,
      yTitle: 'distance from c*',
      series: series.map((one) => ({ ...one, y: one.y.map((value) => (value < top ? value : NaN)) })),
    };
  }, [curves, decay]);
  return (
    <PlotCard
      title="Correlation against depth"
      span={6}
      reading={decay ? <MathText text={decay.sentence} /> : 'How long two inputs stay apart'}
      create={createLinePlot}
      handlers={handlers}
      data={data}
      options={{ xScale: decay?.power === false ? 'linear' : 'log', yScale: scale, decades: 14 }}
      table={() => data && tabulateLinePlot(data)}
      tools={<ScaleToggle axis="vertical" scale={scale} onTurn={turn} />}
    />
  );
}
