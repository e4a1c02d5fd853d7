import { useStore } from 'zustand';
import { formatDuration } from '../../plots/formatNumber';
import { predictors, type PredictorName } from '../../protocol/predictors';
import { labFields } from '../../protocol/labFields';
import { axesOf, type PlaneSettings } from '../../protocol/plane';
import { planeTheories } from '../../protocol/planeSettings';
import { experimentHistory } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { planeRunner, planeStore } from '../../state/planeStore';
import { Card } from '../cards/Card';
import { parseNumber } from '../controls/parseNumber';
import { TextEntry } from '../controls/TextEntry';
import { WorkButtons } from '../controls/WorkButtons';
import { PredictorSwatch } from '../run/PredictorSwatch';

const table = labFields.regimes;

function change(regimes: Partial<PlaneSettings>): void {
  experimentHistory.edit({}, null, { regimes });
}

/** Which plane, what its colour shows, how fine; and how far it is. */
export function PlaneSetup({ problem }: { readonly problem: string | null }) {
  const settings = useStore(labSettingsStore, (s) => s.regimes);
  const ranges = axesOf[settings.plane];
  return (
    <Card
      title="What to map"
      span={12}
      reading="The present experiment, once for every cell; its other fields are those of the panel"
    >
      <div className="plane-setup">
        <Choice name="plane" settings={settings} />
        <Choice name="show" settings={settings} />
        {ranges.map((ends) => (
          <fieldset key={ends}>
            <legend>{table[`${ends}From`].symbol!.plain} from, to</legend>
            <NumberEntry name={`${ends}From`} settings={settings} />
            <NumberEntry name={`${ends}To`} settings={settings} />
          </fieldset>
        ))}
        <label className="plane-number">
          Cells <NumberEntry name="cells" settings={settings} />
        </label>
        <label className="plane-number">
          Tolerance <NumberEntry name="tolerance" settings={settings} />
        </label>
      </div>
      <div className="plane-theories" role="group" aria-label="Theories compared">
        {planeTheories.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={settings.among.includes(name)}
              onChange={() => change({ among: toggled(settings.among, name) })}
            />
            <PredictorSwatch name={name} />
            {predictors[name].label}
          </label>
        ))}
      </div>
      <PlaneProgress problem={problem} />
    </Card>
  );
}

function toggled(among: readonly PredictorName[], name: PredictorName): PredictorName[] {
  return planeTheories.filter((one) => (one === name ? !among.includes(one) : among.includes(one)));
}

function Choice({ name, settings }: { readonly name: 'plane' | 'show'; readonly settings: PlaneSettings }) {
  const { label, options, optionLabels } = table[name];
  return (
    <label className="plane-choice">
      {label}
      <select
        aria-label={label}
        value={settings[name]}
        onChange={(e) => change({ [name]: e.target.value } as Partial<PlaneSettings>)}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {(optionLabels as Readonly<Record<string, string>>)[option]}
          </option>
        ))}
      </select>
    </label>
  );
}

type NumberName = {
  [K in keyof PlaneSettings]: PlaneSettings[K] extends number ? K : never;
}[keyof PlaneSettings];

function NumberEntry({ name, settings }: { readonly name: NumberName; readonly settings: PlaneSettings }) {
  return (
    <TextEntry
      label={table[name].label}
      value={String(settings[name])}
      onEnter={(text) => {
        const value = parseNumber(text);
        if (value !== null) change({ [name]: value });
        return value !== null;
      }}
    />
  );
}

function PlaneProgress({ problem }: { readonly problem: string | null }) {
  const status = useStore(planeStore, (s) => s.status);
  const done = useStore(planeStore, (s) => s.done + s.failures.length);
  const total = useStore(planeStore, (s) => s.rows.length);
  const secondsLeft = useStore(planeStore, (s) => s.secondsLeft);
  const failures = useStore(planeStore, (s) => s.failures);
  return (
    <div className="plane-progress">
      <WorkButtons
        label="Go on"
        disabled={status !== 'cancelled' || problem !== null}
        status={status}
        onStart={() => planeRunner().start()}
        onPause={(paused) => planeRunner().pause(paused)}
        onCancel={() => planeRunner().cancel()}
      />
      <progress aria-label="Networks computed" max={Math.max(1, total)} value={done}>
        {done} of {total}
      </progress>
      <p className={problem ? 'said wrong' : 'said'} role={problem ? 'alert' : undefined}>
        {problem ?? said(status, done, total, secondsLeft)}
      </p>
      {failures.length > 0 && (
        <p className="said wrong" role="alert">
          {failures.length} {failures.length === 1 ? 'network' : 'networks'} could not be computed:{' '}
          {failures[0]}
        </p>
      )}
    </div>
  );
}

function said(status: string, done: number, total: number, secondsLeft: number | null): string {
  switch (status) {
    case 'running':
      return secondsLeft === null
        ? `${done} of ${total} networks`
        : `${done} of ${total} networks, about ${formatDuration(1000 * Math.max(1, Math.round(secondsLeft)))} left`;
    case 'paused':
      return `${done} of ${total} networks, paused`;
    case 'cancelled':
      return `Cancelled after ${done} of ${total} networks; what was computed stays`;
    default:
      return `${total} networks computed`;
  }
}
