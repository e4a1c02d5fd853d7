import { useId, useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import type { FieldName } from '../../protocol/fieldTypes';
import { fields } from '../../protocol/fields';
import { pageZoom } from '../shell/pageZoom';
import { MathText } from '../text/MathText';
import { Source } from '../text/Source';
import { Formula } from './Formula';

interface SymbolNoteProps {
  readonly name: FieldName;
  /** The present value, in words. */
  readonly value: string;
}

/** A symbol that explains itself on hover and focus: name, formula, present value, source. */
export function SymbolNote({ name, value }: SymbolNoteProps) {
  const field = fields[name];
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<CSSProperties | null>(null);
  const show = (): void => {
    if (!button.current) return;
    const box = button.current.getBoundingClientRect();
    const zoom = pageZoom(button.current);
    const left = Math.max(8, Math.min(box.left, innerWidth - 346 * zoom)) / zoom;
    setPlace(
      box.bottom > innerHeight - 260 * zoom
        ? { left, bottom: (innerHeight - box.top + 6) / zoom }
        : { left, top: (box.bottom + 6) / zoom },
    );
  };
  const hide = (): void => setPlace(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="symbol"
        aria-label={`About: ${field.label}`}
        aria-describedby={place ? id : undefined}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(e) => e.key === 'Escape' && hide()}
      >
        {field.symbol ? <MathText text={field.symbol.plain} /> : <InfoMark />}
      </button>
      {place && (
        <span ref={onTop} role="tooltip" id={id} popover="manual" className="note" style={place}>
          <strong>{field.label}</strong>
          {field.symbol && (
            <span className="formula">
              <Formula tex={field.symbol.tex} /> = {value}
              {field.unit && ` ${field.unit}`}
            </span>
          )}
          <span className="help">{field.help}</span>
          <span className="source">
            <Source text={field.source} />
          </span>
        </span>
      )}
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

/** The top layer: no card or sticky panel lies over it. */
function onTop(note: HTMLElement | null): void {
  note?.showPopover();
}
