import { useState } from 'react';
import type { ComponentType } from 'react';
import { useStore } from 'zustand';
import { formatInteger, formatNumber } from '../../plots/formatNumber';
import { fields } from '../../protocol/fields';
import type { FieldGroup, FieldName } from '../../protocol/fieldTypes';
import { fieldNames } from '../../protocol/fields';
import { labs, type PanelGroup } from '../../protocol/labs';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { learningRateLimitOf } from '../../state/learningRateLimitOf';
import { runStore } from '../../state/runStore';
import { Group } from './Group';
import { GroupFields } from './GroupFields';
import { parameterCount } from '../../theory/network/parameterCount';
import { parametrise, resolveAlpha } from '../../theory/network/parametrisation';
import { PointsDialog } from './PointsDialog';
import { presentPoints } from './editPoints';

/** Hero sliders, the predictor chips and the points dialog have controls of their own. */
const elsewhere: ReadonlySet<FieldName> = new Set(['width', 'depth', 'alpha', 'predictors', 'points']);

function rows(group: FieldGroup): readonly FieldName[] {
  return fieldNames.filter((name) => fields[name].group === group && !elsewhere.has(name));
}

/** Data, network, training and theory, each with what its values lead to. */
export function ConfigurationGroups() {
  const tab = useStore(experimentStore, (s) => s.spec.tab);
  return labs[tab].groups.map((group) => {
    const View = groupViews[group];
    return <View key={group} />;
  });
}

function DataGroup() {
  const n = useStore(experimentStore, (s) => s.spec.n);
  const d = useStore(experimentStore, (s) => s.spec.d);
  const [editing, setEditing] = useState(false);
  const choose = (dataset: string): boolean => {
    if (dataset !== 'points' || experimentStore.getState().spec.points) return false;
    const points = presentPoints();
    if (points) experimentHistory.edit({ dataset: 'points', points });
    else setEditing(true);
    return true;
  };
  return (
    <Group title="Data" consequence={`n = ${n}, d = ${d}`}>
      <GroupFields names={rows('data')} onChoose={choose} />
      <div className="row">
        <button type="button" className="button small" onClick={() => setEditing(true)}>
          Edit points · paste CSV
        </button>
      </div>
      <PointsDialog open={editing} onClose={() => setEditing(false)} />
    </Group>
  );
}

function NetworkGroup() {
  const count = useStore(experimentStore, ({ spec }) =>
    parameterCount(parametrise({ ...spec, alpha: resolveAlpha(spec.alpha, spec.width) })),
  );
  const depth = useStore(experimentStore, (s) => s.spec.depth);
  return (
    <Group title="Network" consequence={`${formatInteger(count)} parameters, H = ${depth}`}>
      <GroupFields names={rows('network')} />
    </Group>
  );
}

function TrainingGroup() {
  const limit = useStore(runStore, (s) => learningRateLimitOf(s.run));
  const beyond = useStore(
    experimentStore,
    ({ spec }) => spec.optimizer !== 'flow' && limit !== null && spec.lr > limit,
  );
  return (
    <Group
      title="Training"
      consequence={
        limit !== null && (
          <span className={beyond ? 'warning' : ''}>
            {beyond && 'beyond the '}learning-rate limit {formatNumber(limit, 2)}
          </span>
        )
      }
    >
      <GroupFields names={rows('training')} />
    </Group>
  );
}

const groupViews: Readonly<Record<PanelGroup, ComponentType>> = {
  data: DataGroup,
  network: NetworkGroup,
  training: TrainingGroup,
  theory: TheoryGroup,
};

function TheoryGroup() {
  const count = useStore(experimentStore, (s) => s.spec.predictors.filter((p) => p !== 'nn').length);
  return (
    <Group title="Theory" consequence={`${count} ${count === 1 ? 'prediction' : 'predictions'}`}>
      <GroupFields names={rows('theory')} />
    </Group>
  );
}
