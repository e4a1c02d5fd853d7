/** What of the view is of a moment: where the playhead stands and which point is singled out. It is in the address, not in the spec at hand. */
import type { ExperimentSpec } from '../protocol/experimentSpec';
import { fields } from '../protocol/fields';
import { linkStore, selectPoint } from './linkStore';
import { playbackStore, scrub } from './playbackStore';

export type Moment = Pick<ExperimentSpec, 'time' | 'selected'>;

/** As the spec at hand has it: nothing that moves with the playhead changes the spec. */
export const noMoment: Moment = { time: fields.time.default, selected: fields.selected.default };

export function presentMoment(): Moment {
  const { time, playing } = playbackStore.getState();
  return { time: playing ? 0 : time, selected: (linkStore.getState().selected ?? -1) + 1 };
}

/** An address without a time leaves the playhead where it is; no place lies beyond the run. */
export function goToMoment({ time, selected, horizon, n }: ExperimentSpec): void {
  if (time > 0) scrub(Math.min(time, horizon));
  selectPoint(selected > 0 && selected <= n ? selected - 1 : null);
}

/** Calls back whenever the moment that an address would hold has changed. */
export function onMoment(changed: () => void): () => void {
  const stops = [
    playbackStore.subscribe((now, old) => {
      if (now.playing !== old.playing || (!now.playing && now.time !== old.time)) changed();
    }),
    linkStore.subscribe((now, old) => {
      if (now.selected !== old.selected) changed();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
