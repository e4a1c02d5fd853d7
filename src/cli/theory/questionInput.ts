import type { ActivationName } from '../../theory/activations/names';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { describe, fieldProblem, ignoredProblem, type FieldProblem } from '../../protocol/fieldProblem';
import { defaultSpec, impliedValue } from '../../protocol/fields';
import { SpecError } from '../../protocol/validate';
import { validateField } from '../../protocol/validateField';

/** Fields that a question shares with the experiments: the same names, ranges and messages. */
type SharedName = 'activation' | 'activationParam' | 'sigmaW' | 'sigmaB';

export interface NumberRule {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

/** The fields of one question, each checked as it is read; whatever is wrong is a SpecError that names its field. */
export class QuestionInput {
  private readonly given: Readonly<Record<string, unknown>>;

  constructor(input: unknown, names: readonly string[]) {
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      throw new SpecError(fieldProblem('question', describe(input), 'an object of fields', names.join(', ')));
    this.given = input as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(this.given)) {
      if (names.includes(name)) continue;
      const reason = `is not a field of this question (${names.join(', ')})`;
      throw new SpecError(ignoredProblem(name, describe(this.given[name]), reason));
    }
  }

  get activation(): ActivationName {
    return this.shared('activation');
  }

  /** The parameter of an activation that has one; its usual value where none is given. */
  get activationParam(): number {
    const implied = impliedValue('activationParam', { ...defaultSpec, activation: this.activation });
    return Object.hasOwn(this.given, 'activationParam') ? this.shared('activationParam') : implied;
  }

  get sigmaW(): number {
    return this.shared('sigmaW');
  }

  get sigmaB(): number {
    return this.shared('sigmaB');
  }

  number(name: string, { min, max, integer = false }: NumberRule): number {
    const value = this.required(name);
    const legal = typeof value === 'number' && value >= min && value <= max;
    if (legal && (!integer || Number.isInteger(value))) return value;
    const nearest = typeof value === 'number' && value < min ? min : typeof value === 'number' ? max : min;
    const remedy = legal ? String(Math.round(value)) : String(nearest);
    throw this.wrong(name, `${integer ? 'an integer' : 'a number'} ${min}…${max}`, remedy);
  }

  choice<T extends string>(name: string, options: readonly T[]): T {
    const value = this.required(name);
    const found = options.find((option) => option === value);
    if (found !== undefined) return found;
    throw this.wrong(name, `one of ${options.join(', ')}`, options[0]);
  }

  required(name: string): unknown {
    if (Object.hasOwn(this.given, name) && this.given[name] !== undefined) return this.given[name];
    throw new SpecError(fieldProblem(name, 'nothing', 'given', 'a value for it'));
  }

  wrong(name: string, rule: string, remedy: string): SpecError {
    return new SpecError(fieldProblem(name, describe(this.given[name]), rule, remedy));
  }

  private shared<K extends SharedName>(name: K): ExperimentSpec[K] {
    const { value, problems } = validateField(name, this.required(name), defaultSpec[name]);
    const problem: FieldProblem | undefined = problems[0];
    if (problem !== undefined) throw new SpecError(problem);
    return value;
  }
}
