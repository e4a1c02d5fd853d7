/** What a plot's table has, and nothing more: null where there is no value. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | null)[])[];
}

function field(value: number | string | null): string {
  if (value === null) return '';
  // The shortest decimal text that reads back as the same double.
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A table as RFC 4180 text: CRLF, quotes only where needed, numbers at full precision, an empty field where there is no value. */
export function toCsv(table: CsvTable): string {
  return [table.columns, ...table.rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
