/** The axes of a sweep as one line of text: `width=32:512:x2;seed=0:7`. */
import type { FieldName } from './fieldTypes';
import { sweepFields } from './sweep';

/** An axis as it is being typed: its values may be anything. */
export interface DraftAxis {
  readonly field: FieldName;
  readonly text: string;
}

/** Longer texts are no list of axes that anyone has typed. */
const maxLength = 4096;

export function formatAxes(axes: readonly DraftAxis[]): string {
  // A semicolon parts axes; inside one, values are parted by commas.
  return axes.map(({ field, text }) => `${field}=${text.replaceAll(';', ',')}`).join(';');
}

/** Axes whose field is known; what their values mean is said where they are used. */
export function readAxes(text: string): DraftAxis[] {
  return text.split(';').flatMap((part) => {
    const equals = part.indexOf('=');
    const field = sweepFields.find((name) => name === part.slice(0, Math.max(0, equals)).trim());
    return field ? [{ field, text: part.slice(equals + 1) }] : [];
  });
}

/** The rule that a text breaks, or null. */
export function axesRule(text: string): string | null {
  const parts = text.split(';').length;
  return text.length <= maxLength && readAxes(text).length === parts
    ? null
    : `field=values, with semicolons between axes, in at most ${maxLength} characters`;
}
