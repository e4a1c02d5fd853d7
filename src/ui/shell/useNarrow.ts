import { useMedia } from './useMedia';

/** Whether the page is as narrow as a phone. */
export function useNarrow(): boolean {
  return useMedia('(max-width: 760px)');
}
