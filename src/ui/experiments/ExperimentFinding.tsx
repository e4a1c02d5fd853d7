import type { Finding, Grade } from '../../experiments/finding';
import { gradeLabels } from '../../experiments/finding';
import { formatNumber } from '../../plots/formatNumber';
import type { ExperimentRun } from '../../state/experimentRunner';
import { MathText } from '../text/MathText';
import { withPowers } from '../text/withPowers';

/** What the check says of the last run of an experiment, with its numbers. */
export function ExperimentFinding({ run }: { readonly run: ExperimentRun | undefined }) {
  const finding = run?.finding ?? null;
  return (
    <>
      <p role="status" className="claim-verdict">
        {finding ? <Verdict finding={finding} /> : unfinished(run)}
        {finding && run?.size === 'paper' && ' At the paper’s size.'}
      </p>
      {run && run.problems.length > 0 && (
        <p className="said wrong" role="alert">
          {run.status === 'failed'
            ? run.problems[0]
            : `${run.problems.length} of its runs could not be computed: ${run.problems[0]}`}
        </p>
      )}
      {finding && <Numbers finding={finding} />}
    </>
  );
}

function unfinished(run: ExperimentRun | undefined): string {
  if (run === undefined) return 'Not computed yet.';
  switch (run.status) {
    case 'running':
      return 'Computing what it needs.';
    case 'cancelled':
      return 'Cancelled; it goes on from what was computed when you run it again.';
    case 'failed':
      return 'It could not be computed.';
    case 'done':
      return '';
  }
}

const tones: Readonly<Record<Grade, string | undefined>> = {
  seen: 'holds',
  otherExponent: 'holds',
  notSeen: 'fails',
  undecided: undefined,
};

function Verdict({ finding: { grade, because } }: { readonly finding: Finding }) {
  return (
    <>
      <b className={tones[grade]}>{gradeLabels[grade]}:</b> <MathText text={withPowers(because)} />
    </>
  );
}

function Numbers({ finding: { numbers } }: { readonly finding: Finding }) {
  const entries = Object.entries(numbers);
  if (entries.length === 0) return null;
  const one = (value: number | null): string => (value === null ? '–' : formatNumber(value, 3));
  return (
    <details>
      <summary>Numbers</summary>
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Numbers of the finding">
        <table>
          <tbody>
            {entries.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">
                  <MathText
                    text={
                      typeof value === 'number' || value === null ? one(value) : value.map(one).join(', ')
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
