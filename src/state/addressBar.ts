/** The part of the browser that holds addresses, one entry for every change of the experiment. */
export interface AddressBar {
  read(): string;
  push(hash: string): void;
  replace(hash: string): void;
  /** To the entry before or after this one, where the page has made one; never away from the page. */
  go(step: -1 | 1): void;
  /** Calls back after the present entry has changed from outside or by `go`; returns a function that stops it. */
  follow(changed: () => void): () => void;
}

type Page = Pick<Window, 'history' | 'location' | 'addEventListener' | 'removeEventListener'>;

/**
 * The browser's own history. Entries are numbered in `history.state`, so that undo stops at the first of this page; one that was made by
 * hand, by typing into the address bar, has no number yet and gets the next.
 */
export function createBrowserBar(page: Page): AddressBar {
  const { history, location } = page;
  let at = entryOf(history.state) ?? -1;
  const arrive = (): void => {
    const known = entryOf(history.state);
    at = known ?? at + 1;
    if (known !== null) return;
    try {
      history.replaceState({ entry: at }, '');
    } catch {
      // Refused for now: the next rewrite of the address numbers it.
    }
  };
  return {
    read: () => location.hash,
    push: (hash) => {
      history.pushState({ entry: at + 1 }, '', withHash(hash));
      at++;
    },
    replace: (hash) => history.replaceState({ entry: at }, '', withHash(hash)),
    go: (step) => {
      if (step > 0) history.forward();
      else if (at > 0) history.back();
    },
    follow: (changed) => {
      const open = (): void => {
        arrive();
        changed();
      };
      arrive();
      page.addEventListener('hashchange', open);
      page.addEventListener('popstate', open);
      return () => {
        page.removeEventListener('hashchange', open);
        page.removeEventListener('popstate', open);
      };
    },
  };
}

/** Inside another page the browser's history is that page's: Back leaves it as its readers expect, and undo is kept here. */
export function createFramedBar(page: Page): AddressBar {
  const bar = createBrowserBar(page);
  let entries = [page.location.hash];
  let at = 0;
  let changed = (): void => undefined;
  const show = (): void => {
    try {
      bar.replace(entries[at]);
    } catch {
      // The frame's own address is only its copy.
    }
  };
  return {
    read: () => entries[at],
    push: (hash) => {
      entries = [...entries.slice(0, at + 1), hash];
      at++;
      show();
    },
    replace: (hash) => {
      entries[at] = hash;
      show();
    },
    go: (step) => {
      if (entries[at + step] === undefined) return;
      at += step;
      show();
      changed();
    },
    follow: (call) => {
      changed = call;
      return bar.follow(() => {
        entries[at] = bar.read();
        call();
      });
    },
  };
}

function entryOf(state: unknown): number | null {
  if (typeof state !== 'object' || state === null || !('entry' in state)) return null;
  return typeof state.entry === 'number' && Number.isInteger(state.entry) ? state.entry : null;
}

function withHash(hash: string): string {
  return hash.startsWith('#') ? hash : `#${hash}`;
}
