export type PointKeyAction =
  | { readonly kind: 'move'; readonly right: -1 | 0 | 1; readonly up: -1 | 0 | 1 }
  | { readonly kind: 'focus'; readonly step: -1 | 1 }
  | { readonly kind: 'remove' }
  | { readonly kind: 'deselect' };

const actions: Readonly<Record<string, PointKeyAction>> = {
  ArrowUp: { kind: 'move', right: 0, up: 1 },
  ArrowDown: { kind: 'move', right: 0, up: -1 },
  ArrowRight: { kind: 'move', right: 1, up: 0 },
  ArrowLeft: { kind: 'move', right: -1, up: 0 },
  PageDown: { kind: 'focus', step: 1 },
  PageUp: { kind: 'focus', step: -1 },
  Delete: { kind: 'remove' },
  Backspace: { kind: 'remove' },
  Escape: { kind: 'deselect' },
};

/** What a key does to the focused training point; null for keys that mean nothing here. */
export function pointKeyAction(key: string): PointKeyAction | null {
  return actions[key] ?? null;
}
