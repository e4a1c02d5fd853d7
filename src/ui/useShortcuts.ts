import { useEffect } from 'react';
import { pause, play, playbackStore, reset, step } from '../state/playbackStore';

/** Elements that use these keys themselves. */
const ownKeys =
  'input, select, textarea, button, a, dialog, summary, [popover], [tabindex], [contenteditable]';

/** Space plays and pauses, arrows step; never while a control or a plot has the focus. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent): void => {
      if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
      const target = e.target instanceof Element ? e.target : null;
      const owner = target?.closest(ownKeys);
      if (owner && owner.id !== 'main') return;
      if (!act(e.key)) return;
      e.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
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
    default:
      return false;
  }
}
