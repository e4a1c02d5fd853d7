import { useEffect } from 'react';
import { experimentHistory } from '../state/experimentStore';
import { pause, play, playbackStore, reset, step } from '../state/playbackStore';

/** Elements that use these keys themselves. */
const ownKeys =
  'input, select, textarea, dialog, summary, [popover], [role=slider], [role=application], [data-keys], [contenteditable]';

/** Elements that a click leaves focused, and that use Space only when the keyboard brought one there. */
const clickable = 'button, a';

/**
 * Space plays and pauses, arrows step, Home and End go to the ends, Ctrl+Z and Ctrl+Shift+Z undo and redo; never while a control or a plot has the
 * focus. A button that was clicked has the focus but not the keys: only one reached by keyboard keeps its Space.
 */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.defaultPrevented || e.altKey) return;
      const target = e.target instanceof Element ? e.target : null;
      if (target?.closest(ownKeys)) return;
      if (e.ctrlKey || e.metaKey) {
        if (!travel(e)) return;
      } else {
        const button = target?.closest<HTMLElement>(clickable);
        if (e.key === ' ' && button) {
          if (button.matches(':focus-visible')) return;
          button.blur(); // or the key's release would press it
        }
        // A plot is focusable and walks by arrows; the page's own landmarks are not plots.
        const focusable = target?.closest<HTMLElement>('[tabindex]');
        if (focusable && focusable.id !== 'main' && !button) return;
        if (!act(e.key)) return;
      }
      e.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** Every change of the experiment is an entry of the history: undo is back, redo is forward, never away from the page. */
function travel({ key, shiftKey }: KeyboardEvent): boolean {
  const letter = key.toLowerCase();
  if (letter === 'z' && !shiftKey) experimentHistory.undo();
  else if (letter === 'y' || (letter === 'z' && shiftKey)) experimentHistory.redo();
  else return false;
  return true;
}

function act(key: string): boolean {
  switch (key) {
    case ' ':
      if (playbackStore.getState().playing) pause();
      else play();
      return true;
    case 'ArrowLeft':
      step(-1);
      return true;
    case 'ArrowRight':
      step(1);
      return true;
    case 'Home':
      reset();
      return true;
    case 'End':
      step(Infinity);
      return true;
    default:
      return false;
  }
}
