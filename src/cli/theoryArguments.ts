import { describe } from '../protocol/fieldProblem';
import { UsageError } from './program';
import { questions, type QuestionName } from './theory/questions';

/** The answer to `theory -- <what> '<json>'`. */
export async function answerQuestion(args: readonly string[]): Promise<unknown> {
  const [what, json, ...rest] = args;
  const names = Object.keys(questions);
  if (what === undefined || !names.includes(what))
    throw new UsageError(
      `what must be one of ${names.join(', ')}, got ${describe(what ?? 'nothing')}; use ${names[0]}`,
    );
  if (json === undefined || rest.length > 0)
    throw new UsageError(
      `question must be one JSON object after ${what}, got ${args.length - 1} arguments; quote it`,
    );
  let input: unknown;
  try {
    input = JSON.parse(json);
  } catch (thrown) {
    throw new UsageError(`question must be JSON, got ${describe(json)}: ${(thrown as Error).message}`);
  }
  return await questions[what as QuestionName](input);
}
