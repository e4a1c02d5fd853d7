import { useMemo } from 'react';
import { useStore } from 'zustand';
import { quantityFamilies } from '../../protocol/quantities/quantityFamilies';
import { sweepOutputs } from '../../protocol/sweep';
import { experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import {
  addAxis,
  chooseDefaultSweep,
  draftedPlan,
  sweepDraft,
  sweepStore,
  toggleOutput,
} from '../../state/sweepStore';
import { Card } from '../cards/Card';
import { MathText } from '../text/MathText';
import { networkInWords } from '../text/networkInWords';
import { AxisEditor } from './AxisEditor';
import { SweepProgress } from './SweepProgress';

/** What is repeated, over what, and what is asked of every run. */
export function SweepSetup() {
  const settings = useStore(labSettingsStore);
  const drafted = useMemo(() => sweepDraft(settings), [settings]);
  const { axes, outputs } = drafted;
  const busy = useStore(sweepStore, (s) => s.status === 'running' || s.status === 'paused');
  const spec = useStore(experimentStore, (s) => s.spec);
  const draft = useMemo(() => draftedPlan(spec, drafted), [spec, drafted]);
  const network = useMemo(
    () =>
      networkInWords(
        spec,
        axes.map(({ field }) => field),
      ),
    [spec, axes],
  );
  return (
    <Card
      title="What to sweep"
      span={12}
      reading={
        <>
          The present experiment (<MathText text={network} />
          ), once for every combination of the values below
        </>
      }
      tools={
        <button type="button" className="button small" disabled={busy} onClick={chooseDefaultSweep}>
          Huang–Yau default
        </button>
      }
    >
      <div className="sweep-setup">
        <fieldset disabled={busy}>
          <legend>Over</legend>
          {axes.map((axis, i) => (
            <AxisEditor key={i} index={i} axis={axis} only={axes.length === 1} />
          ))}
          <p className="hint">
            Single values and ranges: 1,2,5 · 0:7 (step 1) · 0.5:2:+0.5 (sum) · 32:512:x2 (factor).
          </p>
          <button
            type="button"
            className="button small"
            onClick={() => addAxis({ field: 'depth', text: '1:3' })}
          >
            Add an axis
          </button>
        </fieldset>
        <fieldset disabled={busy}>
          <legend>Compute</legend>
          <div className="sweep-outputs">
            {sweepOutputs.map((output) => (
              <label key={output}>
                <input
                  type="checkbox"
                  checked={outputs.includes(output)}
                  onChange={() => toggleOutput(output)}
                />
                <span>
                  <MathText text={quantityFamilies[output].label} />
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      <SweepProgress draft={draft} />
    </Card>
  );
}
