import { useMemo } from 'react';
import { useStore } from 'zustand';
import { experimentHistory } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';

/** Indices from 0 of the layers that the reader has left out, as the link has them by ℓ. */
export function useExcludedLayers(): readonly number[] {
  const without = useStore(labSettingsStore, (s) => s.hierarchy.without);
  return useMemo(() => without.map((l) => Number(l) - 1), [without]);
}

export function toggleLayer(index: number): void {
  const { without } = labSettingsStore.getState().hierarchy;
  const layer = String(index + 1);
  const next = without.includes(layer) ? without.filter((l) => l !== layer) : [...without, layer];
  experimentHistory.edit({}, null, { hierarchy: { without: next } });
}
