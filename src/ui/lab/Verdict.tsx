import { memo } from 'react';
import { useStore } from 'zustand';
import { formatDuration, formatNumber, formatTime } from '../../plots/formatNumber';
import { predictorStyle } from '../../plots/predictorStyle';
import { predictorNames } from '../../protocol/experimentSpec';
import type { PredictorName } from '../../protocol/experimentSpec';
import type { Assumption, PredictorStatus } from '../../protocol/run';
import { experimentStore } from '../../state/experimentStore';
import { playbackStore } from '../../state/playbackStore';
import { runStore } from '../../state/runStore';
import type { Run } from '../../state/runState';
import { MathText } from '../text/MathText';
import { Card } from './Card';
import { errorNow } from './errorNow';
import { PredictorSwatch } from './PredictorSwatch';

/** Which theory is right here, by how much, until when, at what cost, and whether its assumptions hold. */
export function Verdict() {
  const run = useStore(runStore, (s) => s.run);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  const shown = predictorNames.filter((name) => name !== 'nn' && predictors.includes(name));
  return (
    <Card
      title="Verdict"
      span={12}
      reading="How far each theory is from this very network, and whether its assumptions hold for these data"
    >
      {shown.length === 0 ? (
        <p>Switch on a theory above to compare it with the network.</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="group" aria-label="Verdict table">
          <table className="verdict">
            <thead>
              <tr>
                <th scope="col">Predictor</th>
                <th scope="col" className="number">
                  error at t = <TimeNow />
                </th>
                <th scope="col" className="number">
                  largest so far
                </th>
                <th scope="col" className="number">
                  trusted until (5 %)
                </th>
                <th scope="col" className="number">
                  cost
                </th>
                <th scope="col">assumptions on these data</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((name) => (
                <VerdictRow key={name} name={name} run={run} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

interface VerdictRowProps {
  readonly name: PredictorName;
  readonly run: Run | null;
}

function VerdictRow({ name, run }: VerdictRowProps) {
  const error = run?.errors[name];
  const status = run?.statuses[name];
  return (
    <tr>
      <th scope="row">
        <PredictorSwatch name={name} />
        {predictorStyle[name].label}
      </th>
      <td className="number">
        <ErrorNow run={run} name={name} column="rms" />
      </td>
      <td className="number">
        <ErrorNow run={run} name={name} column="largest" />
      </td>
      <td className="number">{run && error ? trust(run, name) : '–'}</td>
      <td className="number">{status ? formatDuration(status.milliseconds) : '–'}</td>
      <td>
        <Assumptions status={status} />
      </td>
    </tr>
  );
}

function TimeNow() {
  return useStore(playbackStore, (s) => formatTime(s.time));
}

interface ErrorNowProps extends VerdictRowProps {
  readonly column: 'rms' | 'largest';
}

function ErrorNow({ run, name, column }: ErrorNowProps) {
  const text = useStore(playbackStore, (s) => {
    const value = run ? errorNow(run.errors[name], run.header.times, s.time, column) : null;
    return value === null ? '–' : formatNumber(value);
  });
  return <MathText text={text} />;
}

/** The horizon of trust; a theory that is still within 5 % where the record ends says so. */
function trust(run: Run, name: PredictorName): string {
  const until = run.trusted[name];
  const { times } = run.header;
  if (until != null) return `t = ${formatTime(until)}`;
  const recorded = run.errors[name]?.count ?? 0;
  return recorded > 0 ? `t > ${formatTime(times[recorded - 1])}` : '–';
}

const marks: Readonly<Record<Assumption['verdict'], string>> = { holds: '✓', fails: '✕', unknown: '?' };

const Assumptions = memo(function Assumptions({ status }: { readonly status: PredictorStatus | undefined }) {
  if (!status) return <span>–</span>;
  return (
    <ul>
      {status.message && (
        <li>
          <span className="fails" aria-hidden="true">
            ✕
          </span>
          <MathText text={status.message} />
        </li>
      )}
      {status.assumptions.map((a) => (
        <li key={a.text} title={a.source}>
          <span className={a.verdict} role="img" aria-label={a.verdict}>
            {marks[a.verdict]}
          </span>
          <MathText text={`${a.text} (${a.source})`} />
        </li>
      ))}
      {!status.message && status.assumptions.length === 0 && (
        <li>{status.state === 'running' ? 'being computed' : 'none to check'}</li>
      )}
    </ul>
  );
});
