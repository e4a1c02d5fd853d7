/** Every experiment that is live, in the order of the catalogue. */
import { encodePermalink } from '../protocol/permalink';
import type { Experiment } from './experiment';
import { hy1 } from './hy/hy1';
import { hy2 } from './hy/hy2';
import { hy3 } from './hy/hy3';
import { hy4 } from './hy/hy4';
import { hy5 } from './hy/hy5';
import { hy6 } from './hy/hy6';
import { hy7 } from './hy/hy7';
import { hy8 } from './hy/hy8';
import { hy9 } from './hy/hy9';
import { n1 } from './notes/n1';
import { n2 } from './notes/n2';

export const experiments: readonly Experiment[] = [hy1, hy2, hy3, hy4, hy5, hy6, hy7, hy8, hy9, n1, n2];

/** The whole experiment as an address. */
export function experimentLink({ spec }: Experiment): string {
  return encodePermalink(spec);
}
