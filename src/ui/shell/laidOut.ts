/** Whoever keeps the size of an element, told at once that the page has another layout. */
const listeners = new Set<() => void>();

export function onLaidOut(measure: () => void): () => void {
  listeners.add(measure);
  return () => {
    listeners.delete(measure);
  };
}

export function tellLaidOut(): void {
  for (const measure of listeners) measure();
}
