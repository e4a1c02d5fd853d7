import type { ReactNode } from 'react';
import { Note } from './Note';
import { useNote } from './useNote';

interface TermNoteProps {
  /** The term as it stands on the page. */
  readonly children: ReactNode;
  readonly name: string;
  readonly formula?: ReactNode;
  readonly help: string;
  readonly source?: string;
}

/** A word on the page that explains itself on hover and focus. */
export function TermNote({ children, ...text }: TermNoteProps) {
  const note = useNote();
  return (
    <>
      <button ref={note.button} type="button" className="term" {...note.triggers}>
        {children}
      </button>
      <Note note={note} {...text} />
    </>
  );
}
