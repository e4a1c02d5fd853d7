import { Formula } from '../symbols/Formula';
import { InfoMark } from '../symbols/InfoMark';
import { Note } from '../symbols/Note';
import { useNote } from '../symbols/useNote';
import { plotNotes } from './plotNotes';

/** The picture of a card explains its symbols on hover, focus and tap. */
export function AboutPlot({ title }: { readonly title: string }) {
  const note = useNote();
  if (!Object.hasOwn(plotNotes, title)) return null;
  const { formula, help, source } = plotNotes[title];
  return (
    <>
      <button
        ref={note.button}
        type="button"
        className="symbol about"
        aria-label={`About: ${title}`}
        {...note.triggers}
      >
        <InfoMark />
      </button>
      <Note note={note} name={title} formula={<Formula tex={formula} />} help={help} source={source} />
    </>
  );
}
