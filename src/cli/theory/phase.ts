import { phasePoint, type PhasePoint } from '../../theory/edgeOfChaos/phasePoint';
import { QuestionInput } from './questionInput';

/** {activation, sigmaW, sigmaB} → {q, chi, phase, xi}; null where it diverges. */
export function phase(input: unknown): PhasePoint {
  const question = new QuestionInput(input, ['activation', 'activationParam', 'sigmaW', 'sigmaB']);
  const { activation, activationParam, sigmaW, sigmaB } = question;
  return phasePoint(activation, activationParam, sigmaW, sigmaB);
}
