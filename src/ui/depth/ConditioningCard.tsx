import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatInteger, formatNumber } from '../../plots/formatNumber';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import type { LinePlotData } from '../../plots/linePlot';
import type { ConditioningCurve } from '../../protocol/depth';
import { fields } from '../../protocol/fields';
import { depthStore } from '../../state/depthStore';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import type { Residual } from '../../theory/network/parametrisation';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';

const handlers = {};
/** All of what doubles hold: in the chaotic phase λ grows by tens of decades from where the ratio is told. */
const wholeRange = 600;

function read({ depths, condition, points, smallest }: ConditioningCurve): string {
  const known = [...condition.keys()].filter((i) => condition[i] < Infinity);
  if (known.length === 0)
    return `The kernel of the first ${points} training inputs is singular to rounding at every depth.`;
  const [first, last] = [known[0], known[known.length - 1]];
  const at = (i: number) => `${formatNumber(condition[i], 3)} at L = ${formatInteger(depths[i])}`;
  const said = `On the first ${points} training inputs λ_{max}/λ_{min} is ${at(first)} and ${at(last)}`;
  const before = first > 0 ? `; before L = ${formatInteger(depths[first])} the kernel is singular` : '';
  if (last < depths.length - 1)
    return `${said}${before}; from L = ${formatInteger(depths[last + 1])} on λ_{min} is lost in rounding: such a network cannot be trained.`;
  const change = smallest[last] > smallest[first] ? 'grown' : 'fallen';
  return `${said}${before}; λ_{min} has ${change} from ${formatNumber(smallest[first])} to ${formatNumber(smallest[last])}.`;
}

/** Blocks begin with the second hidden layer: a network that has none gets one. */
function setResidual(residual: Residual): void {
  const { depth } = experimentStore.getState().spec;
  experimentHistory.edit({ residual, ...(residual !== 'none' && depth === 1 ? { depth: 2 } : {}) });
}

/** Whether the kernel of the data can still be inverted at depth. */
export function ConditioningCard() {
  const curve = useStore(depthStore, (s) => s.curves?.conditioning ?? null);
  const residual = useStore(experimentStore, (s) => s.spec.residual);
  const data = useMemo<LinePlotData | null>(() => {
    if (!curve) return null;
    const { depths, smallest, largest, condition } = curve;
    const resolved = smallest.map((value, i) => (condition[i] < Infinity ? value : NaN));
    return {
      title: 'Conditioning',
      xTitle: 'L',
      yTitle: 'of K^L/n',
      series: [
        { key: 'largest', label: 'λ_{max}', hue: 0.9, x: depths, y: largest },
        { key: 'smallest', label: 'λ_{min}', hue: 0.5, x: depths, y: resolved },
        { key: 'condition', label: 'λ_{max}/λ_{min}', hue: 0.2, x: depths, y: condition },
      ],
    };
  }, [curve]);
  return (
    <PlotCard
      title="Conditioning"
      span={12}
      reading={curve ? <MathText text={read(curve)} /> : 'The spectrum of the kernel on the training inputs'}
      create={createLinePlot}
      handlers={handlers}
      data={data}
      empty="Computing the spectra."
      options={{ xScale: 'log', yScale: 'log', decades: wholeRange }}
      table={() => data && tabulateLinePlot(data)}
    >
      <div className="lab-controls">
        <label title={fields.residual.help}>
          {fields.residual.label}
          <select
            aria-label={fields.residual.label}
            value={residual}
            onChange={(e) => setResidual(e.target.value as Residual)}
          >
            {fields.residual.options.map((name) => (
              <option key={name} value={name}>
                {fields.residual.optionLabels[name]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </PlotCard>
  );
}
