import { addNotice } from '../../state/runStore';

/** What Chromium, Firefox and Safari say when a part of the page is not on the server any more, or the network is gone. */
export function isMissingPart(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    /dynamically imported module|importing a module script failed|preload CSS/i.test(thrown.message)
  );
}

/** The browser remembers a failed import: only a fresh page asks the server again. The address holds the whole experiment. */
export function missingPartText(name: string): string {
  return `${name} could not be loaded: the connection is gone, or a newer version of the page has been published. Reload the page; the address keeps the experiment.`;
}

/** Parts that are loaded by a click (exports, menus) fail outside of what is drawn: said as an alert, where there would be silence. */
export function followMissingParts(page: Pick<Window, 'addEventListener'>): void {
  page.addEventListener('unhandledrejection', (event) => {
    if (!isMissingPart(event.reason)) return;
    event.preventDefault();
    addNotice({ name: 'MissingPart', message: missingPartText('A part of the page'), field: null });
  });
}
