import type { FieldName } from '../../protocol/fieldTypes';
import { fields } from '../../protocol/fields';
import { MathText } from '../text/MathText';
import { Formula } from './Formula';
import { Note } from './Note';
import { useNote } from './useNote';

interface SymbolNoteProps {
  readonly name: FieldName;
  /** The present value, in words. */
  readonly value: string;
}

/** A symbol that explains itself on hover and focus: name, formula, present value, source. */
export function SymbolNote({ name, value }: SymbolNoteProps) {
  const field = fields[name];
  const note = useNote();
  return (
    <>
      <button
        ref={note.button}
        type="button"
        className="symbol"
        aria-label={`About: ${field.label}`}
        {...note.triggers}
      >
        {field.symbol ? <MathText text={field.symbol.plain} /> : <InfoMark />}
      </button>
      <Note
        note={note}
        name={field.label}
        formula={
          field.symbol && (
            <>
              <Formula tex={field.symbol.tex} /> = {value}
              {field.unit && ` ${field.unit}`}
            </>
          )
        }
        help={field.help}
        source={field.source}
      />
    </>
  );
}

/** For a field without a symbol. */
function InfoMark() {
  return (
    <svg className="info-mark" viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
      <circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M8 7.2v4.3M8 4.5v1.2" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
