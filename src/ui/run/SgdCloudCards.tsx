import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { createCloudPlot, tabulateCloud, type CloudPlotData } from '../../plots/cloudPlot';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { runSettings } from '../../protocol/runSettings';
import { sgdProblem, type BatchDraw } from '../../protocol/sgd';
import { memberCost } from '../../protocol/sweep';
import { experimentHistory } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { indexAt } from '../../state/recordedTime';
import { PlotCard } from '../cards/PlotCard';
import { TimeCard } from '../cards/TimeCard';
import { MathText } from '../text/MathText';
import {
  cloudAxes,
  cloudDirection,
  cloudPlots,
  cloudSentence,
  cloudView,
  spreadData,
  type CloudView,
} from './cloudData';
import { usePlayback, useRun } from './runContext';
import { cloudRuns, useSgdCloud } from './useSgdCloud';

const handlers = {};
const live = (): object => ({});

/** A cloud that costs more multiplications than this waits for its button: some ten seconds of a core. */
const automatic = 2e10;

function isCheap(spec: ExperimentSpec): boolean {
  return (cloudRuns * memberCost(spec)) / spec.lr <= automatic;
}

/** One network trained with many orders of its batches, around gradient descent; nothing for other optimizers. */
export function SgdCloudCards() {
  const spec = useRun((s) => (s.computing ? null : (s.run?.header.spec ?? null)));
  const n = useRun((s) => s.run?.header.n ?? 0);
  const sgd = useRun((s) => s.run?.header.spec.optimizer === 'sgd');
  const draw = useStore(labSettingsStore, (s) => s.lab.batches);
  const [asked, ask] = useState<ExperimentSpec | null>(null);
  const problem = spec && sgd ? sgdProblem(spec, n) : null;
  const waits = spec !== null && sgd && problem === null && !isCheap(spec) && asked !== spec;
  const cloud = useSgdCloud(sgd && problem === null && !waits ? spec : null, draw);
  const view = useMemo(() => cloudView(cloud), [cloud]);
  const spread = useMemo(() => view && spreadData(view), [view]);
  if (!sgd) return null;
  const said =
    problem ??
    cloud?.problem ??
    (waits ? `${cloudRuns} runs of this experiment take longer than others; “Compute” starts them.` : null);
  return (
    <>
      <CloudCard view={view} said={said} onAsk={waits ? () => ask(spec) : null} />
      <TimeCard
        title="Spread over batch orders"
        axes="lab.spread"
        span={6}
        data={spread}
        legend
        reading="how far runs are apart that differ in the order of the points alone; batches that share out an epoch cancel at its end"
      />
    </>
  );
}

interface CloudCardProps {
  readonly view: CloudView | null;
  readonly said: string | null;
  readonly onAsk: (() => void) | null;
}

function CloudCard({ view, said, onAsk }: CloudCardProps) {
  const { batches, cloudX, cloudY } = useStore(labSettingsStore, (s) => s.lab);
  const k = usePlayback(({ time }) => (view ? indexAt(view.theory.times, time) : 0));
  const plotAt = useMemo(() => {
    if (!view) return null;
    const draw = cloudPlots(view, cloudDirection(view.theory, cloudX), cloudDirection(view.theory, cloudY));
    let last: { readonly k: number; readonly data: CloudPlotData } | null = null;
    // One picture per recorded moment, however often the playhead asks.
    return (time: number): CloudPlotData => {
      const k = indexAt(view.theory.times, time);
      if (last?.k !== k) last = { k, data: draw(k) };
      return last.data;
    };
  }, [view, cloudX, cloudY]);
  return (
    <PlotCard
      title="SGD cloud"
      span={6}
      reading={
        <MathText
          text={said ?? (view ? cloudSentence(view, k) : 'Computing what is expected of the runs.')}
        />
      }
      create={createCloudPlot}
      handlers={handlers}
      data={said === null && plotAt ? plotAt : null}
      empty={said ?? 'Runs are on their way.'}
      options={{}}
      live={live}
      shownTime={(time) => (view ? view.theory.times[indexAt(view.theory.times, time)] : time)}
      table={tabulateCloud}
      tools={
        onAsk && (
          <button type="button" className="button small" onClick={onAsk}>
            Compute
          </button>
        )
      }
    >
      <div className="lab-controls">
        <label>
          {runSettings.batches.label}
          <select
            className="inline-choice"
            aria-label="Batches"
            value={batches}
            onChange={(e) =>
              experimentHistory.edit({}, null, { lab: { batches: e.target.value as BatchDraw } })
            }
          >
            {runSettings.batches.options.map((one) => (
              <option key={one} value={one}>
                {runSettings.batches.optionLabels[one]}
              </option>
            ))}
          </select>
        </label>
        {view &&
          (['cloudX', 'cloudY'] as const).map((name) => (
            <label key={name}>
              {name === 'cloudX' ? 'Across' : 'Up'}
              <select
                className="inline-choice"
                aria-label={runSettings[name].label}
                value={name === 'cloudX' ? cloudX : cloudY}
                onChange={(e) => experimentHistory.edit({}, null, { lab: { [name]: e.target.value } })}
              >
                {cloudAxes(view.theory.n).map(({ key, label }) => (
                  <option key={key} value={key}>
                    {label.replace(/_(\d+)/, (_, i: string) => subscript(i))}
                  </option>
                ))}
              </select>
            </label>
          ))}
      </div>
    </PlotCard>
  );
}

/** An option of a list is plain text. */
function subscript(digits: string): string {
  return [...digits].map((d) => String.fromCharCode(0x2080 + Number(d))).join('');
}
