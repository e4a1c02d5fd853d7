import { depthRows, startOfDepth } from '../../theory/edgeOfChaos/depthRows';
import { finite } from '../../protocol/nest';
import { QuestionInput } from './questionInput';

/** A line of output each: more would be a file of gigabytes. */
const mostLayers = 1_000_000;

interface Row {
  readonly l: number;
  readonly correlation: number;
  readonly ntk: number | null;
  readonly ntkDiagonal: number | null;
  readonly average: number | null;
}

/** {activation, sigmaW, sigmaB, c0, layers} → {rows: [{l, correlation, ntk, ntkDiagonal, average}]}; null beyond float64. */
export function depth(input: unknown): { rows: Row[] } {
  const names = ['activation', 'activationParam', 'sigmaW', 'sigmaB', 'c0', 'layers'];
  const question = new QuestionInput(input, names);
  const { activation, activationParam, sigmaW, sigmaB } = question;
  const c0 = question.number('c0', { min: -1, max: 1 });
  const layers = question.number('layers', { min: 1, max: mostLayers, integer: true });
  const start = startOfDepth(activation, activationParam, sigmaW, sigmaB);
  if (start === null)
    throw question.wrong('sigmaW', `such that the variance converges (sigmaB ${sigmaB})`, 'a smaller one');
  const rows: Row[] = [];
  for (const row of depthRows(activation, activationParam, sigmaW, sigmaB, start, c0)) {
    rows.push({
      l: row.l,
      correlation: row.correlation,
      ntk: finite(row.ntk),
      ntkDiagonal: finite(row.ntkDiagonal),
      average: finite(row.average),
    });
    if (row.l === layers) break;
  }
  return { rows };
}
