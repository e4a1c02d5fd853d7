/** What the pointer singles out in one plot, so that every other plot shows it too. */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface LinkState {
  readonly hoverTime: number | null;
  /** Training points marked by a hovered kernel cell. */
  readonly marked: readonly number[];
  /** The training point chosen in the function plot. */
  readonly selected: number | null;
}

export const createLinkStore = (): StoreApi<LinkState> =>
  createStore<LinkState>()(() => ({ hoverTime: null, marked: [], selected: null }));

export const linkStore = createLinkStore();

const nothing: readonly number[] = [];

export function hoverTime(time: number | null): void {
  linkStore.setState({ hoverTime: time });
}

export function markPoints(points: readonly number[] | null): void {
  linkStore.setState({ marked: points ?? nothing });
}

export function selectPoint(index: number | null): void {
  linkStore.setState({ selected: index });
}
