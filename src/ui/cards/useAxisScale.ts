import { useStore } from 'zustand';
import type { ScaleKind } from '../../plots/axisScale';
import type { LabPatch } from '../../protocol/labFields';
import { switchAxis, type Axis, type PlotAxes } from '../../protocol/switchedAxes';
import { experimentHistory } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';

/** The scale of one axis, which the link holds, and what turns it to the other kind. */
export function useAxisScale(
  plot: PlotAxes,
  axis: Axis,
  first: ScaleKind,
): { readonly scale: ScaleKind; readonly turn: () => void } {
  const switched = useStore(labSettingsStore, (settings) => switchAxis(plot, axis, lists(settings)).switched);
  return {
    scale: switched === (first === 'log') ? 'linear' : 'log',
    turn: () => {
      const { lab, next } = switchAxis(plot, axis, lists(labSettingsStore.getState()));
      experimentHistory.edit({}, null, { [lab]: { axes: next } } as LabPatch);
    },
  };
}

const lists = ({ lab, hierarchy, depth, particles }: ReturnType<typeof labSettingsStore.getState>) => ({
  lab: lab.axes,
  hierarchy: hierarchy.axes,
  depth: depth.axes,
  particles: particles.axes,
});
