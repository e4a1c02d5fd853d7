import { memo } from 'react';
import { formatTime } from '../../plots/formatNumber';
import type { Assumption, PredictorStatus } from '../../protocol/run';
import { MathText } from '../text/MathText';
import { Source } from '../text/Source';

const marks: Readonly<Record<Assumption['verdict'], string>> = { holds: '✓', fails: '✕', unknown: '?' };

interface AssumptionsProps {
  readonly status: PredictorStatus | undefined;
}

/** Whether a theory may be trusted on these data: a line per assumption with the place it comes from. */
export const Assumptions = memo(function Assumptions({ status }: AssumptionsProps) {
  if (!status) return <span>–</span>;
  return (
    <ul className="assumptions">
      {status.message !== null && (
        <li>
          <span className="fails" aria-hidden="true">
            {marks.fails}
          </span>
          <Ending status={status} message={status.message} />
        </li>
      )}
      {status.assumptions.map((a) => (
        <li key={a.text}>
          <span className={a.verdict} role="img" aria-label={a.verdict}>
            {marks[a.verdict]}
          </span>
          <span>
            <MathText text={a.text} />{' '}
            <span className="source">
              <Source text={a.source} />
            </span>
          </span>
        </li>
      ))}
      {status.message === null && status.assumptions.length === 0 && (
        <li>{status.state === 'running' ? 'being computed' : 'none to check'}</li>
      )}
    </ul>
  );
});

interface EndingProps extends Required<AssumptionsProps> {
  readonly status: PredictorStatus;
  readonly message: string;
}

/** A blow-up in four words, its reason and remedy on hover and for readers; a refusal in full. */
function Ending({ status, message }: EndingProps) {
  if (status.divergedAt === null)
    return (
      <span>
        <MathText text={message} />
      </span>
    );
  return (
    <span title={message}>
      <span aria-hidden="true">blows up at t = {formatTime(status.divergedAt)}</span>
      <span className="visually-hidden">{message}</span>
    </span>
  );
}
