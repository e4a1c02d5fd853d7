import { convolution } from './convolution';
import { density } from './density';
import { depth } from './depth';
import { edge } from './edge';
import { phase } from './phase';

/** What the `theory` program can be asked: one file per question, from unchecked input to a JSON value. */
export const questions = { edge, phase, depth, convolution, density } satisfies Record<
  string,
  (input: unknown) => unknown
>;

export type QuestionName = keyof typeof questions;
