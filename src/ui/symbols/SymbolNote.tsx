import type { FieldName } from '../../protocol/fieldTypes';
import { fields } from '../../protocol/fields';
import { MathText } from '../text/MathText';
import { Formula } from './Formula';
import { InfoMark } from './InfoMark';
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
              {field.unit && ` ${value === '1' ? field.unit.replace(/s$/, '') : field.unit}`}
            </>
          )
        }
        help={field.help}
        source={field.source}
      />
    </>
  );
}
