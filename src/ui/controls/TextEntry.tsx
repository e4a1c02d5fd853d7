import { useState } from 'react';

interface TextEntryProps {
  readonly label?: string;
  readonly id?: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly describedBy?: string;
  /** Takes the text; false if it cannot be understood. */
  readonly onEnter: (text: string) => boolean;
}

/** A typed value: taken on Enter and on leaving the field, given back unchanged on Escape. */
export function TextEntry({ label, id, value, disabled, describedBy, onEnter }: TextEntryProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const take = (): void => {
    if (draft === null || draft === value) return setDraft(null);
    const understood = onEnter(draft);
    setWrong(!understood);
    if (understood) setDraft(null);
  };
  return (
    <input
      type="text"
      id={id}
      className="text"
      aria-label={label}
      aria-invalid={wrong || undefined}
      aria-describedby={describedBy}
      autoComplete="off"
      spellCheck={false}
      disabled={disabled}
      value={draft ?? value}
      onFocus={(e) => e.target.select()}
      onChange={(e) => {
        setDraft(e.target.value);
        setWrong(false);
      }}
      onBlur={take}
      onKeyDown={(e) => {
        if (e.key === 'Enter') take();
        if (e.key === 'Escape') {
          setDraft(null);
          setWrong(false);
        }
      }}
    />
  );
}
