import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createScalingPlot, tabulateScalingPlot } from '../../plots/scalingPlot';
import { scalingAxis } from '../../protocol/sweepScaling';
import { sweepStore } from '../../state/sweepStore';
import { PlotCard } from '../cards/PlotCard';
import { scalingPanels } from './scalingPanels';

const handlers = {};

/** Every quantity against the first numeric axis, on log–log axes. */
export function ScalingCards() {
  const rows = useStore(sweepStore, (s) => s.rows);
  const plan = useStore(sweepStore, (s) => s.plan);
  const axis = useMemo(() => (plan ? plannedAxis(plan.axes) : null), [plan]);
  const panels = useMemo(() => scalingPanels(rows, axis), [rows, axis]);
  return panels.map(({ title, reading, data }) => (
    <PlotCard
      key={title}
      title={title}
      span={6}
      reading={reading}
      create={createScalingPlot}
      handlers={handlers}
      data={data}
      options={{}}
      table={() => tabulateScalingPlot(data)}
    />
  ));
}

/** The axis that the whole plan will have, known before its second value is computed. */
function plannedAxis(
  axes: readonly { readonly field: string; readonly values: readonly unknown[] }[],
): string | null {
  const members = axes.flatMap(({ field, values }) =>
    values.map((value) => ({ overrides: { [field]: value as number }, values: {} })),
  );
  return scalingAxis(members);
}
