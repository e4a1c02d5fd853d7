import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatInteger, formatNumber, formatWithError } from '../../plots/formatNumber';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import type { LinePlotData, LineSeries } from '../../plots/linePlot';
import type { AverageKernelCurve } from '../../protocol/depth';
import { depthStore } from '../../state/depthStore';
import { experimentHistory } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import type { KernelFamily } from '../../theory/edgeOfChaos/averageKernels';
import { depthRate, relativeErrors } from '../../theory/edgeOfChaos/depthRate';
import { phaseOf } from '../../theory/edgeOfChaos/phasePoint';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';

const handlers = {};

const labels: Readonly<Record<KernelFamily, string>> = {
  dense: 'dense',
  convolution: 'convolutional',
  resnet: 'ResNet',
  scaled: 'Scaled ResNet',
};
const hues: Readonly<Record<KernelFamily, number>> = {
  dense: 0.95,
  convolution: 0.7,
  resnet: 0.45,
  scaled: 0.2,
};

/** Depths from which rates are fitted: the first layers belong to the inputs. */
const asymptotic = 10;

/** The fitted rate of a family and both guides, from the asymptotic depths with a finite error. */
function rateOf(curve: AverageKernelCurve) {
  const errors = relativeErrors(curve.values, curve.limit);
  const kept = [...curve.depths.keys()].filter((i) => curve.depths[i] >= asymptotic && errors[i] > 0);
  const depths = Float64Array.from(kept, (i) => curve.depths[i]);
  return {
    depths,
    ...depthRate(
      depths,
      Float64Array.from(kept, (i) => errors[i]),
    ),
  };
}

function sentence(averages: readonly AverageKernelCurve[], power: boolean): string {
  const said = averages.map((curve) => {
    const { depths, values, limit, family } = curve;
    const last = depths.length - 1;
    const { fit } = rateOf(curve);
    const rate = fit === null ? '' : `, slope ${formatWithError(fit.slope, fit.standardError)}`;
    const powered = power || family === 'resnet' || family === 'scaled';
    return `${labels[family]} ${formatNumber(values[last], 3)} of q at L = ${formatInteger(depths[last])} (limit ${formatNumber(limit, 3)}${powered ? rate : ''})`;
  });
  const dense = averages.find(({ family }) => family === 'dense');
  const verdict =
    dense && power
      ? ` HDR state 1/L; of the two guides ${rateOf(dense).nearer === 'logarithmic' ? 'log L/L' : '1/L'} is nearer to the dense network.`
      : power
        ? ''
        : ' Off the edge the limit comes exponentially.';
  return `${said.join('; ')}.${verdict}`;
}

/** HDR's average kernel off the diagonal against depth, for each kind of network that has one. */
export function AverageKernelCard() {
  const curves = useStore(depthStore, (s) => s.curves);
  const distance = useStore(labSettingsStore, (s) => s.depth.distance);
  const averages = curves?.averages ?? null;
  const power = curves !== null && phaseOf(curves.map.chi) === 'edge';
  const exponential = !power && averages !== null && averages.every(({ family }) => family !== 'resnet');
  const data = useMemo<LinePlotData | null>(() => {
    if (!averages || averages.length === 0) return null;
    const series: LineSeries[] = averages.map((curve) => ({
      key: curve.family,
      label: labels[curve.family],
      hue: hues[curve.family],
      x: curve.depths,
      y: distance ? relativeErrors(curve.values, curve.limit) : curve.values,
      dots: true,
    }));
    const guided = averages.find(({ family }) => family === (power ? 'dense' : 'resnet'));
    if (distance && guided) {
      const { depths, inverse, logarithmic } = rateOf(guided);
      series.push(
        { key: 'inverse', label: '∝ 1/L', hue: 0.05, x: depths, y: inverse },
        { key: 'logarithmic', label: '∝ log L/L', hue: 0.05, x: depths, y: logarithmic },
      );
    }
    return {
      title: 'Average kernel',
      xTitle: 'L',
      yTitle: distance ? '|K^L/α_L − limit|/limit' : 'K^L(x, x′)/(α_L q)',
      series,
    };
  }, [averages, distance, power]);
  return (
    <PlotCard
      title="Average kernel"
      span={6}
      reading={
        <MathText
          text={
            averages && averages.length > 0
              ? sentence(averages, power)
              : 'Without a fixed variance the kernel vanishes or grows without end; a ResNet of ReLU has an average kernel at every σ_w.'
          }
        />
      }
      create={createLinePlot}
      handlers={handlers}
      data={data}
      empty="No average kernel here."
      options={{ xScale: exponential ? 'linear' : 'log', yScale: distance ? 'log' : 'linear', decades: 12 }}
      table={() => data && tabulateLinePlot(data)}
      tools={
        <button
          type="button"
          className="button small quiet"
          aria-pressed={distance}
          onClick={() => experimentHistory.edit({}, null, { depth: { distance: !distance } })}
        >
          Distance from the limit
        </button>
      }
    >
      <p className="card-note">
        <MathText
          text={
            'Of two inputs with c_0. α_L = L on the edge and 1 off it; of a ResNet L(1 + g)^{L−1}, of a Scaled ResNet L^g log L, g = σ_w² E[φ(Z)²], ' +
            'both for activations without a scale of their own (ReLU, leaky ReLU, |z|).'
          }
        />
      </p>
    </PlotCard>
  );
}
