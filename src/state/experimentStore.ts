/**
 * The experiment on the page: its spec, what was wrong with the link it came from, and its undo history, which is the
 * browser's own. Every configuration is an address; one gesture (a slider's drag) is one entry.
 */
import { createStore } from 'zustand/vanilla';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { FieldProblem } from '../protocol/fieldProblem';
import { decodePermalink, encodePermalink } from '../protocol/permalink';
import { changeSpec } from '../protocol/validate';

/** The part of the browser that holds addresses. */
export interface AddressBar {
  read(): string;
  push(hash: string): void;
  replace(hash: string): void;
}

export interface ExperimentState {
  readonly spec: ExperimentSpec;
  readonly problems: readonly FieldProblem[];
  /** A slider is being dragged: axes keep their range until it is let go. */
  readonly dragging: boolean;
}

/** Milliseconds between rewrites of the address during a gesture: browsers refuse hundreds in a row. */
const addressInterval = 250;

export const experimentStore = createStore<ExperimentState>()(() => ({
  ...opened(''),
  dragging: false,
}));

function opened(hash: string): Pick<ExperimentState, 'spec' | 'problems'> {
  const { spec, problems } = decodePermalink(hash);
  return { spec, problems };
}

export class ExperimentHistory {
  /** Name of the gesture under way; its changes share one entry. */
  private gesture: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly bar: AddressBar) {}

  /** Takes the experiment from the address, as at load, `hashchange` and `popstate`. */
  open(): void {
    this.forgetTimer();
    this.gesture = null;
    const hash = this.bar.read();
    if (hash.replace(/^#/, '') === encodePermalink(experimentStore.getState().spec).replace(/^#/, '')) return;
    experimentStore.setState({ ...opened(hash), dragging: false });
  }

  /** Changes fields. Values out of range are replaced by the nearest legal ones, and said. */
  edit(patch: Partial<ExperimentSpec>, gesture: string | null = null): void {
    const before = experimentStore.getState().spec;
    const { spec, problems } = changeSpec(before, patch);
    const same = encodePermalink(spec) === encodePermalink(before);
    experimentStore.setState({ spec: same ? before : spec, problems, dragging: gesture !== null });
    if (same) return;
    if (gesture !== null && gesture === this.gesture) {
      this.timer ??= setTimeout(() => this.writeAddress(), addressInterval);
      return;
    }
    this.endGesture();
    this.gesture = gesture;
    this.bar.push(encodePermalink(spec));
    if (gesture !== null) experimentStore.setState({ dragging: true });
  }

  /** Changes what is looked at without an entry of its own. */
  look(patch: Partial<Pick<ExperimentSpec, 'theme' | 'probe' | 'embed'>>): void {
    const { spec, problems } = changeSpec(experimentStore.getState().spec, patch);
    experimentStore.setState({ spec, problems });
    this.bar.replace(encodePermalink(spec));
  }

  /** The slider was let go: the next change is a new entry. */
  endGesture(): void {
    if (this.timer !== null) this.writeAddress();
    this.gesture = null;
    if (experimentStore.getState().dragging) experimentStore.setState({ dragging: false });
  }

  private forgetTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private writeAddress(): void {
    this.forgetTimer();
    this.bar.replace(encodePermalink(experimentStore.getState().spec));
  }
}

export function dismissProblem(problem: FieldProblem): void {
  const { problems } = experimentStore.getState();
  experimentStore.setState({ problems: problems.filter((p) => p !== problem) });
}

const browserBar: AddressBar = {
  read: () => location.hash,
  push: (hash) => history.pushState(null, '', withHash(hash)),
  replace: (hash) => history.replaceState(null, '', withHash(hash)),
};

function withHash(hash: string): string {
  return hash.startsWith('#') ? hash : `#${hash}`;
}

export const experimentHistory = new ExperimentHistory(browserBar);

/** Follows the address bar; returns a function that stops it. */
export function followAddress(page: Window): () => void {
  const open = (): void => experimentHistory.open();
  open();
  page.addEventListener('hashchange', open);
  page.addEventListener('popstate', open);
  return () => {
    page.removeEventListener('hashchange', open);
    page.removeEventListener('popstate', open);
  };
}
