import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatDuration, formatNumber, formatTime } from '../../plots/formatNumber';
import { predictorStyle } from '../../plots/predictorStyle';
import { predictorNames, predictors } from '../../protocol/predictors';
import type { PredictorName } from '../../protocol/experimentSpec';
import { experimentStore } from '../../state/experimentStore';
import type { Run } from '../../state/runState';
import { oddLossFloor } from '../../theory/assumptions/oddNetwork';
import { parametrise, resolveAlpha } from '../../theory/network/parametrisation';
import { TermNote } from '../symbols/TermNote';
import { MathText } from '../text/MathText';
import { useMedia } from '../shell/useMedia';
import { useNarrow } from '../shell/useNarrow';
import { Assumptions } from './Assumptions';
import { Card } from '../cards/Card';
import { errorNow } from './errorNow';
import { PredictorSwatch } from './PredictorSwatch';
import { trustText } from './trustText';
import { usePlayback, useRun } from './runContext';

/** Where the assumptions stand: beside the numbers, below them, or below them with the name above. */
type VerdictLayout = 'row' | 'two' | 'three';

/** Which theory is right here, by how much, until when, at what cost, and whether its assumptions hold. */
export function Verdict() {
  const run = useRun((s) => s.run);
  const chosen = useStore(experimentStore, (s) => s.spec.predictors);
  const shown = predictorNames.filter((name) => name !== 'nn' && chosen.includes(name));
  const narrow = useNarrow();
  const middling = useMedia('(max-width: 1280px)');
  const layout = narrow ? 'three' : middling ? 'two' : 'row';
  return (
    <Card
      title="Verdict"
      span={12}
      reading={
        <>
          How far each theory is from this very network, and whether its assumptions hold for these data
          <OddNote run={run} />
        </>
      }
    >
      {shown.length === 0 ? (
        <p>Switch on a theory above to compare it with the network.</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="group" aria-label="Verdict table">
          <table className="verdict" data-layout={layout}>
            <thead>
              <tr>
                {layout !== 'three' && <th scope="col">Predictor</th>}
                <th scope="col" className="number">
                  <TermNote name="Error of a prediction" {...terms.error}>
                    {layout === 'three' ? 'error now' : <TimeOfError />}
                  </TermNote>
                </th>
                <th scope="col" className="number">
                  <TermNote name="Largest error so far" {...terms.largest}>
                    {layout === 'three' ? 'largest' : 'largest so far'}
                  </TermNote>
                </th>
                <th scope="col" className="number">
                  <TermNote name="Horizon of trust" {...terms.trust}>
                    {layout === 'three' ? 'within 5 % until' : 'within 5 % of the output until'}
                  </TermNote>
                </th>
                <th scope="col" className="number">
                  <TermNote name="Cost" {...terms.cost}>
                    cost
                  </TermNote>
                </th>
                {layout === 'row' && <th scope="col">assumptions on these data</th>}
              </tr>
            </thead>
            {shown.map((name) => (
              <VerdictRows key={name} name={name} run={run} layout={layout} />
            ))}
          </table>
        </div>
      )}
    </Card>
  );
}

/** What the columns hold. */
const terms = {
  error: {
    formula: <MathText text="e(t) = ((1/p) Σ_k (f̂(x_k, t) − f(x_k, t))^2)^{1/2}" />,
    help: 'RMS distance of the theory f̂ from the network f over the p probe points, at the playhead.',
  },
  largest: {
    formula: <MathText text="max_{s ≤ t} e(s)" />,
    help: 'The largest error up to the playhead: a theory that errs and comes back has erred.',
  },
  trust: {
    formula: <MathText text="first t with e(t) > 0.05 max_s RMS f(s)" />,
    help: 'How long the error stays below 5 % of the largest RMS output of the network on this run; “t > 60” where it still does at the end of the record.',
  },
  cost: { help: 'Computing time of this theory on this machine.' },
} as const;

/** Said once for all theories: an odd network cannot learn a target's even part. */
function OddNote({ run }: { readonly run: Run | null }) {
  const floor = useMemo(() => (run ? floorOf(run) : null), [run]);
  if (floor === null) return null;
  return (
    <>
      . <b className="fails">The network is odd here</b>, f(−x) = −f(x): no biases, and φ is odd
      {floor > 0 && (
        <>
          ; these points have antipodes, so the loss stays above <MathText text={formatNumber(floor)} />
        </>
      )}
    </>
  );
}

function floorOf({ header: { spec, x, y, d } }: Run): number | null {
  const parametrisation = parametrise({ ...spec, d, alpha: resolveAlpha(spec.alpha, spec.width) });
  return oddLossFloor(spec.activation, parametrisation, spec.loss, x, y);
}

interface PredictorOfRun {
  readonly name: PredictorName;
  readonly run: Run | null;
}

interface VerdictRowsProps extends PredictorOfRun {
  readonly layout: VerdictLayout;
}

function VerdictRows({ name, run, layout }: VerdictRowsProps) {
  const error = run?.errors[name];
  // The lines of the run before stay until this run has its own: the table keeps its height.
  const status = useRun((s) => s.run?.statuses[name] ?? s.ghost?.statuses[name]);
  const heading = (
    <>
      <PredictorSwatch name={name} />
      <TermNote
        name={predictors[name].fullName}
        formula={<MathText text={predictors[name].formula} />}
        help="Computed for this very network and these data."
        source={predictors[name].source}
      >
        {predictorStyle[name].label}
      </TermNote>
    </>
  );
  const assumptions = <Assumptions status={status} />;
  return (
    <tbody>
      {layout === 'three' && (
        <tr>
          <th scope="rowgroup" colSpan={4}>
            {heading}
          </th>
        </tr>
      )}
      <tr>
        {layout !== 'three' && <th scope={layout === 'row' ? 'row' : 'rowgroup'}>{heading}</th>}
        <td className="number">
          <ErrorNow run={run} name={name} column="rms" />
        </td>
        <td className="number">
          <ErrorNow run={run} name={name} column="largest" />
        </td>
        <td className="number">{run && error ? trustText(run, name) : '–'}</td>
        <td className="number">{status ? formatDuration(status.milliseconds) : '–'}</td>
        {layout === 'row' && <td>{assumptions}</td>}
      </tr>
      {layout !== 'row' && (
        <tr>
          <td colSpan={layout === 'two' ? 5 : 4}>{assumptions}</td>
        </tr>
      )}
    </tbody>
  );
}

function TimeOfError() {
  return <>error at t = {usePlayback((s) => formatTime(s.time))}</>;
}

interface ErrorNowProps extends PredictorOfRun {
  readonly column: 'rms' | 'largest';
}

function ErrorNow({ run, name, column }: ErrorNowProps) {
  const text = usePlayback((s) => {
    const value = run ? errorNow(run.errors[name], run.header.times, s.time, column) : null;
    return value === null ? '–' : formatNumber(value);
  });
  return <MathText text={text} />;
}
