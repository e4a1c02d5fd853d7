import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatInteger } from '../../plots/formatNumber';
import type { LabNumber, LabSettings } from '../../protocol/labFields';
import { planes, type Plane } from '../../protocol/meanField';
import { particlesSettings } from '../../protocol/particlesSettings';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { meanFieldStore } from '../../state/meanFieldStore';
import { runStore } from '../../state/runStore';
import { labelledProblem } from '../text/labelledProblem';

type Settings = LabSettings['particles'];

function change(particles: Partial<Settings>): void {
  experimentHistory.edit({}, null, { particles });
}

/** What is drawn, and how far it is computed. */
export function ParticlesBar() {
  const settings = useStore(labSettingsStore, (s) => s.particles);
  const { particles } = useStore(meanFieldStore);
  const d = useStore(runStore, (s) => s.run?.header.d ?? null);
  const fixed = useStore(experimentStore, (s) => s.spec.d);
  const dimension = d ?? fixed;
  const total = particles.start?.times.length ?? 0;
  return (
    <div className="analysis-bar" role="group" aria-label="Mean field">
      <Powers name="count" settings={settings} />
      {dimension > 1 && (
        <Labelled name="plane">
          <select
            value={settings.plane}
            onChange={(e) => change({ plane: e.target.value as Plane })}
            aria-label={particlesSettings.plane.label}
          >
            {planes
              .filter((plane) => plane !== 'motion' || dimension > 2 || settings.plane === 'motion')
              .map((plane) => (
                <option key={plane} value={plane}>
                  {plane === 'motion' && dimension === 2 ? 'θ' : particlesSettings.plane.optionLabels[plane]}
                </option>
              ))}
          </select>
        </Labelled>
      )}
      {dimension > 1 && settings.plane !== 'motion' && (
        <Coordinate name="first" settings={settings} dimension={dimension} />
      )}
      {dimension > 1 && settings.plane === 'coordinates' && (
        <Coordinate name="second" settings={settings} dimension={dimension} />
      )}
      <Switch name="trails" settings={settings} />
      <Switch name="contours" settings={settings} />
      <Powers name="grid" settings={settings} />
      {particles.computing && total > 0 && (
        <progress value={particles.frames.length} max={total} aria-label="Particles computed" />
      )}
      {particles.problem && (
        <p className="analysis-problem" role="alert">
          {labelledProblem(particles.problem)}
        </p>
      )}
    </div>
  );
}

function Labelled({
  name,
  children,
}: {
  readonly name: keyof typeof particlesSettings;
  readonly children: ReactNode;
}) {
  const { label, help } = particlesSettings[name];
  return (
    <label className="lab-choice" title={help}>
      {label} {children}
    </label>
  );
}

/** A number by powers of two. */
function Powers({ name, settings }: { readonly name: 'count' | 'grid'; readonly settings: Settings }) {
  const { min, max }: LabNumber = particlesSettings[name];
  const factor = name === 'count' ? 4 : 2;
  const values = new Set([settings[name]]);
  for (let value = min; value <= max; value *= factor) values.add(value);
  return (
    <Labelled name={name}>
      <select
        value={settings[name]}
        aria-label={particlesSettings[name].label}
        onChange={(e) => change({ [name]: Number(e.target.value) })}
      >
        {[...values]
          .sort((a, b) => a - b)
          .map((value) => (
            <option key={value} value={value}>
              {formatInteger(value)}
            </option>
          ))}
      </select>
    </Labelled>
  );
}

function Coordinate({
  name,
  settings,
  dimension,
}: {
  readonly name: 'first' | 'second';
  readonly settings: Settings;
  readonly dimension: number;
}) {
  return (
    <Labelled name={name}>
      <select
        value={settings[name]}
        aria-label={particlesSettings[name].label}
        onChange={(e) => change({ [name]: Number(e.target.value) })}
      >
        {Array.from({ length: Math.max(dimension, settings[name]) }, (_, k) => (
          <option key={k} value={k + 1}>
            {k + 1}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Switch({ name, settings }: { readonly name: 'trails' | 'contours'; readonly settings: Settings }) {
  return (
    <label className="lab-choice" title={particlesSettings[name].help}>
      <input
        type="checkbox"
        checked={settings[name]}
        onChange={(e) => change({ [name]: e.target.checked })}
      />
      {particlesSettings[name].label}
    </label>
  );
}
