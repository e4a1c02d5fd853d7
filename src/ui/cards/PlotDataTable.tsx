import type { PlotTable } from '../../plots/plot';
import { formatNumber } from '../../plots/formatNumber';
import { MathText } from '../text/MathText';

/** Rows that are set at once; the file has them all. */
const maxRows = 400;

/** The numbers behind a plot as a real table. */
export function PlotDataTable({ table }: { readonly table: PlotTable }) {
  const hidden = table.rows.length - maxRows;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={table.caption}>
      <table>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                <MathText text={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, maxRows).map((row, i) => (
            <tr key={i}>
              {row.map((value, j) => (
                <td key={j} className={typeof value === 'number' ? 'number' : ''}>
                  <MathText text={cell(value)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p>{hidden} more rows are in the CSV file.</p>}
    </div>
  );
}

function cell(value: number | string | null): string {
  if (value === null) return '–';
  return typeof value === 'number' ? formatNumber(value, 4) : value;
}
