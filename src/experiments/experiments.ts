/** Every experiment of the folders beside this file, in the order of the catalogue; for the page, whose bundler lists the files. */
import { encodePermalink } from '../protocol/permalink';
import type { Experiment } from './experiment';
import { experimentsIn } from './experimentsIn';

export const experiments: readonly Experiment[] = experimentsIn(
  import.meta.glob('./*/*.ts', { eager: true }),
);

/** The whole experiment as an address. */
export function experimentLink({ spec }: Experiment): string {
  return encodePermalink(spec);
}
