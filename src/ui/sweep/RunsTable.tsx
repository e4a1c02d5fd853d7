import { memo, useMemo } from 'react';
import { useStore } from 'zustand';
import { formatDuration, formatNumber } from '../../plots/formatNumber';
import { fields } from '../../protocol/fields';
import type { FieldName } from '../../protocol/fieldTypes';
import type { SweepRow } from '../../protocol/sweep';
import { quantitiesIn } from '../../protocol/sweepQuantities';
import type { SweepQuantity } from '../../protocol/quantities/quantity';
import { sweepStore } from '../../state/sweepStore';
import { Card } from '../cards/Card';
import { MathText } from '../text/MathText';
import { downloadRuns } from './downloadRuns';

/** Rows that are set; the files have them all. */
const maxRows = 400;

/** Every run as it finishes, the newest first. */
export function RunsTable() {
  const rows = useStore(sweepStore, (s) => s.rows);
  const plan = useStore(sweepStore, (s) => s.plan);
  const quantities = useMemo(() => quantitiesIn(rows), [rows]);
  const names = quantities.map(({ name }) => name).join();
  const columns = useMemo(() => quantitiesFor(names), [names]);
  const axes = useMemo(() => plan?.axes.map(({ field }) => field) ?? [], [plan]);
  const newest = rows.slice(-maxRows).reverse();
  return (
    <Card
      title="All runs"
      span={12}
      reading={
        rows.length > maxRows
          ? `The newest ${maxRows} of ${rows.length}; the files have them all`
          : 'One row for every run, the newest first; – where a truncation blew up or did not fit the memory'
      }
      tools={
        <>
          <button
            type="button"
            className="button small quiet"
            disabled={rows.length === 0}
            onClick={() => void downloadRuns('csv')}
          >
            CSV
          </button>
          <button
            type="button"
            className="button small quiet"
            disabled={rows.length === 0}
            onClick={() => void downloadRuns('jsonl')}
          >
            JSON lines
          </button>
        </>
      }
    >
      <div className="table-scroll" tabIndex={0} role="group" aria-label="Runs, scrolled">
        <table className="runs" aria-label="Runs">
          <thead>
            <tr>
              {axes.map((field) => (
                <th key={field} scope="col">
                  {fields[field].label}
                </th>
              ))}
              {columns.map((quantity) => (
                <th key={quantity.name} scope="col" className="number" title={quantity.panel?.title}>
                  <MathText text={quantity.heading} />
                </th>
              ))}
              <th scope="col" className="number">
                time
              </th>
            </tr>
          </thead>
          <tbody>
            {newest.map((row) => (
              <RunRow key={row.key} row={row} axes={axes} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function quantitiesFor(names: string): readonly SweepQuantity[] {
  const wanted = new Set(names.split(','));
  return quantitiesIn([{ values: Object.fromEntries([...wanted].map((name) => [name, 0])) }]);
}

interface RunRowProps {
  readonly row: SweepRow;
  readonly axes: readonly FieldName[];
  readonly columns: readonly SweepQuantity[];
}

const RunRow = memo(function RunRow({ row, axes, columns }: RunRowProps) {
  return (
    <tr title={row.problem ?? undefined}>
      {axes.map((field) => (
        <td key={field}>{String(row.overrides[field])}</td>
      ))}
      {columns.map(({ name }) => {
        const value = row.values[name];
        return (
          <td key={name} className="number">
            {value == null ? '–' : <MathText text={formatNumber(value)} />}
          </td>
        );
      })}
      <td className="number">{formatDuration(1000 * row.seconds)}</td>
    </tr>
  );
});
