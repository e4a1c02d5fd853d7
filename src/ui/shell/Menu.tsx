import { useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { pageZoom } from './pageZoom';

interface MenuProps {
  readonly label: ReactNode;
  /** Accessible name where the label alone would not say it. */
  readonly name?: string;
  readonly className?: string;
  readonly disabled?: boolean;
  readonly onOpen?: () => void;
  readonly children: ReactNode;
}

/** A button that discloses a panel below itself: the browser's popover, so Escape and a click elsewhere close it. */
export function Menu({ label, name, className = 'button', disabled, onOpen, children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const place = (): void => {
    if (!button.current || !panel.current) return;
    const anchor = button.current.getBoundingClientRect();
    const { width, height } = panel.current.getBoundingClientRect();
    const below = anchor.bottom + 6 + height <= innerHeight;
    const left = Math.max(8, Math.min(anchor.left, innerWidth - width - 8));
    const top = below ? anchor.bottom + 6 : Math.max(8, anchor.top - height - 6);
    const zoom = pageZoom(panel.current);
    panel.current.style.left = `${left / zoom}px`;
    panel.current.style.top = `${top / zoom}px`;
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        disabled={disabled}
        popoverTarget={id}
        aria-label={name}
      >
        {label}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        onToggle={() => {
          onOpen?.();
          place();
        }}
        onClick={(e) => closeOnChoice(e.target, panel.current)}
      >
        {children}
      </div>
    </>
  );
}

function closeOnChoice(target: EventTarget, panel: HTMLElement | null): void {
  if (target instanceof Element && target.closest('.menu :is(button, a)')) panel?.hidePopover();
}
