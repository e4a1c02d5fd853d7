import { edgePoint } from '../../theory/edgeOfChaos/edgePoint';
import { QuestionInput } from './questionInput';

/** {activation, sigmaB} → {sigmaW, q}: the edge of chaos; null where there is none, q null where every variance is fixed. */
export function edge(input: unknown): { sigmaW: number | null; q: number | null } {
  const question = new QuestionInput(input, ['activation', 'activationParam', 'sigmaB']);
  const point = edgePoint(question.activation, question.activationParam, question.sigmaB);
  return { sigmaW: point?.sigmaW ?? null, q: point?.q ?? null };
}
