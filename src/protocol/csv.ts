/**
 * Own points as CSV text: one row per point, inputs x1 … xd, then the target y. A row with an empty target is a probe input.
 * The first line that has them says what parts cells: tabs, semicolons, commas or spaces. Where it is not commas, numbers may have
 * decimal commas; a minus sign may be U+2212. A first line of words is a header; if one of them is y, that column is the target, whatever its
 * place. A cell that looks like a number makes a line no header. Blank lines and lines that start with # are skipped. A wrong line is reported by line and column and left out; all others are kept.
 */
import { plural } from '../theory/plural';
import type { Loss, Points } from './experimentSpec';
import { maxListed, shortText } from './fieldProblem';
import { fields } from './fields';
import { formatNumeral, parseNumeral } from './numeral';

export interface CsvProblem {
  /** Counted from 1; 0 for the text as a whole. */
  readonly line: number;
  /** Cell in the line, counted from 1; 0 for the line as a whole. */
  readonly column: number;
  /** "line 3, column 2: "abc" is not a number; the line is left out" */
  readonly message: string;
}

export interface CsvReading {
  readonly points: Points | null;
  readonly problems: readonly CsvProblem[];
}

/** Longest text that is read, in characters: 65 536 numbers in full precision take 1.6 million. */
export const maxCsvLength = 2 ** 21;

/** Most lines that are read: many times the points and probe rows that are kept, with comments and blanks between. */
const maxLines = 2 ** 14;

/** With the logistic loss a target other than −1 and 1 is wrong. */
export function parseCsv(text: string, loss: Loss = 'square'): CsvReading {
  if (text.length > maxCsvLength) {
    const message = `the text has ${text.length} characters, at most ${maxCsvLength} are read; paste fewer rows`;
    return { points: null, problems: [{ line: 0, column: 0, message }] };
  }
  return new CsvReader(text, loss).read();
}

export function formatCsv({ x, y, probe = [] }: Points): string {
  const header = [...x[0].map((_, i) => `x${i + 1}`), 'y'].join(',');
  const rows = x.map((row, i) => [...row, y[i]].map(formatNumeral).join(','));
  const probes = probe.map((row) => `${row.map(formatNumeral).join(',')},`);
  return `${[header, ...rows, ...probes].join('\n')}\n`;
}

class CsvReader {
  private readonly x: number[][] = [];
  private readonly y: number[] = [];
  private readonly probe: number[][] = [];
  private readonly problems: CsvProblem[] = [];
  private readonly lines: readonly string[];
  private readonly delimiter: Delimiter;
  private hidden = 0;
  private overflow = 0;
  private columns = 0;
  private targetColumn = 0;

  constructor(
    text: string,
    private readonly loss: Loss,
  ) {
    this.lines = text
      .replace(/^\uFEFF/, '')
      .replaceAll('\u2212', '-')
      .split(/\r\n|\n|\r/);
    this.delimiter = delimiterOf(this.lines);
  }

  read(): CsvReading {
    this.lines.slice(0, maxLines).forEach((line, i) => this.readLine(line, i + 1));
    if (this.lines.length > maxLines)
      this.add(0, 0, `the text has ${this.lines.length} lines, the first ${maxLines} are read`);
    if (this.overflow > 0) {
      this.add(0, 0, `${plural(this.overflow, 'more row')} left out; ${this.limitSentence()}`);
    }
    if (this.x.length === 0) {
      this.add(
        0,
        0,
        this.probe.length > 0
          ? 'no row has a target: each ends with an empty cell, which makes it a probe input; delete the separator at the end of the lines, or give targets'
          : 'no row with inputs and a target was found; write one point per line, x1,x2,y, as in 0.5,1.2,-1',
      );
    }
    if (this.hidden > 0)
      this.problems.push(problemAt(0, 0, `${plural(this.hidden, 'more problem')} like these`));
    return { points: this.points(), problems: this.problems };
  }

  private points(): Points | null {
    const { x, y, probe } = this;
    if (x.length === 0) return null;
    return probe.length > 0 ? { x, y, probe } : { x, y };
  }

  private readLine(text: string, line: number): void {
    if (isSkipped(text)) return;
    const cells = split(text, this.delimiter).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
    if (cells.every((cell) => cell === '')) return;
    if (this.columns === 0 && !this.start(cells, line)) return;
    if (cells.length !== this.columns) {
      const many =
        cells.length > fields.points.maxColumns + 1 ? 'too many columns' : plural(cells.length, 'column');
      const column = Math.min(cells.length, this.columns) + (cells.length > this.columns ? 1 : 0);
      this.add(line, column, `${many} instead of ${this.columns}; the line is left out`);
      return;
    }
    const row = this.readCells(cells, line);
    if (row === null) return;
    const target = row[this.targetColumn];
    const input = row.filter((_, j) => j !== this.targetColumn) as number[];
    if (!this.hasRoom(target === null, input.length)) this.overflow++;
    else if (target === null) this.probe.push(input);
    else {
      this.x.push(input);
      this.y.push(target);
    }
  }

