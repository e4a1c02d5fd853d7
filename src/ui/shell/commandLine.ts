/** The command that repeats in Node what the open lab shows. */
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { LabSettings } from '../../protocol/labFields';
import { encodePermalink } from '../../protocol/permalink';
import { sweepDraft } from '../../state/sweepStore';

export function commandLine(spec: ExperimentSpec, settings: LabSettings): string {
  if (spec.tab !== 'sweep') return `npm run --silent experiment -- ${quoted(encodePermalink(spec))}`;
  const { axes, outputs } = sweepDraft(settings);
  const over = axes.map(({ field, text }) => `--over ${quoted(`${field}=${text.replaceAll(' ', '')}`)}`);
  const link = quoted(encodePermalink({ ...spec, tab: 'lab' }));
  return ['npm run --silent sweep --', link, ...over, `--out ${quoted(outputs.join(','))}`].join(' ');
}

/** Whole in a POSIX shell, whatever it holds: axes come from links. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
