/** The rows at hand as a file: a table, or the lines that the command line prints and aggregates. */
import { sweepMembers } from '../../protocol/sweep';
import { sweepLine } from '../../protocol/sweepLine';
import { quantitiesIn } from '../../protocol/sweepQuantities';
import { sweepStore } from '../../state/sweepStore';

export async function downloadRuns(format: 'csv' | 'jsonl'): Promise<void> {
  const { rows, plan } = sweepStore.getState();
  if (plan === null) return;
  const [{ downloadText }, { toCsv }] = await Promise.all([
    import('../../export/downloadBlob'),
    import('../../export/toCsv'),
  ]);
  if (format === 'csv') {
    const names = quantitiesIn(rows).map(({ name }) => name);
    const axes = plan.axes.map(({ field }) => field);
    const table = {
      caption: 'Runs',
      columns: [...axes, ...names, 'seconds'],
      rows: rows.map(({ overrides, values, seconds }) => [
        ...axes.map((field) => cell(overrides[field])),
        ...names.map((name) => values[name] ?? null),
        seconds,
      ]),
    };
    downloadText(toCsv(table), 'text/csv', 'kernel-drift-sweep.csv');
    return;
  }
  const members = new Map(sweepMembers(plan).map((member) => [member.key, member]));
  const lines = rows.map((row) => `${JSON.stringify(sweepLine(row, members.get(row.key)!, plan.outputs))}\n`);
  downloadText(lines.join(''), 'application/x-ndjson', 'kernel-drift-sweep.jsonl');
}

function cell(value: number | string | boolean): number | string {
  return typeof value === 'boolean' ? String(value) : value;
}
