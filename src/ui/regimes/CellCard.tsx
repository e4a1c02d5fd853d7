import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import { predictors } from '../../protocol/predictors';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { diverged, nearestTheory, placeOf, type Plane } from '../../protocol/plane';
import { planeTheories } from '../../protocol/planeSettings';
import { theoryEnd, theoryError } from '../../protocol/quantities/theoryErrors';
import { networkEnd } from '../../protocol/quantities/quantity';
import { experimentStore, presentAddress } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import type { CellRow } from '../../state/planeStore';
import { Card } from '../cards/Card';
import { PredictorSwatch } from '../run/PredictorSwatch';
import { MathText } from '../text/MathText';
import { percentOf, placeText } from './planeText';

interface CellCardProps {
  readonly plane: Plane;
  readonly row: CellRow | null;
  readonly cell: number;
}

/** The numbers of one network of the plane, and its address as a run. */
export function CellCard({ plane, row, cell }: CellCardProps) {
  const among = useStore(labSettingsStore, (s) => s.regimes.among);
  const tolerance = useStore(labSettingsStore, (s) => s.regimes.tolerance);
  // The address holds all of the experiment: it changes with it.
  useStore(experimentStore, (s) => s.spec);
  const nearest = row && nearestTheory(row, among);
  const end = row?.values[networkEnd];
  const number = (name: string): string => formatNumber(row?.values[name] ?? NaN);
  return (
    <Card title="Chosen network" span={5} reading={<MathText text={placeText(plane, cell)} />}>
      {row === null ? (
        <p className="empty">Not computed yet.</p>
      ) : diverged(row) ? (
        <p>The network diverged at t = {formatNumber(end ?? NaN, 3)}. Take a smaller learning rate.</p>
      ) : (
        <table className="plane-cell" aria-label="Numbers of the network">
          <tbody>
            {planeTheories.map((name) => {
              const error = row.values[theoryError(name)];
              if (error === undefined) return null;
              const over = row.values[theoryEnd(name)];
              return (
                <tr key={name} className={nearest?.name === name ? 'nearest' : undefined}>
                  <th scope="row">
                    <PredictorSwatch name={name} /> {predictors[name].label}
                  </th>
                  <td className="number">
                    {error !== null
                      ? percentOf(error)
                      : over != null
                        ? `ended at t = ${formatNumber(over)}`
                        : '–'}
                  </td>
                </tr>
              );
            })}
            <NumberRow label="kernel drift" text={number('drift')} />
            <NumberRow label="motion of hidden layers" text={number('motion.hidden')} />
            <NumberRow label="motion of output layer" text={number('motion.output')} />
          </tbody>
        </table>
      )}
      {row !== null && !diverged(row) && (
        <p className="hint">
          Largest RMS error over the run, as a share of the largest RMS output;{' '}
          {nearest !== null && nearest.error <= tolerance ? 'the nearest is right' : 'none is right'} to{' '}
          {percentOf(tolerance)}.
          {row.values['theory.meanField.sampling'] != null &&
            ` The mean field’s own sampling error: ${percentOf(row.values['theory.meanField.sampling'])}.`}
        </p>
      )}
      {row?.problem && <p className="said wrong">{row.problem}</p>}
      <a className="button small plane-open" href={runAddress(plane, cell)}>
        Open this run
      </a>
    </Card>
  );
}

function NumberRow({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="number">
        <MathText text={text} />
      </td>
    </tr>
  );
}

/** The experiment of a cell in the lab of the run. */
function runAddress(plane: Plane, cell: number): string {
  const patch: Partial<ExperimentSpec> = {
    tab: 'lab',
    optimizer: plane.base.optimizer,
    ...placeOf(plane, cell),
  };
  return presentAddress(patch);
}
