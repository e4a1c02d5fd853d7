/**
 * The experiment on the page: its spec, what was wrong with the link it came from, and its undo history, which is the
 * browser's own. Every configuration is an address; one gesture (a slider's drag) is one entry.
 */
import { createStore } from 'zustand/vanilla';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import { defaultSpec } from '../protocol/fields';
import type { FieldProblem } from '../protocol/fieldProblem';
import type { LabPatch } from '../protocol/labFields';
import { decodeAddress, encodeAddress, encodePermalink } from '../protocol/permalink';
import { sameValue } from '../protocol/sameRun';
import { changeSpec } from '../protocol/validate';
import { changeSettings } from '../protocol/validateSettings';
import { labSettingsStore } from './labSettings';
import { goToMoment, noMoment, onMoment, presentMoment } from './moment';
import type { Moment } from './moment';
import { createBrowserBar, createFramedBar } from './addressBar';
import type { AddressBar } from './addressBar';
import { scrub } from './playbackStore';

export interface ExperimentState {
  readonly spec: ExperimentSpec;
  readonly problems: readonly FieldProblem[];
  /** A slider is being dragged: axes keep their range until it is let go. */
  readonly dragging: boolean;
}

/** Milliseconds between rewrites of the address during a gesture: browsers refuse hundreds in a row. */
const addressInterval = 250;

/** Milliseconds until a refused address is tried again: browsers count over 10 to 30 seconds. */
const refusedInterval = 5000;

export const experimentStore = createStore<ExperimentState>()(() => ({
  spec: defaultSpec,
  problems: [],
  dragging: false,
}));

export class ExperimentHistory {
  /** Name of the gesture under way; its changes share one entry. */
  private gesture: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** The browser refused an entry, which is still to be made. */
  private owed = false;
  /** The moment that the address holds. */
  private written: Moment = noMoment;

  constructor(private readonly bar: AddressBar) {}

  /** Takes the experiment from the address, as at load, `hashchange` and `popstate`. The same experiment in other words stays at hand. */
  open(hash = this.bar.read()): void {
    this.forgetTimer();
    this.owed = false;
    this.gesture = null;
    if (bare(hash) === bare(presentAddress())) return;
    const { spec, settings, problems } = decodeAddress(hash);
    const before = experimentStore.getState().spec;
    const next = { ...spec, ...noMoment };
    const same = encodePermalink(next) === encodePermalink(before);
    labSettingsStore.setState(settings, true);
    experimentStore.setState({ spec: same ? before : next, problems, dragging: false });
    this.written = { time: spec.time, selected: spec.selected };
    goToMoment(spec);
    this.noteMoment();
  }

  /** Follows the address bar; where it is empty, `opening` is opened. Returns a function that stops it. */
  follow(opening: string): () => void {
    const stopBar = this.bar.follow(() => this.open());
    if (bare(this.bar.read()) === '') {
      this.open(opening);
      this.write(false);
    } else this.open();
    const stopMoment = onMoment(() => this.noteMoment());
    return () => {
      stopBar();
      stopMoment();
    };
  }

  /** The entry before the present one, where this page has made one. */
  undo(): void {
    this.endGesture();
    // A refused entry was never made: the address still holds the one before.
    if (this.owed) this.open();
    else this.bar.go(-1);
  }

  redo(): void {
    this.endGesture();
    this.bar.go(1);
  }

  /** Changes fields and labs' settings. Values out of range are replaced by the nearest legal ones, and said. */
  edit(patch: Partial<ExperimentSpec>, gesture: string | null = null, labs: LabPatch = {}): void {
    const before = experimentStore.getState().spec;
    const settingsBefore = labSettingsStore.getState();
    const { spec, problems } = changeSpec(before, { ...patch, ...noMoment });
    const { settings, problems: ofLabs } = changeSettings(settingsBefore, labs);
    const sameSpec = encodePermalink(spec) === encodePermalink(before);
    const same = encodeAddress(spec, settings) === encodeAddress(before, settingsBefore);
    const goesOn = gesture !== null && gesture === this.gesture;
    // What is still to be written belongs to the entry that is left: while the stores hold its experiment.
    if (!same && !goesOn) this.endGesture();
    if (patch.time) scrub(Math.min(patch.time, spec.horizon));
    if (!same) labSettingsStore.setState(settings, true);
    experimentStore.setState({
      spec: sameSpec ? before : spec,
      problems: [...problems, ...ofLabs],
      dragging: gesture !== null,
    });
    if (same) return;
    if (goesOn) {
      this.writeSoon();
      return;
    }
    this.gesture = gesture;
    this.write(true);
    if (gesture !== null) experimentStore.setState({ dragging: true });
  }

  /** Changes what is looked at without an entry of its own. */
  look(patch: Partial<Pick<ExperimentSpec, 'theme' | 'probe' | 'embed'>>): void {
    const { spec, problems } = changeSpec(experimentStore.getState().spec, patch);
    experimentStore.setState({ spec, problems });
    this.write(false);
  }

  /** The playhead has come to rest, has left, or another point is singled out: the present entry will say so. */
  noteMoment(): void {
    if (!sameValue(presentMoment(), this.written)) this.writeSoon();
  }

  /** The slider was let go: the next change is a new entry. */
  endGesture(): void {
    if (this.timer !== null) this.writeNow();
    this.gesture = null;
    if (experimentStore.getState().dragging) experimentStore.setState({ dragging: false });
  }

  private writeSoon(): void {
    this.timer ??= setTimeout(() => this.writeNow(), addressInterval);
  }

  private forgetTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private writeNow(): void {
    this.forgetTimer();
    const address = presentAddress();
    if (this.owed || bare(this.bar.read()) !== bare(address)) this.write(this.owed);
  }

  /** Browsers refuse too many changes of the address in a short time; the experiment goes on, and the address follows later. */
  private write(entry: boolean): void {
    const address = presentAddress();
    this.written = presentMoment();
    try {
      if (entry) this.bar.push(address);
      else this.bar.replace(address);
      this.owed = false;
    } catch {
      this.owed ||= entry;
      this.timer ??= setTimeout(() => this.writeNow(), refusedInterval);
    }
  }
}

/** What the address says, or is about to say: the experiment, the labs' settings, and the moment. */
export function presentAddress(patch: Partial<ExperimentSpec> = {}): string {
  const { spec } = experimentStore.getState();
  return encodeAddress({ ...spec, ...presentMoment(), ...patch }, labSettingsStore.getState());
}

function bare(hash: string): string {
  return hash.replace(/^#/, '');
}

export function dismissProblem(problem: FieldProblem): void {
  const { problems } = experimentStore.getState();
  experimentStore.setState({ problems: problems.filter((p) => p !== problem) });
}

export const experimentHistory = new ExperimentHistory(pageBar());

/** Made when first used: tests and the command line have no window. */
function pageBar(): AddressBar {
  let bar: AddressBar | null = null;
  const made = (): AddressBar => (bar ??= (parent === window ? createBrowserBar : createFramedBar)(window));
  return {
    read: () => made().read(),
    push: (hash) => made().push(hash),
    replace: (hash) => made().replace(hash),
    go: (step) => made().go(step),
    follow: (changed) => made().follow(changed),
  };
}
