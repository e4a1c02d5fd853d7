import { predictors, type PredictorName } from '../../protocol/predictors';

/** A theory inside a sentence: "the mean field", "NTH p = 4". */
export function spokenTheory(name: PredictorName): string {
  switch (name) {
    case 'linearised':
      return 'the linearisation';
    case 'ntk':
      return 'the NTK';
    case 'meanField':
      return 'the mean field';
    default:
      return predictors[name].label;
  }
}
