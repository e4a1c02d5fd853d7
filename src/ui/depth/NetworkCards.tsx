import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import {
  depthNetworksStore,
  type DepthNetworksClient,
  type DepthNetworksState,
} from '../../state/depthNetworksStore';
import { fields } from '../../protocol/fields';
import { formatNumeral } from '../../protocol/numeral';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { PlotCard } from '../cards/PlotCard';
import { parseNumber } from '../controls/parseNumber';
import { TextEntry } from '../controls/TextEntry';
import { MathText } from '../text/MathText';
import { DepthEntry } from './DepthEntry';
import { gradientByLayer, gradientPlot, gradientSentence } from './gradientByLayer';
import { kernelSpread, spreadPlot, spreadSentence } from './kernelSpread';

const handlers = {};

function said({ status, networks, request, problem }: DepthNetworksState): string {
  const count = `${networks.length} of ${request?.networks ?? 0} networks`;
  switch (status) {
    case 'idle':
      return '';
    case 'running':
      return `${count}.`;
    case 'done':
      return `${networks.length} networks.`;
    case 'cancelled':
      return `Cancelled after ${count}.`;
    case 'failed':
      return problem?.message ?? '';
  }
}

/** The network's own width: the panel of this lab is of infinite networks and does not have it. */
function WidthEntry() {
  const width = useStore(experimentStore, (s) => s.spec.width);
  const { label, help } = fields.width;
  return (
    <label title={help}>
      <span>{label}</span>
      <TextEntry
        label={label}
        value={formatNumeral(width)}
        onEnter={(text) => {
          const number = parseNumber(text);
          if (number !== null) experimentHistory.edit({ width: Math.round(number) });
          return number !== null;
        }}
      />
    </label>
  );
}

/** What depth does to networks of finite width: their gradients by layer, and the spread of their kernel. */
export function NetworkCards({ client }: { readonly client: DepthNetworksClient | null }) {
  const state = useStore(depthNetworksStore);
  const { request, networks, status } = state;
  const gradients = useMemo(() => gradientByLayer(networks), [networks]);
  const spread = useMemo(() => request && kernelSpread(networks, request), [networks, request]);
  const gradientData = useMemo(() => gradients && gradientPlot(gradients), [gradients]);
  const spreadData = useMemo(() => spread && request && spreadPlot(spread, request), [spread, request]);
  const empty = status === 'failed' ? said(state) : 'Drawing networks.';
  return (
    <>
      <PlotCard
        title="Gradient norm by layer"
        span={6}
        reading={
          <MathText
            text={
              gradients && request
                ? gradientSentence(gradients, request)
                : 'How much of the loss’s gradient reaches the first layer'
            }
          />
        }
        create={createLinePlot}
        handlers={handlers}
        data={gradientData}
        empty={empty}
        options={{ xScale: 'linear', yScale: 'log', decades: 16 }}
        table={() => gradientData && tabulateLinePlot(gradientData)}
      >
        <div className="lab-controls">
          <WidthEntry />
          <DepthEntry name="networks" />
          <DepthEntry name="deepest" />
          {(status === 'running' || status === 'cancelled') && (
            <button
              type="button"
              className="button small"
              onClick={() => (status === 'running' ? client?.cancel() : client?.again())}
            >
              {status === 'running' ? 'Cancel' : 'Draw'}
            </button>
          )}
          <span role="status">{said(state)}</span>
        </div>
      </PlotCard>
      <PlotCard
        title="Kernel spread over seeds"
        span={6}
        reading={
          <MathText
            text={
              spread && request
                ? spreadSentence(spread, request, networks.length)
                : 'How far the kernel at initialisation is from being deterministic'
            }
          />
        }
        create={createLinePlot}
        handlers={handlers}
        data={spreadData}
        empty={empty}
        options={{ xScale: 'linear', yScale: 'log', decades: 16 }}
        table={() => spreadData && tabulateLinePlot(spreadData)}
      >
        <p className="card-note">
          <MathText text="Networks of the width, activation and parametrisation that are set, at initialisation; H/m is depth over width. The seed counts up from the network’s own." />
        </p>
      </PlotCard>
    </>
  );
}
