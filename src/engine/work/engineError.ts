import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { EngineProblem } from '../../protocol/run';

/** An error a person can act on: what happened, why, what to do, and the field that caused it. */
export class EngineError extends Error {
  readonly field: keyof ExperimentSpec | null;

  constructor(name: string, message: string, field: keyof ExperimentSpec | null = null) {
    super(message);
    this.name = name;
    this.field = field;
  }
}

/** Any thrown thing as data that crosses a thread. */
export function problemFrom(thrown: unknown): EngineProblem {
  if (thrown instanceof EngineError)
    return { name: thrown.name, message: thrown.message, field: thrown.field };
  if (thrown instanceof Error) return { name: thrown.name, message: thrown.message, field: null };
  return { name: 'Unknown', message: String(thrown), field: null };
}
