import type { ReactNode } from 'react';
import { MathText } from '../text/MathText';
import { Source } from '../text/Source';
import type { NoteHandle } from './useNote';

interface NoteProps {
  readonly note: NoteHandle;
  readonly name: string;
  readonly formula?: ReactNode;
  readonly help: string;
  readonly source?: string;
}

/** Name in full, formula with its present value, what it is, and where it is from: in the top layer, so that no card lies over it. */
export function Note({ note: { id, place, onBlur, onKeyDown }, name, formula, help, source }: NoteProps) {
  if (!place) return null;
  return (
    <span
      ref={onTop}
      role="tooltip"
      id={id}
      popover="manual"
      className="note"
      style={place}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    >
      <strong>{name}</strong>
      {formula && <span className="formula">{formula}</span>}
      <span className="help">
        <MathText text={help} />
      </span>
      {source && (
        <span className="source">
          <Source text={source} />
        </span>
      )}
    </span>
  );
}

function onTop(note: HTMLElement | null): void {
  note?.showPopover();
}