  /** The first line fixes the columns; says whether it holds data, that is, is no header. */
  private start(cells: readonly string[], line: number): boolean {
    const most = fields.points.maxColumns + 1;
    if (cells.length < 2 || cells.length > most) {
      this.add(line, cells.length < 2 ? 1 : most, `a row needs 2 to ${most} columns, inputs and a target`);
      return false;
    }
    const header = cells.every((cell) => cell !== '' && !looksLikeNumber(cell));
    const named = header ? cells.findIndex((cell) => cell.toLowerCase() === 'y') : -1;
    this.columns = cells.length;
    this.targetColumn = named >= 0 ? named : cells.length - 1;
    return !header;
  }

  /** Numbers of a line, null for an empty target; null for a line with a wrong cell. */
  private readCells(cells: readonly string[], line: number): (number | null)[] | null {
    const limit = fields.points.maxMagnitude;
    const row: (number | null)[] = [];
    for (let j = 0; j < cells.length; j++) {
      const value = this.numberIn(cells[j]);
      if (
        value !== undefined &&
        j === this.targetColumn &&
        this.loss === 'logistic' &&
        Math.abs(value) !== 1
      ) {
        const rule = 'the logistic loss takes targets −1 and 1';
        this.add(line, j + 1, `${rule}, got ${shortText(cells[j])}; the line is left out`);
        return null;
      }
      if (value !== undefined && Math.abs(value) <= limit) row.push(value);
      else if (cells[j] === '' && j === this.targetColumn) row.push(null);
      else {
        const wrong =
          value === undefined ? complaint(cells[j]) : `${shortText(cells[j])} is beyond −${limit}…${limit}`;
        this.add(line, j + 1, `${wrong}; the line is left out`);
        return null;
      }
    }
    return row;
  }

  private numberIn(cell: string): number | undefined {
    const plain = cell.replace(fortranExponent, '$1e$2');
    return parseNumeral(this.delimiter === ',' ? plain : plain.replace(decimalComma, '$1.$2'));
  }

  private hasRoom(isProbe: boolean, d: number): boolean {
    const { maxRows, maxProbeRows, maxValues } = fields.points;
    const values = this.x.length * (d + 1) + this.probe.length * d;
    if (values + (isProbe ? d : d + 1) > maxValues) return false;
    return isProbe ? this.probe.length < maxProbeRows : this.x.length < maxRows;
  }

  private limitSentence(): string {
    const { maxRows, maxProbeRows, maxValues } = fields.points;
    return `at most ${maxRows} points, ${maxProbeRows} probe rows and ${maxValues} numbers are kept`;
  }

  private add(line: number, column: number, message: string): void {
    if (this.problems.length < maxListed) this.problems.push(problemAt(line, column, message));
    else this.hidden++;
  }
}

type Delimiter = '\t' | ';' | ',' | ' ';

const decimalComma = /^([+-]?\d+),(\d+(?:[eE][+-]?\d+)?)$/;

/** Fortran writes numbers of double precision with a D: 1.5D+00. */
const fortranExponent = /^([+-]?[\d.,]+)[dD]([+-]?\d+)$/;

function isSkipped(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

/** Tabs before semicolons before commas; spaces where these are missing, or where commas can only be decimal ones: `0,5 1,2`. */
function delimiterOf(lines: readonly string[]): Delimiter {
  for (const line of lines) {
    if (isSkipped(line)) continue;
    const text = line.trim();
    if (text.includes('\t')) return '\t';
    if (text.includes(';')) return ';';
    const words = text.split(/\s+/);
    if (words.length > 1 && words.every(isNumeralOrDecimalComma)) return ' ';
    if (text.includes(',')) return ',';
    if (words.length > 1) return ' ';
  }
  return ',';
}

function isNumeralOrDecimalComma(word: string): boolean {
  return parseNumeral(word) !== undefined || decimalComma.test(word);
}

/** The cells of a line, one more than can be legal at most. */
function split(line: string, delimiter: Delimiter): string[] {
  const most = fields.points.maxColumns + 2;
  return delimiter === ' ' ? line.trim().split(/\s+/, most) : line.split(delimiter, most);
}

/** Begins as a number does in any script, or is a word for one: no name of a column. */
function looksLikeNumber(cell: string): boolean {
  return /^[+-]?[.,]?\p{Nd}|^[+-]?(inf|infinity|nan)$/iu.test(cell);
}

function complaint(cell: string): string {
  if (cell === '') return 'the cell is empty';
  if (/^[+-]?\d+(\s\d+)+/.test(cell))
    return `"${shortText(cell)}" has a space inside; write the digits together`;
  return `"${shortText(cell)}" is not a number`;
}

function problemAt(line: number, column: number, message: string): CsvProblem {
  const place = line === 0 ? '' : column === 0 ? `line ${line}: ` : `line ${line}, column ${column}: `;
  return { line, column, message: place + message };
}
