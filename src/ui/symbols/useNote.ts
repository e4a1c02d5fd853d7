import { useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties, FocusEvent, KeyboardEvent, RefObject } from 'react';
import { pageZoom } from '../shell/pageZoom';

export interface NoteHandle {
  readonly id: string;
  /** Where the note is drawn; null while it is not shown. */
  readonly place: CSSProperties | null;
  readonly button: RefObject<HTMLButtonElement | null>;
  /** For the note itself: a link in it takes the keyboard after its button. */
  readonly onBlur: (e: FocusEvent) => void;
  readonly onKeyDown: (e: KeyboardEvent) => void;
  /** For the button that it explains. */
  readonly triggers: {
    readonly 'aria-describedby': string | undefined;
    readonly onMouseEnter: () => void;
    readonly onMouseLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (e: FocusEvent) => void;
    readonly onClick: () => void;
    readonly onKeyDown: (e: KeyboardEvent) => void;
  };
}

/** A note beside a button, on hover, focus and tap; Escape or a tap elsewhere takes it away. */
export function useNote(): NoteHandle {
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
  const leave = ({ relatedTarget }: FocusEvent): void => {
    const inside = relatedTarget instanceof Element && relatedTarget.closest('[role=tooltip]')?.id === id;
    if (!inside && relatedTarget !== button.current) hide();
  };
  const shown = place !== null;
  useEffect(() => {
    if (!shown) return;
    const elsewhere = (e: PointerEvent): void => {
      if (!button.current?.contains(e.target as Node)) setPlace(null);
    };
    // Focus itself scrolls the page: the note goes along with a button that has it.
    const scrolled = (): void => {
      const held = document.activeElement;
      if (held === button.current || held?.closest('[role=tooltip]')) show();
      else setPlace(null);
    };
    addEventListener('pointerdown', elsewhere);
    addEventListener('scroll', scrolled, { capture: true, passive: true });
    return () => {
      removeEventListener('pointerdown', elsewhere);
      removeEventListener('scroll', scrolled, { capture: true });
    };
  }, [shown]);
  return {
    id,
    place,
    button,
    onBlur: leave,
    onKeyDown: (e) => {
      if (e.key !== 'Escape') return;
      e.stopPropagation();
      button.current?.focus();
      hide();
    },
    triggers: {
      'aria-describedby': place ? id : undefined,
      onMouseEnter: show,
      onMouseLeave: hide,
      onFocus: show,
      onBlur: leave,
      // Some touch screens give no focus to what is tapped.
      onClick: show,
      onKeyDown: (e) => {
        if (e.key === 'Escape') hide();
      },
    },
  };
}
